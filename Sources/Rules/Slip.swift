import Foundation

/// A rule as it would read after a small mistake of its author: one sign, word or number of it is another. An example
/// that still holds with it does not test that part of the rule (what the field calls mutation testing).
package struct Slip: Sendable, Hashable {
    /// Counts Unicode scalars from 1.
    package let column: Int
    package let from: String
    package let to: String
    /// The whole rule with the slip in it.
    package let text: String

    /// Every slip that can be made in a rule, or in a cell of a decision table, and still be read; from left to right.
    ///
    /// Limits move by one or take in what they left out, comparisons and conjunctions turn round, a quantifier becomes the
    /// other, `not` is forgotten, durations grow. Words in quotes stay as they are.
    package static func all(of text: String) -> [Slip] {
        let bytes = Array(text.utf8)
        var lexer = Lexer(text, names: [])
        var slips: [Slip] = []
        while let (token, start) = try? lexer.next(), token != .end {
            let piece = String(decoding: bytes[start..<lexer.position], as: UTF8.self)
            guard let other = token.slip(piece) else { continue }
            let (before, after) = (bytes[..<start], bytes[lexer.position...])
            let whole = String(decoding: before, as: UTF8.self) + other + String(decoding: after, as: UTF8.self)
            guard (try? Expression(whole)) != nil || (try? UnaryTests(whole)) != nil else { continue }
            let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
            slips.append(Slip(column: column, from: piece, to: other, text: whole))
        }
        return slips
    }
}

extension Token {
    /// What may stand in the place of a piece of text by mistake; nil where nothing likely does.
    fileprivate func slip(_ text: String) -> String? {
        switch self {
        case .symbol(let symbol): return symbol.slip?.rawValue
        case .keyword(let keyword): return keyword.slip?.rawValue
        case .name("not"): return ""
        case .number(let number):
            let more = number.plus(1)
            return more.isNaN || more == number ? nil : "\(more)"
        case .string(let words) where words.hasPrefix("P"): return Token.longer(text)
        case .string, .name, .end: return nil
        }
    }

    /// A duration that is longer by one of its first unit.
    private static func longer(_ text: String) -> String? {
        let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
        guard digits.utf8.count <= 9, let count = Int(digits) else { return nil }
        return text.replacingCharacters(in: digits.startIndex..<digits.endIndex, with: String(count + 1))
    }
}

extension Symbol {
    fileprivate var slip: Symbol? {
        switch self {
        case .less: .atMost
        case .atMost: .less
        case .greater: .atLeast
        case .atLeast: .greater
        case .equal: .unequal
        case .unequal: .equal
        case .plus: .minus
        case .minus: .plus
        case .times: .over
        case .over: .times
        case .leftBracket: .leftParenthesis
        case .rightBracket: .rightParenthesis
        default: nil
        }
    }
}

extension Keyword {
    fileprivate var slip: Keyword? {
        switch self {
        case .and: .or
        case .or: .and
        case .true: .false
        case .false: .true
        case .some: .every
        case .every: .some
        default: nil
        }
    }
}
