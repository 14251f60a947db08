import Foundation
import Kit

/// How the sandbox bank tells the portal that a payment is over; for trying out what a real bank may do.
package enum SandboxNotices: Sendable, Hashable, Codable {
    /// At once, beside the payer's way back.
    case plain
    case late(seconds: Int)
    case twice
    /// Before the payer is sent back.
    case first
    case never
}

/// The card numbers that the sandbox bank knows. Everything else is refused as not a card of the demonstration.
enum SandboxCard {
    case pays(SandboxNotices?)
    case declined

    init?(number: String) {
        switch number {
        case "4242424242424242": self = .pays(nil)
        case "4000000000000002": self = .declined
        case "4000000000000069": self = .pays(.late(seconds: 5))
        case "4000000000000101": self = .pays(.twice)
        case "4000000000000119": self = .pays(.never)
        case "4000000000000127": self = .pays(.first)
        default: return nil
        }
    }
}

/// A payment on the books of the sandbox bank.
struct SandboxPayment: Codable, Sendable, Hashable {
    let id: String
    /// The secret part of its page's address.
    let token: String
    let order: BankOrder
    let createdAt: Date
    var status = "created"
    var code: String?
    var notices: SandboxNotices
    var refunds: [BankRefund] = []

    static let lifetime: TimeInterval = 90 * 60

    var isOpen: Bool { status == "created" }
    var refunded: Int { refunds.reduce(0) { $0 + $1.amount } }
    var language: Language { Language(rawValue: order.language) ?? .arabic }

    /// As the API shows it.
    func shown(at address: String) -> BankPayment {
        let left = status == "success" ? order.amount - refunded : 0
        let standing = status != "success" ? (isOpen ? "pending" : "unavailable") : left > 0 ? "available" : "full"
        let page = "\(address)/secure/\(token)?lang=\(language.rawValue)"
        return BankPayment(
            id: id, amount: order.amount, currency: order.currency, reference: order.reference,
            description: order.description, returnAddress: order.returnAddress, language: order.language,
            metadata: order.metadata, state: BankPayment.State(status: status, finished: !isOpen, code: code),
            createdAt: createdAt.formatted(.iso8601),
            refunds: BankPayment.RefundSummary(status: standing, available: left, submitted: refunded),
            links: BankPayment.Links(next: isOpen ? BankPayment.Link(href: page, method: "GET") : nil))
    }
}

/// A notice on its way to the portal.
struct SandboxDelivery: Codable, Sendable, Hashable {
    let id: String
    let body: String
    var dueAt: Date
    var tries = 0

    /// Seconds between tries; after the last the bank gives up.
    static let pauses: [TimeInterval] = [1, 2, 5, 15, 60]
}
