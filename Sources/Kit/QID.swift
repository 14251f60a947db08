/// The number on a Qatari identity card: century, two digits of the year of birth, three of the nationality
/// (ISO 3166-1 numeric), five of a serial. It carries no check digit.
package struct QID: Hashable, Sendable, Codable, CustomStringConvertible {
    package let digits: String

    package init?(_ typed: String) {
        let text = Digits.compact(typed)
        guard text.utf8.count == 11, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard text.hasPrefix("2") || text.hasPrefix("3") else { return nil }
        digits = text
    }

    package var yearOfBirth: Int { (digits.hasPrefix("2") ? 1900 : 2000) + (Int(digits.dropFirst().prefix(2)) ?? 0) }
    package var nationality: String { String(digits.dropFirst(3).prefix(3)) }
    package var isQatari: Bool { nationality == "634" }
    package var description: String { digits }

    /// All but the last three digits hidden, for pages that remind somebody which number is meant.
    package var masked: String { "••••••••" + digits.suffix(3) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let qid = QID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a QID"))
        }
        self = qid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}
