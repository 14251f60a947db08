/// A telephone number of Qatar: eight digits behind +974, no area codes.
///
/// Ranges as in libphonenumber's metadata: mobile `[35-7]`, fixed `4`.
package struct Phone: Hashable, Sendable, CustomStringConvertible {
    /// The eight national digits.
    package let digits: String

    package init?(_ typed: String) {
        var text = Digits.compact(typed).filter { $0 != "(" && $0 != ")" }
        for prefix in ["+974", "00974"] where text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
        if text.utf8.count == 11, text.hasPrefix("974") { text.removeFirst(3) }
        guard text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard let first = text.first, "34567".contains(first) else { return nil }
        digits = text
    }

    package var isMobile: Bool { !digits.hasPrefix("4") }

    /// E.164: `+97455501234`.
    package var description: String { "+974" + digits }

    /// Grouped for the eye: `+974 5550 1234`.
    package var grouped: String { "+974 \(digits.prefix(4)) \(digits.suffix(4))" }

    package var masked: String { "•••• ••" + digits.suffix(2) }
}
