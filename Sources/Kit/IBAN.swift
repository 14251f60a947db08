/// A Qatari bank account number: `QA`, two check digits, four letters of the bank, 21 characters (ISO 13616; check
/// digits by ISO 7064 mod 97-10).
package struct IBAN: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ typed: String) {
        let text = Digits.compact(typed).uppercased()
        let bytes = Array(text.utf8)
        guard bytes.count == 29, text.hasPrefix("QA") else { return nil }
        guard bytes.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) else { return nil }
        guard bytes[2...3].allSatisfy({ $0 <= 57 }), bytes[4...7].allSatisfy({ $0 >= 65 }) else { return nil }
        var remainder = 0
        for byte in bytes[4...] + bytes[..<4] {
            let value = byte <= 57 ? Int(byte) - 48 : Int(byte) - 55
            remainder = (remainder * (value >= 10 ? 100 : 10) + value) % 97
        }
        guard remainder == 1 else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// In groups of four, as it is printed.
    package var grouped: String {
        var groups: [Substring] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }
}
