import Foundation
import Kit

/// What the sandbox bank remembers: its payments, the keys they were asked for with, and the notices it still owes.
actor SandboxBooks {
    private struct Pages: Codable {
        var payments: [String: SandboxPayment] = [:]
        var tokens: [String: String] = [:]
        /// By idempotency key.
        var orders: [String: String] = [:]
        var refunds: [String: BankRefund] = [:]
        var deliveries: [SandboxDelivery] = []
        var notices = SandboxNotices.plain
    }

    /// What cannot be done, as GOV.UK Pay names it.
    enum Fault: Error {
        /// P0191: the key was used for another order.
        case keyTaken
        /// P0200, P0600: no such payment.
        case unknown
        /// P0604: another amount can be given back than the asker believes.
        case amountMismatch
        /// P0603: there is nothing to give back.
        case notRefundable
    }

    private var pages: Pages
    private let file: String?
    private let address: String

    /// - Parameter file: where the books are kept over a restart; nil for memory only.
    init(file: String?, address: String) {
        self.file = file
        self.address = address
        let kept = file.flatMap { FileManager.default.contents(atPath: $0) }
        pages = kept.flatMap { try? JSONDecoder().decode(Pages.self, from: $0) } ?? Pages()
    }

    private func keep() {
        guard let file, let data = try? JSONEncoder().encode(pages) else { return }
        try? data.write(to: URL(filePath: file), options: .atomic)
    }

    func set(_ notices: SandboxNotices) {
        pages.notices = notices
        keep()
    }

    /// A new payment, or the one that the key stands for.
    func begin(_ order: BankOrder, key: String?, at now: Date) throws -> (payment: SandboxPayment, isNew: Bool) {
        if let key, let id = pages.orders[key], let known = pages.payments[id] {
            guard known.order == order else { throw Fault.keyTaken }
            return (known, false)
        }
        let id = Identifier.make(at: now).replacing("-", with: "")
        let token = Identifier.make(at: now) + Reference.random().symbols
        let payment = SandboxPayment(id: id, token: token, order: order, createdAt: now, notices: pages.notices)
        pages.payments[id] = payment
        pages.tokens[token] = id
        if let key { pages.orders[key] = id }
        keep()
        return (payment, true)
    }

    func payment(_ id: String, at now: Date) throws -> SandboxPayment {
        guard var payment = pages.payments[id] else { throw Fault.unknown }
        if payment.isOpen, now.timeIntervalSince(payment.createdAt) > SandboxPayment.lifetime {
            payment = close(payment, "failed", code: "P0020", notices: nil, at: now)
        }
        return payment
    }

    func payment(token: String, at now: Date) throws -> SandboxPayment {
        guard let id = pages.tokens[token] else { throw Fault.unknown }
        return try payment(id, at: now)
    }

    func all() -> [SandboxPayment] { pages.payments.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) } }

    /// Ends an open payment; one that is over stays as it is.
    func end(_ id: String, _ status: String, code: String?, notices: SandboxNotices?, at now: Date) throws
        -> SandboxPayment
    {
        let payment = try payment(id, at: now)
        return payment.isOpen ? close(payment, status, code: code, notices: notices, at: now) : payment
    }

    private func close(
        _ payment: SandboxPayment, _ status: String, code: String?, notices: SandboxNotices?, at now: Date
    ) -> SandboxPayment {
        var payment = payment
        payment.status = status
        payment.code = code
        payment.notices = notices ?? payment.notices
        pages.payments[payment.id] = payment
        announce(payment, at: now)
        keep()
        return payment
    }

    private func announce(_ payment: SandboxPayment, at now: Date) {
        let (copies, delay): (Int, Int) =
            switch payment.notices {
            case .plain, .first: (1, 0)
            case .late(let seconds): (1, seconds)
            case .twice: (2, 0)
            case .never: (0, 0)
            }
        for _ in 0..<copies {
            let id = Identifier.make(at: now)
            let event = payment.status == "success" ? "card_payment_succeeded" : "card_payment_failed"
            let notice = BankNotice(id: id, event: event, payment: payment.id, resource: payment.shown(at: address))
            guard let body = try? JSONEncoder().encode(notice) else { continue }
            pages.deliveries.append(
                SandboxDelivery(
                    id: id, body: String(decoding: body, as: UTF8.self), dueAt: now.addingTimeInterval(Double(delay))))
        }
    }

    /// Gives money back; the same key is the same refund.
    func refund(_ id: String, _ order: BankRefundOrder, key: String?, at now: Date) throws -> BankRefund {
        if let key, let known = pages.refunds[key] { return known }
        var payment = try payment(id, at: now)
        guard payment.status == "success", payment.refunded < payment.order.amount else { throw Fault.notRefundable }
        guard order.available == payment.order.amount - payment.refunded else { throw Fault.amountMismatch }
        guard order.amount > 0, order.amount <= order.available else { throw Fault.amountMismatch }
        let refund = BankRefund(
            id: Identifier.make(at: now), amount: order.amount, status: "submitted", createdAt: now.formatted(.iso8601))
        payment.refunds.append(refund)
        pages.payments[id] = payment
        if let key { pages.refunds[key] = refund }
        keep()
        return refund
    }

    // MARK: Notices

    /// Takes the notices that are due.
    func takeDue(at now: Date) -> [SandboxDelivery] {
        let due = pages.deliveries.filter { $0.dueAt <= now }
        pages.deliveries.removeAll { $0.dueAt <= now }
        return due
    }

    /// Takes the notice of one payment, due or not.
    func take(about payment: String) -> [SandboxDelivery] {
        let mine = pages.deliveries.filter { $0.body.contains(payment) }
        pages.deliveries.removeAll { $0.body.contains(payment) }
        return mine
    }

    /// Puts a notice back that the portal did not take, for later, until the bank gives up.
    func putBack(_ delivery: SandboxDelivery, at now: Date) {
        guard delivery.tries < SandboxDelivery.pauses.count else { return keep() }
        var delivery = delivery
        delivery.dueAt = now.addingTimeInterval(SandboxDelivery.pauses[delivery.tries])
        delivery.tries += 1
        pages.deliveries.append(delivery)
        keep()
    }
}
