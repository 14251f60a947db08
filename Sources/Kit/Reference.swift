/// A short number that people read out on the telephone: ten symbols of Crockford's base 32, the last of them a check
/// symbol (Luhn mod 32), which finds every mistyped symbol and nearly every swap of two neighbours.
package struct Reference: Hashable, Sendable, CustomStringConvertible, Codable {
    /// Ten symbols without dashes.
    package let symbols: String

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A new random reference: 45 bits, never a row number.
    package static func random() -> Reference {
        var generator = SystemRandomNumberGenerator()
        var values = (0..<9).map { _ in Int(generator.next(upperBound: UInt(32))) }
        values.append(check(values))
        return Reference(values: values)
    }

    /// Reads what somebody typed: any case, with or without dashes, O for 0, I and L for 1. Nil if the check fails.
    package init?(_ typed: String) {
        var values: [Int] = []
        for byte in Digits.compact(typed).uppercased().utf8 {
            let meant: UInt8 =
                byte == UInt8(ascii: "O") ? 48 : byte == UInt8(ascii: "I") || byte == UInt8(ascii: "L") ? 49 : byte
            guard let value = Reference.alphabet.firstIndex(of: meant), values.count < 10 else { return nil }
            values.append(value)
        }
        guard values.count == 10, Reference.check(Array(values.prefix(9))) == values[9] else { return nil }
        self.init(values: values)
    }

    private init(values: [Int]) {
        symbols = String(decoding: values.map { Reference.alphabet[$0] }, as: UTF8.self)
    }

    /// Grouped for the eye: `8K2M-47QD-XP`.
    package var description: String {
        "\(symbols.prefix(4))-\(symbols.dropFirst(4).prefix(4))-\(symbols.suffix(2))"
    }

    /// Where the first reference stands in a text, written as `description` writes it; the check symbol is not looked at.
    package static func first(in text: Substring) -> Range<Substring.Index>? {
        let bytes = text.utf8
        var from = bytes.startIndex
        while let dash = bytes[from...].firstIndex(of: UInt8(ascii: "-")) {
            from = bytes.index(after: dash)
            guard let start = bytes.index(dash, offsetBy: -4, limitedBy: bytes.startIndex),
                let end = bytes.index(dash, offsetBy: 8, limitedBy: bytes.endIndex)
            else { continue }
            let isWritten = zip(bytes[start..<end], "####-####-##".utf8).allSatisfy { byte, form in
                form == UInt8(ascii: "#") ? alphabet.contains(byte) : byte == form
            }
            if isWritten { return start..<end }
        }
        return nil
    }

    private static func check(_ values: [Int]) -> Int {
        var sum = 0
        for (index, value) in values.reversed().enumerated() {
            let weighted = index % 2 == 0 ? value * 2 : value
            sum += weighted / 32 + weighted % 32
        }
        return (32 - sum % 32) % 32
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let reference = Reference(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a reference"))
        }
        self = reference
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(symbols)
    }
}
