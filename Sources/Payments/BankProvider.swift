package import AsyncHTTPClient
import Foundation
package import Kit
package import Logging
package import Web

/// A bank that speaks GOV.UK Pay's public API v1: payments on a page of its own, a key for each attempt, refunds.
package struct BankProvider: PaymentProvider {
    package let name: String
    private let base: String
    private let pages: String
    private let key: String
    private let wire: Wire
    private let log: Logger

    /// - Parameters:
    ///   - base: scheme and host of the API, without a slash at the end.
    ///   - pages: scheme and host of the bank's pages; one of the portal's `formTargets`.
    ///   - key: what the bank knows the portal by.
    package init(name: String = "bank", base: String, pages: String, key: String, wire: Wire, log: Logger) {
        self.name = name
        self.base = base
        self.pages = pages
        self.key = key
        self.wire = wire
        self.log = log
    }

    /// Over the network; after ten seconds the bank counts as not answering.
    package init(
        name: String = "bank", base: String, pages: String, key: String, client: HTTPClient, log: Logger
    ) {
        self.init(name: name, base: base, pages: pages, key: key, wire: .http(client, seconds: 10), log: log)
    }

    package func begin(_ order: ProviderOrder) async throws -> ProviderPayment {
        let body = BankOrder(
            amount: order.amount.minor, currency: order.amount.currency, reference: order.reference,
            description: order.description, returnAddress: order.returnAddress, language: order.language.rawValue,
            metadata: ["attempt": order.key])
        let reply = try await ask("POST", "/v1/payments", body: JSONEncoder().encode(body), idempotency: order.key)
        let payment = try payment(reply, accepting: [200, 201])
        return ProviderPayment(
            id: payment.id, key: order.key, reference: payment.reference, amount: payment.amount, state: payment.state,
            page: payment.page)
    }

    package func status(of payment: String) async throws -> ProviderPayment {
        let answer = try self.payment(try await ask("GET", "/v1/payments/\(payment)"), accepting: [200])
        guard answer.id == payment else { throw refused("other-payment", 200) }
        return answer
    }

    package func refund(_ payment: String, _ amount: Money, of whole: Money, key: String) async throws {
        let body = try JSONEncoder().encode(BankRefundOrder(amount: amount.minor, available: whole.minor))
        let reply = try await ask("POST", "/v1/payments/\(payment)/refunds", body: body, idempotency: "\(key)-refund")
        switch reply.status {
        case 200, 201, 202:
            let refund = try? JSONDecoder().decode(BankRefund.self, from: Data(reply.body))
            guard let refund, refund.amount == amount.minor, refund.status != "error" else {
                throw refused("refund", reply.status)
            }
        case 412:
            // An answer may have been lost: then it has been given back already.
            let reply = try await ask("GET", "/v1/payments/\(payment)")
            let known = try? JSONDecoder().decode(BankPayment.self, from: Data(reply.body))
            guard let known, known.id == payment, known.refunds?.submitted == amount.minor else {
                throw refused("refund", reply.status)
            }
        default: throw refused("refund", reply.status)
        }
    }

    package func payment(inNotice body: [UInt8]) -> ProviderPayment? {
        guard let notice = try? JSONDecoder().decode(BankNotice.self, from: Data(body)) else { return nil }
        guard notice.payment == notice.resource.id else { return nil }
        return notice.resource.read(pages: pages)
    }

    // MARK: Inside

    private func ask(
        _ method: String, _ path: String, body: Data = Data(), idempotency: String? = nil
    ) async throws -> Wire.Reply {
        var headers = ["authorization": "Bearer \(key)", "accept": "application/json"]
        if !body.isEmpty { headers["content-type"] = "application/json" }
        if let idempotency { headers["idempotency-key"] = idempotency }
        do {
            return try await wire.send(
                Wire.Question(method: method, address: base + path, headers: headers, body: [UInt8](body)))
        } catch {
            log.warning("payments.bank.silent", metadata: ["error": "\(type(of: error))"])
            throw Unavailable("bank")
        }
    }

    private func payment(_ reply: Wire.Reply, accepting statuses: Set<Int>) throws -> ProviderPayment {
        guard statuses.contains(reply.status) else { throw refused("status", reply.status) }
        guard let payment = try? JSONDecoder().decode(BankPayment.self, from: Data(reply.body)),
            let read = payment.read(pages: pages)
        else { throw refused("unreadable", reply.status) }
        return read
    }

    /// An answer that cannot be used; to the payer it is the same as none.
    private func refused(_ what: String, _ status: Int) -> Unavailable {
        log.error("payments.bank.answer", metadata: ["what": "\(what)", "status": "\(status)"])
        return Unavailable("bank")
    }
}
