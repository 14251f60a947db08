import Kit
package import struct Foundation.Date

/// A moment as documents write it: `2026-11-21T08:15:30Z` (RFC 3339 in UTC, whole seconds; XML Schema
/// dateTimeStamp).
package enum Timestamp {
    /// A fraction of a second is cut off.
    package static func text(_ moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : String($0) }
        return "\(Day(number: days))T\(clock.joined(separator: ":"))Z"
    }

    /// Reads what `text` writes and nothing else.
    static func moment(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z") else {
            return nil
        }
        guard let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
        let parts = String(decoding: bytes[11..<19], as: UTF8.self).split(separator: ":")
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        let values = parts.compactMap { part in
            part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
        }
        guard values.count == 3, values[0] < 24, values[1] < 60, values[2] < 60 else { return nil }
        return Date(
            timeIntervalSince1970: Double(day.number * 86_400 + values[0] * 3600 + values[1] * 60 + values[2])
        )
    }
}
