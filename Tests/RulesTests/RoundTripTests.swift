import Foundation
import Testing

@testable import Rules

/// Expressions that nobody wrote: made by chance, from a number that makes the same ones again.
private struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(count))
    }

    mutating func one<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// An expression that can be read.
    mutating func expression(_ depth: Int) -> String {
        guard depth > 0 else {
            return one([
                "1", "2.5", "-3", "\"a\"", "\"ب\"", "true", "false", "null", "x", "y", "list", "@\"2026-11-22\"",
                "@\"P1D\"", "@\"10:00:00Z\"", "[]", "{}", "[1..5)", "(< 3)", "\"\\\"\"",
            ])
        }
        func inner() -> String { expression(depth - 1 - below(2) % depth) }
        switch below(16) {
        case 0: return "\(inner()) \(one(["+", "-", "*", "/", "**"])) \(inner())"
        case 1: return "(\(inner()) \(one(["=", "!=", "<", "<=", ">", ">="])) \(inner()))"
        case 2: return "(\(inner()) \(one(["and", "or"])) \(inner()))"
        case 3: return "if \(inner()) then \(inner()) else \(inner())"
        case 4: return "[\(inner()), \(inner())]"
        case 5: return "{a: \(inner()), b: \(inner())}"
        case 6: return "(for i in \(inner()) return \(inner()))"
        case 7: return "(\(one(["some", "every"])) i in \(inner()) satisfies \(inner()))"
        case 8: return "(\(inner()))[\(inner())]"
        case 9: return "(\(inner())).a"
        case 10: return "\(one(["count", "sum", "string", "not", "flatten", "abs"]))(\(inner()))"
        case 11: return "((\(inner())) between (\(inner())) and (\(inner())))"
        case 12: return "(\(inner()) in (\(inner()), < \(inner())))"
        case 13: return "(function(i) \(inner()))(\(inner()))"
        case 14: return "(\(inner()) instance of \(one(["number", "list<string>", "context<a: date>"])))"
        default: return "-(\(inner()))"
        }
    }

    /// Pieces of the language in any order, and bytes that are none.
    mutating func rubbish() -> String {
        let pieces = [
            "if ", "then ", "else ", "for ", "in ", "return ", "some ", "every ", "satisfies ", "and ", "or ", "not(",
            "function(", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "<", ">",
            "<=", "\"", "@", "?", "1", "9999999999", "0.1e9", "\"a\"", "x", "null", "instance of ", "list<", "between ",
            "\\u", "//", "/*", "*/", "é", "\u{202E}", "🐎", "\u{0}", "\n", "matches(", "replace(", "date(", "external ",
            "x.y", "item", "partial", "sort(", "range(\"", "[..", "e10",
        ]
        return (0..<below(30)).map { _ in one(pieces) }.joined()
    }
}

@Suite("Expressions by chance") struct RoundTripTests {
    private let scope = Scope(["x": 3, "y": "a", "list": [1, 2, ["a": 1]]])

    @Test("an expression that is printed reads as the same one, and comes to the same")
    func printed() throws {
        for seed in 1...3000 {
            var chance = Chance(UInt64(seed))
            let text = chance.expression(4)
            guard text.utf8.count < 2000 else { continue }
            let first = try Expression(text)
            let second = try Expression(first.understood)
            #expect(second.understood == first.understood, "seed \(seed): \(text)")
            let values = (first.value(in: scope), second.value(in: scope))
            if case .function = values.0 { continue }
            #expect(values.0.written == values.1.written, "seed \(seed): \(text)")
        }
    }

    /// `HUKOOMI_FUZZ` makes it go on for so many seconds.
    @Test("no text, whatever it is, crashes or hangs the reader or the evaluation")
    func rubbish() {
        let seconds = ProcessInfo.processInfo.environment["HUKOOMI_FUZZ"].flatMap(Double.init) ?? 1
        let end = Date(timeIntervalSinceNow: seconds)
        var (seed, read) = (UInt64(1), 0)
        while Date() < end {
            seed += 1
            var chance = Chance(seed)
            let text = seed % 2 == 0 ? chance.rubbish() : chance.expression(5)
            if let expression = try? Expression(text, Vocabulary(isOpen: true)) {
                read += 1
                let value = expression.value(in: scope)
                _ = value.written.utf8.count
            }
            if let tests = try? UnaryTests(text, Vocabulary(isOpen: true)) { _ = tests.accepts(3, in: scope) }
        }
        #expect(seed > 100 && read > 10)
        if seconds > 1 { print("\(seed) texts, \(read) of them expressions, in \(Int(seconds)) s") }
    }
}
