/// A telephone number of any country, as the network writes it (ITU-T E.164): a plus sign and 7 to 15 digits.
package struct InternationalPhone: Hashable, Sendable, CustomStringConvertible {
    /// `+919812345678`.
    package let description: String

    /// Reads `+91 98123 45678` and `00919812345678`; a number without its country is none.
    package init?(_ typed: String) {
        var text = Digits.compact(typed).filter { $0 != "(" && $0 != ")" && $0 != "." }
        if text.hasPrefix("00") { text = "+" + text.dropFirst(2) }
        guard text.hasPrefix("+") else { return nil }
        let digits = text.dropFirst()
        guard (7...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        guard digits.first != "0" else { return nil }
        description = text
    }

    package var masked: String { "•••• ••" + description.suffix(2) }
}
