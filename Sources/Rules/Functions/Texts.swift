import Foundation

extension Functions {
    /// Texts are sequences of Unicode scalars (DMN 1.5, 10.3.2.4), counted from 1.
    static let texts: [Function] = [
        Function("string length", "string") { given, _ in
            text(given) { Value($0.unicodeScalars.count) }
        },
        Function("upper case", "string") { given, _ in
            text(given) { .string($0.uppercased()) }
        },
        Function("lower case", "string") { given, _ in
            text(given) { .string($0.lowercased()) }
        },
        Function("contains", "string, match") { given, _ in
            texts(given) { Value(range(of: $1, in: $0) != nil) }
        },
        Function("starts with", "string, match") { given, _ in
            texts(given) { Value($0.utf8.starts(with: $1.utf8)) }
        },
        Function("ends with", "string, match") { given, _ in
            texts(given) { Value($0.utf8.reversed().starts(with: $1.utf8.reversed())) }
        },
        Function("substring before", "string, match") { given, _ in
            texts(given) { whole, match in
                .string(range(of: match, in: whole).map { String(whole[..<$0.lowerBound]) } ?? "")
            }
        },
        Function("substring after", "string, match") { given, _ in
            texts(given) { whole, match in
                .string(range(of: match, in: whole).map { String(whole[$0.upperBound...]) } ?? "")
            }
        },
        Function("substring", "string, start position, length?") { given, _ in
            text(given) { substring($0, given) }
        },
    ]

    private static func text(_ given: [Value], _ body: (String) -> Value) -> Value {
        given[0].string.map(body) ?? .null
    }

    private static func texts(_ given: [Value], _ body: (String, String) -> Value) -> Value {
        guard let text = given[0].string, let match = given[1].string else { return .null }
        return body(text, match)
    }

    /// Where the match first stands, scalar by scalar; bounded by looking for its first byte.
    private static func range(of match: String, in text: String) -> Range<String.Index>? {
        let bytes = Array(match.utf8)
        let whole = Array(text.utf8)
        guard let place = Search.firstPlace(of: bytes, in: whole) else { return nil }
        let start = text.utf8.index(text.startIndex, offsetBy: place)
        return start..<text.utf8.index(start, offsetBy: bytes.count)
    }

    private static func substring(_ text: String, _ given: [Value]) -> Value {
        guard let position = given[1].number?.rounded(.towardZero, 0).integer, position != 0 else {
            return .null
        }
        var length = Int.max
        if given.count == 3 {
            guard let asked = given[2].number?.rounded(.towardZero, 0).integer, asked >= 1 else {
                return .null
            }
            length = asked
        }
        let scalars = text.unicodeScalars
        let skipped = position > 0 ? position - 1 : scalars.count + position
        guard skipped >= 0 else { return .null }
        return .string(String(String.UnicodeScalarView(scalars.dropFirst(skipped).prefix(length))))
    }
}

/// Finding bytes among bytes in linear time (Knuth, Morris, Pratt), whatever the text is.
enum Search {
    static func firstPlace(of match: [UInt8], in whole: [UInt8]) -> Int? {
        guard !match.isEmpty else { return 0 }
        guard match.count <= whole.count else { return nil }
        var borders = [Int](repeating: 0, count: match.count)
        var length = 0
        for place in 1..<max(1, match.count) {
            while length > 0, match[place] != match[length] { length = borders[length - 1] }
            if match[place] == match[length] { length += 1 }
            borders[place] = length
        }
        length = 0
        for (place, byte) in whole.enumerated() {
            while length > 0, byte != match[length] { length = borders[length - 1] }
            if byte == match[length] { length += 1 }
            if length == match.count { return place - length + 1 }
        }
        return nil
    }
}
