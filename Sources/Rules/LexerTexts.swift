/// Labels, texts with their escapes, and what a mistake says of its place.
extension Lexer {
    /// A label is a name of any number of words before a colon: a key of a context, a parameter of a call.
    mutating func label() throws(ExpressionMistake) -> String? {
        try skipSpace()
        var place = position
        guard place < bytes.count, Lexer.isNamePart(bytes[place]), !Lexer.isDigit(bytes[place]) else {
            return nil
        }
        while place < bytes.count {
            let byte = bytes[place]
            guard
                Lexer.isNamePart(byte) || byte == 32 || (9...13).contains(byte)
                    || "-+*/'.".utf8.contains(byte)
            else { break }
            place += 1
        }
        guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return nil }
        let text = String(decoding: bytes[position..<place], as: UTF8.self)
        position = place + 1
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    mutating func string() throws(ExpressionMistake) -> String {
        let start = position
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), position < bytes.count {
                try escape(into: &text)
            } else {
                text.append(byte)
            }
        }
        throw mistake(at: start, expected: "the text to end with a quotation mark")
    }

    private mutating func escape(into text: inout [UInt8]) throws(ExpressionMistake) {
        let start = position - 1
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            var code = hexadecimal(byte == UInt8(ascii: "u") ? 4 : 6)
            if let high = code, (0xD800...0xDBFF).contains(high), matches("\\u") {
                position += 2
                code = hexadecimal(4).flatMap {
                    (0xDC00...0xDFFF).contains($0) ? 0x10000 + (high - 0xD800) << 10 + ($0 - 0xDC00) : nil
                }
            }
            guard let code, let scalar = Unicode.Scalar(code) else {
                throw mistake(at: start, expected: "a character's code")
            }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: text += [UInt8(ascii: "\\"), byte]
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard position + digits <= bytes.count else { return nil }
        let text = String(decoding: bytes[position..<position + digits], as: UTF8.self)
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        guard let code = UInt32(text, radix: 16) else { return nil }
        position += digits
        return code
    }

    /// The mistake, with what stands at the place.
    func mistake(at offset: Int, expected: String) -> ExpressionMistake {
        ExpressionMistake(column: column(at: offset), expected: expected, found: found(at: offset))
    }

    func column(at offset: Int) -> Int {
        bytes.prefix(offset).reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    private func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end" }
        let rest = bytes[offset...]
        var end = offset
        if Lexer.isNamePart(rest[offset]) {
            while end < bytes.count, end < offset + 40, Lexer.isNamePart(bytes[end]) { end += 1 }
        } else if rest[offset] == UInt8(ascii: "\"") {
            return "a text"
        } else {
            end += 1
        }
        return "\"" + String(decoding: bytes[offset..<end], as: UTF8.self) + "\""
    }
}
