import Foundation
import Kit

/// A month of the Gregorian calendar, written `2015-09`.
struct Month: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    let year: Int
    let number: Int

    private init(index: Int) {
        year = index / 12
        number = index % 12 + 1
    }

    init(of day: Day) { self.init(index: day.year * 12 + day.month - 1) }

    /// Reads `2015-09` (ISO 8601) in any of the digit sets in use; nil where it is no month.
    init?(_ typed: String) {
        let text = Digits.folded(typed)
        guard text.utf8.count == 7, let day = Day(iso: text + "-01") else { return nil }
        self.init(of: day)
    }

    /// Reads a month in an address, where letters that are not ASCII are percent-encoded (RFC 3986).
    init?(address text: String) {
        guard let plain = text.removingPercentEncoding else { return nil }
        self.init(plain)
    }

    var before: Month { Month(index: index - 1) }

    func minus(_ months: Int) -> Month { Month(index: max(12, index - months)) }

    /// `2015-09`.
    var description: String { String(format: "%04d-%02d", year, number) }

    static func < (a: Month, b: Month) -> Bool { a.index < b.index }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let month = Month(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a month"))
        }
        self = month
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private var index: Int { year * 12 + number - 1 }
}
