package import Kit

/// What the bank is asked to collect.
package struct ProviderOrder: Sendable, Hashable {
    /// The same key is the same payment, however often it is asked for.
    package let key: String
    package let reference: String
    package let description: String
    package let amount: Money
    package let language: Language
    /// Where the bank sends the payer back to.
    package let returnAddress: String
}

/// What the bank says of a payment.
package struct ProviderPayment: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        case open, paid, failed, cancelled, expired

        /// How the attempt ends; nil while it is open.
        var outcome: Charge.Status? {
            switch self {
            case .open: nil
            case .paid: .paid
            case .failed: .failed
            case .cancelled: .cancelled
            case .expired: .expired
            }
        }
    }

    /// The bank's own name of it.
    package let id: String
    /// The key it was asked for with, where the bank repeats it.
    package let key: String?
    package let reference: String
    package let amount: Money
    package let state: State
    /// Where the payer goes on, while it is open.
    package let page: String?

    package init(id: String, key: String?, reference: String, amount: Money, state: State, page: String?) {
        self.id = id
        self.key = key
        self.reference = reference
        self.amount = amount
        self.state = state
        self.page = page
    }
}

/// A bank or payment house that collects money on a page of its own.
///
/// To add one: a type that conforms, and a line where the platform is put together. All calls may be repeated.
package protocol PaymentProvider: Sendable {
    /// Kept with every attempt.
    var name: String { get }
    func begin(_ order: ProviderOrder) async throws -> ProviderPayment
    func status(of payment: String) async throws -> ProviderPayment
    /// Gives an amount back, once, of a payment that was as much as `whole`.
    func refund(_ payment: String, _ amount: Money, of whole: Money, key: String) async throws
    /// Reads the body of a notice whose signature was right; nil where it is not one.
    func payment(inNotice body: [UInt8]) -> ProviderPayment?
}
