/// An amount in the minor units of its currency: 4,410 riyals are 441,000 dirhams.
package struct Money: Hashable, Sendable, Codable {
    package var minor: Int
    /// ISO 4217.
    package var currency: String

    package init(minor: Int, currency: String) {
        self.minor = minor
        self.currency = currency
    }

    package static let zeroRiyals = Money(minor: 0, currency: "QAR")

    package static func riyals(minor: Int) -> Money { Money(minor: minor, currency: "QAR") }

    package var isZero: Bool { minor == 0 }

    /// `4410.00`: plain, for data formats.
    package var plain: String {
        let sign = minor < 0 ? "-" : ""
        let cents = minor.magnitude % 100
        return "\(sign)\(minor.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
