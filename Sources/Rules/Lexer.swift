import Foundation

/// Cuts a text into tokens. Names of several words are found by the names that are known.
struct Lexer {
    let bytes: [UInt8]
    var position = 0
    /// Names of more than one word, by their first word, the longest first.
    private var compounds: [String: [[UInt8]]] = [:]

    init(_ text: String, names: Set<String>) {
        bytes = Array(text.utf8)
        for name in names { learn(name) }
    }

    /// From now on the name is read as one, although it has spaces or signs in it.
    mutating func learn(_ name: String) {
        let normal = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let text = Array(normal.utf8)
        let word = text.prefix { Lexer.isNamePart($0) }
        guard word.count < text.count, let first = word.first, !Lexer.isDigit(first) else { return }
        let key = String(decoding: word, as: UTF8.self)
        guard compounds[key]?.contains(text) != true else { return }
        compounds[key, default: []].append(text)
        compounds[key]?.sort { $0.count > $1.count }
    }

    /// Goes back to where a token began.
    mutating func rewind(to offset: Int) { position = offset }

    mutating func next() throws(ExpressionMistake) -> (token: Token, start: Int) {
        try skipSpace()
        let start = position
        guard position < bytes.count else { return (.end, start) }
        let byte = bytes[position]
        if Lexer.isDigit(byte)
            || (byte == UInt8(ascii: ".") && position + 1 < bytes.count && Lexer.isDigit(bytes[position + 1]))
        {
            return (.number(try number()), start)
        }
        if byte == UInt8(ascii: "\"") { return (.string(try string()), start) }
        if Lexer.isNamePart(byte) { return (name(), start) }
        return (.symbol(try symbol()), start)
    }

    mutating func skipSpace() throws(ExpressionMistake) {
        while position < bytes.count {
            if let width = spaceWidth(at: position) {
                position += width
            } else if matches("//") {
                while position < bytes.count, bytes[position] != 10 { position += 1 }
            } else if matches("/*") {
                let start = position
                position += 2
                while position < bytes.count, !matches("*/") { position += 1 }
                guard position < bytes.count else {
                    throw mistake(at: start, expected: "the comment to end with */")
                }
                position += 2
            } else {
                return
            }
        }
    }

    /// The length of the white space here: ASCII, no-break, ideographic, the spaces of U+2000…, BOM.
    func spaceWidth(at place: Int) -> Int? {
        let byte = bytes[place]
        if byte == 32 || (9...13).contains(byte) { return 1 }
        if byte == 0xC2, place + 1 < bytes.count, bytes[place + 1] == 0xA0 { return 2 }
        guard place + 2 < bytes.count else { return nil }
        switch (byte, bytes[place + 1], bytes[place + 2]) {
        case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE3, 0x80, 0x80),
            (0xEF, 0xBB, 0xBF):
            return 3
        default: return nil
        }
    }

    func matches(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
        return true
    }

    private mutating func number() throws(ExpressionMistake) -> Decimal {
        let start = position
        while position < bytes.count, Lexer.isDigit(bytes[position]) { position += 1 }
        if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."),
            Lexer.isDigit(bytes[position + 1])
        {
            position += 1
            while position < bytes.count, Lexer.isDigit(bytes[position]) { position += 1 }
        }
        if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
            var digits = position + 1
            if digits < bytes.count, "+-".utf8.contains(bytes[digits]) {
                digits += 1
            }
            if digits < bytes.count, Lexer.isDigit(bytes[digits]) {
                while digits < bytes.count, Lexer.isDigit(bytes[digits]) { digits += 1 }
                position = digits
            }
        }
        guard let value = Decimal(feel: String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw mistake(at: start, expected: "a number of at most 38 digits and no huge exponent")
        }
        return value
    }

    private mutating func name() -> Token {
        let start = position
        while position < bytes.count, Lexer.isNamePart(bytes[position]), spaceWidth(at: position) == nil {
            position += 1
        }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        for candidate in compounds[word] ?? [] {
            guard let end = end(of: candidate, from: start) else { continue }
            position = end
            return .name(String(decoding: candidate, as: UTF8.self))
        }
        for candidate in Functions.compounds[word] ?? [] {
            guard let end = end(of: candidate.bytes, from: start), candidate.isMember || isCall(at: end)
            else { continue }
            if candidate.isMember, !followsDot(start) { continue }
            position = end
            return .name(String(decoding: candidate.bytes, as: UTF8.self))
        }
        if let keyword = Keyword(rawValue: word) { return .keyword(keyword) }
        return .name(word)
    }

    private func isCall(at place: Int) -> Bool {
        var place = place
        while place < bytes.count, let width = spaceWidth(at: place) { place += width }
        return place < bytes.count && bytes[place] == UInt8(ascii: "(")
    }

    private func followsDot(_ place: Int) -> Bool {
        var place = place - 1
        while place >= 0, bytes[place] == 32 || (9...13).contains(bytes[place]) { place -= 1 }
        return place >= 0 && bytes[place] == UInt8(ascii: ".")
    }

    /// Where a name of several words ends that begins here; a space in it stands for any white space.
    private func end(of name: [UInt8], from start: Int) -> Int? {
        var place = start
        for byte in name {
            if byte == 32 {
                let before = place
                while place < bytes.count, let width = spaceWidth(at: place) { place += width }
                guard place > before else { return nil }
            } else {
                guard place < bytes.count, bytes[place] == byte else { return nil }
                place += 1
            }
        }
        if let last = name.last, Lexer.isNamePart(last), place < bytes.count, Lexer.isNamePart(bytes[place]),
            spaceWidth(at: place) == nil
        {
            return nil
        }
        return place
    }

    private mutating func symbol() throws(ExpressionMistake) -> Symbol {
        for length in [2, 1] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            if let symbol = Symbol(rawValue: text) {
                position += length
                return symbol
            }
        }
        throw mistake(at: position, expected: "a value, a name or an operator")
    }

    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Letters, digits, `_`, `?`, `$` and all that is not ASCII.
    static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
    }
}
