import Foundation
import Kit

/// A payment as GOV.UK Pay's public API v1 writes it, with the currency beside the amount.
struct BankPayment: Codable, Sendable, Hashable {
    /// `created`, `started`, `submitted`, `capturable`, `success`, `failed`, `cancelled`, `error`.
    struct State: Codable, Sendable, Hashable {
        var status: String
        var finished: Bool
        /// P0010 declined, P0020 expired, P0030 cancelled by the payer, P0040 by the service, P0050 error.
        var code: String?
        var message: String?
    }

    struct Link: Codable, Sendable, Hashable {
        var href: String
        var method: String?
    }

    struct Links: Codable, Sendable, Hashable {
        /// The hosted page, while the payment is open.
        var next: Link?

        private enum CodingKeys: String, CodingKey { case next = "next_url" }
    }

    struct RefundSummary: Codable, Sendable, Hashable {
        /// `pending`, `unavailable`, `available`, `full`.
        var status: String
        var available: Int
        var submitted: Int

        private enum CodingKeys: String, CodingKey {
            case status
            case available = "amount_available"
            case submitted = "amount_submitted"
        }
    }

    var id: String
    var amount: Int
    var currency: String
    var reference: String
    var description: String?
    var returnAddress: String?
    var language: String?
    /// `attempt`: the key that the portal asked with.
    var metadata: [String: String]?
    var state: State
    var createdAt: String?
    var refunds: RefundSummary?
    var links: Links?

    private enum CodingKeys: String, CodingKey {
        case amount, currency, reference, description, language, metadata, state
        case id = "payment_id"
        case returnAddress = "return_url"
        case createdAt = "created_date"
        case refunds = "refund_summary"
        case links = "_links"
    }
}

/// `POST /v1/payments`.
struct BankOrder: Codable, Sendable, Hashable {
    var amount: Int
    var currency: String
    var reference: String
    var description: String
    var returnAddress: String
    var language: String
    var metadata: [String: String]

    private enum CodingKeys: String, CodingKey {
        case amount, currency, reference, description, language, metadata
        case returnAddress = "return_url"
    }
}

/// `POST /v1/payments/{id}/refunds`.
struct BankRefundOrder: Codable, Sendable, Hashable {
    var amount: Int
    /// What the asker believes can still be given back; another amount is refused (412, P0604).
    var available: Int

    private enum CodingKeys: String, CodingKey {
        case amount
        case available = "refund_amount_available"
    }
}

/// The bank's answer to a refund.
struct BankRefund: Codable, Sendable, Hashable {
    var id: String
    var amount: Int
    /// `submitted`, `success`, `error`.
    var status: String
    var createdAt: String?

    private enum CodingKeys: String, CodingKey {
        case amount, status
        case id = "refund_id"
        case createdAt = "created_date"
    }
}

/// The body of a notice.
struct BankNotice: Codable, Sendable, Hashable {
    var id: String
    var event: String
    var payment: String
    var resource: BankPayment

    private enum CodingKeys: String, CodingKey {
        case resource
        case id = "webhook_message_id"
        case event = "event_type"
        case payment = "resource_id"
    }
}

extension BankPayment {
    private static let mostMinor = 1_000_000_000_000

    /// The payment as the portal understands it; nil where it contradicts itself or cannot be one.
    ///
    /// - Parameter pages: the origin on which the bank's pages are; an address elsewhere is not followed.
    func read(pages: String) -> ProviderPayment? {
        guard BankPayment.isName(id), (0...BankPayment.mostMinor).contains(amount), currency.utf8.count == 3,
            let meaning = state.meaning
        else { return nil }
        let page = links?.next?.href
        if meaning == .open, let page, !page.hasPrefix(pages + "/") { return nil }
        return ProviderPayment(
            id: id, key: metadata?["attempt"], reference: reference, amount: Money(minor: amount, currency: currency),
            state: meaning, page: meaning == .open ? page : nil)
    }

    /// Whether the text can stand in an address as it is.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }
}

extension BankPayment.State {
    fileprivate var meaning: ProviderPayment.State? {
        switch (status, finished, code) {
        case ("created", false, _), ("started", false, _), ("submitted", false, _), ("capturable", false, _): .open
        case ("success", true, _): .paid
        case ("failed", true, "P0020"): .expired
        case ("failed", true, "P0030"), ("cancelled", true, _): .cancelled
        case ("failed", true, _), ("error", true, _): .failed
        default: nil
        }
    }
}
