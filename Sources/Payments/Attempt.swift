package import Foundation
import Kit

/// One go at the bank for a charge. A new one begins only when the bank has said that the last one is over, so there
/// is never more than one that can still be paid.
struct Attempt: Sendable, Hashable {
    /// Also the idempotency key towards the bank.
    let id: String
    let charge: String
    /// Counts from 1.
    let number: Int
    let provider: String
    /// The bank's name of its payment; nil until it has answered.
    var payment: String?
    /// How it ended: paid, failed, cancelled, expired; nil while it is open.
    var outcome: Charge.Status?
    let begunAt: Date
}

/// What a word of the bank means for a charge.
enum Verdict: Sendable, Hashable {
    /// Nothing has been decided at the bank.
    case open
    /// It was known.
    case known
    /// The attempt ends so; the charge with it where `moves`.
    case ends(Charge.Status, moves: Bool)
    /// It cannot be, and somebody has to look.
    case wrong(Discrepancy.Kind)
}

extension Charge {
    /// Weighs a word of the bank about an attempt at this charge.
    func verdict(on word: ProviderPayment, for attempt: Attempt) -> Verdict {
        if let known = attempt.payment, known != word.id { return .wrong(.payment) }
        guard word.amount.currency == amount.currency else { return .wrong(.currency) }
        guard word.amount.minor == amount.minor else { return .wrong(.amount) }
        guard word.reference == reference.symbols else { return .wrong(.reference) }
        guard let outcome = word.state.outcome else { return .open }
        if outcome == attempt.outcome { return .known }
        if outcome == .paid { return hasBeenPaid ? .wrong(.paidTwice) : .ends(.paid, moves: true) }
        if attempt.outcome == .paid { return .wrong(.takenBack) }
        return attempt.outcome == nil ? .ends(outcome, moves: status == .submitted) : .known
    }
}

/// Something between the portal and the bank that does not fit, for an operator to look at.
package struct Discrepancy: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// The bank speaks of another amount, currency, reference or payment than was asked for.
        case amount, currency, reference, payment
        /// Two attempts at one charge were both paid.
        case paidTwice = "paid-twice"
        /// The bank says that a payment it had confirmed has not been made.
        case takenBack = "taken-back"
    }

    package let id: String
    package let charge: String
    package let kind: Kind
    /// The bank's name of its payment.
    package let payment: String
    package let foundAt: Date
}
