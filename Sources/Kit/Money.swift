package import Foundation

/// An amount in the minor units of its currency: 4,410 riyals are 441,000 dirhams.
package struct Money: Hashable, Sendable, Codable {
    package var minor: Int
    /// ISO 4217.
    package var currency: String

    package init(minor: Int, currency: String) {
        self.minor = minor
        self.currency = currency
    }

    /// An amount that was calculated.
    package init(_ amount: Decimal, currency: String) {
        self.init(minor: Money.minor(of: amount), currency: currency)
    }

    /// An amount in minor units, halves rounded away from zero.
    package static func minor(of amount: Decimal) -> Int {
        var exact = amount * 100
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 0, .plain)
        return NSDecimalNumber(decimal: rounded).intValue
    }

    package static func riyals(minor: Int) -> Money { Money(minor: minor, currency: "QAR") }

    package var isZero: Bool { minor == 0 }

    /// `4410.00`: plain, for data formats.
    package var plain: String {
        let sign = minor < 0 ? "-" : ""
        let cents = minor.magnitude % 100
        return "\(sign)\(minor.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
