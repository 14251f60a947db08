package import Foundation
import Store

/// A charge was paid; told once for each charge.
package struct ChargePaid: Event {
    package static let name = "payments.charge.paid"
    package let charge: String
    package let reference: String
    package let subject: String
    /// Minor units.
    package let amount: Int
    package let currency: String
    package let at: Date
}

/// An attempt to pay ended without money; the payer can try again.
package struct ChargeFailed: Event {
    package static let name = "payments.charge.failed"
    package let charge: String
    package let reference: String
    package let subject: String
    package let amount: Int
    package let currency: String
    /// `failed`, `cancelled` or `expired`.
    package let outcome: String
    package let at: Date
}

/// The money of a charge went back to the payer.
package struct ChargeRefunded: Event {
    package static let name = "payments.charge.refunded"
    package let charge: String
    package let reference: String
    package let subject: String
    package let amount: Int
    package let currency: String
    package let at: Date
}

/// The bank said something about a charge that cannot be; nothing was changed.
package struct DiscrepancyFound: Event {
    package static let name = "payments.discrepancy.found"
    package let charge: String
    /// A `Discrepancy.Kind`.
    package let kind: String
    package let at: Date
}
