import Foundation
import Rules
import Testing

@Suite("Mistakes in expressions")
struct MistakeTests {
    @Test(
        "a mistake says where it is, what was expected and what was found",
        arguments: [
            ("if a > 1 and then 2", #"column 14: expected a value, found "then""#),
            ("", "column 1: expected a value, found the end"),
            ("1 +", "column 4: expected a value, found the end"),
            ("(1 + 2", #"column 7: expected ")", found the end"#),
            ("[1, 2", #"column 6: expected "," or "]", found the end"#),
            ("1 2", #"column 3: expected an operator or the end, found "2""#),
            ("\"عمر\" = # 1", ##"column 9: expected a value, a name or an operator, found "#""##),
            ("\"abc", "column 1: expected the text to end with a quotation mark, found a text"),
            ("if a then b", #"column 12: expected "else", found the end"#),
            ("{a 1}", #"column 2: expected a name and ":", found "a""#),
            ("length(\"a\")", #"column 1: expected the name of a function, found "length""#),
            ("contains(\"a\")", "column 13: expected contains(string, match), found 1 arguments"),
            ("abs(x: 1)", "column 9: expected abs(n), found x"),
            (
                "@\"2026-02-30\"",
                "column 2: expected a date such as 2026-11-21, a time or a duration such as P3M, found a text"
            ),
            ("for in [1] return 1", #"column 5: expected the name of a variable, found "in""#),
            ("a.1", #"column 2: expected an operator or the end, found ".""#),
            ("\"\\uD83D\"", #"column 2: expected a character's code, found "\""#),
            ("1 < 2 < 3", #"column 7: expected an operator or the end, found "<""#),
        ])
    func found(text: String, expected: String) { #expect(mistake(text) == expected) }

    @Test("free names are reported with their columns, bound ones are not")
    func names() throws {
        let text =
            "applicant.age > 18 and some c in children satisfies c.age < limit and {k: 1, v: k + z}.v > 0"
        let paths = try Expression(text).names
        #expect(paths.map(\.description) == ["applicant.age", "children", "limit", "z"])
        #expect(paths.map(\.column) == [1, 34, 61, 85])
        #expect(paths[0].parts == ["applicant", "age"])
        let filtered = try Expression(
            "children[age > years of residence].name", names: ["years of residence"]
        ).names
        #expect(filtered.map(\.description) == ["children", "age", "years of residence"])
        #expect(filtered.map(\.insideFilter) == [false, true, true])
        #expect(try Expression("\"نعم\" = x").names.map(\.column) == [9])
        #expect(try UnaryTests("< limit, ?").names.map(\.description) == ["limit"])
    }
}

@Suite("Hostile expressions")
struct HostileTests {
    @Test("functions that call each other for ever, however deep they lie, are null and no crash")
    func recursion() {
        #expect(evaluate("(function(g) g(g))(function(g) g(g))") == .null)
        let deep = String(repeating: "-(", count: 28) + "g(g)" + String(repeating: ")", count: 28)
        #expect(evaluate("(function(g) g(g))(function(g) \(deep))") == .null)
        let listed = String(repeating: "[", count: 50) + "g(g)" + String(repeating: "]", count: 50)
        _ = evaluate("(function(g) g(g))(function(g) \(listed))")
    }

    @Test(
        "deep nesting is a mistake and no crash",
        arguments: [
            "(", "[", "{a:", "-", "not(", "if ", "a[", "1 in (", "(<", "for x in ", "1+(", "((1)*", "[<",
            "a[1..", "x in (x in ",
        ])
    func nesting(part: String) {
        #expect(mistake(String(repeating: part, count: 10_000)) != nil)
        #expect(mistake(String(repeating: part, count: 9_000 / part.utf8.count)) != nil)
    }

    @Test("what nests as deep as it may is evaluated, off the main thread too")
    func deepest() async {
        let text =
            String(repeating: "(false or 1 = 0 + 1 * count([", count: 20) + "1"
            + String(repeating: "]))", count: 20)
        #expect(await Task.detached { evaluate(text) }.value.holds)
    }

    @Test("a long chain of operators is no deep tree")
    func chains() {
        #expect(evaluate(String(repeating: "1+", count: 4_000) + "1") == 4001)
        #expect(evaluate(String(repeating: "true and ", count: 1_000) + "true").holds)
        #expect(evaluate("{a:1}" + String(repeating: ".a", count: 4_000)) == .null)
        #expect(evaluate(String(repeating: "if false then 1 else ", count: 400) + "2") == 2)
    }

    @Test("a text that is too long is a mistake")
    func longText() {
        let text = "\"" + String(repeating: "a", count: 1_000_000) + "\""
        #expect(mistake(text) == "column 1: expected at most 10000 bytes, found 1000002")
    }

    @Test(
        "an evaluation that would never end is null soon",
        arguments: [
            "for a in 1..9999, b in 1..9999, c in 1..9999 return 1",
            "count(for a in 1..9999, b in 1..9999 return 1)",
            "every a in 1..9999, b in 1..9999 satisfies true",
            "for a in 1..9999 return some x in 1..9999 satisfies true",
            "for a in 1..99999999999 return 1", "for a in 1..9999 return [partial, partial]", "9 ** 99999999",
            "for a in -9007199254740991..9007199254740991 return a",
        ])
    func endless(text: String) {
        let clock = ContinuousClock()
        let time = clock.measure { #expect(evaluate(text) == .null) }
        #expect(time < .seconds(2))
    }

    @Test("texts and lists that double at each step become null, not memory")
    func bombs() {
        let doubling = { (first: String, next: (String) -> String) in
            let entries = (1...200).map { "v\($0): \(next("v\($0 - 1)"))" }
            return "{v0: \(first), " + entries.joined(separator: ", ") + "}.v200"
        }
        #expect(evaluate(doubling("\"0123456789\"") { "\($0) + \($0)" }) == .null)
        #expect(evaluate(doubling("[1, 2]") { "concatenate(\($0), \($0))" }) == .null)
        #expect(evaluate(doubling("[1, 2]") { "[\($0), \($0)]" }) == .null)
        #expect(evaluate("string(" + doubling("[1, 2]") { "[\($0), \($0)]" } + ")") == .null)
        let twice = doubling("[1, 2]") { "[\($0), \($0)]" }
        #expect(evaluate("{a: \(twice), b: \(twice), c: a = b}.c") == .null)
    }

    @Test("numbers at the end of what fits are null and no crash")
    func extremes() {
        let facts: [String: Value] = [
            "large": .number(.greatestFiniteMagnitude), "small": .number(.leastNonzeroMagnitude),
            "huge": .monthsDuration(.min),
        ]
        for operation in [
            "large * large", "large / small", "small * small", "9e40 ** 9", "-huge + huge",
            "abs(huge)",
        ] {
            #expect(evaluate(operation, facts).number == nil, "\(operation)")
        }
        #expect(evaluate("1e-40 * 1e-40 = 0").holds)
        #expect(mistake("1e99999999999999999999") != nil)
    }

    @Test("a result that shares one long text many times is null")
    func sharedText() {
        let facts: [String: Value] = ["text": .string(String(repeating: "ab", count: 40_000))]
        #expect(evaluate("for i in 1..5000 return text", facts) == .null)
    }

    @Test("bytes that are no language are mistakes and no crashes")
    func rubbish() {
        var generator = SystemRandomNumberGenerator()
        let parts = [
            "(", ")", "[", "]", "{", "}", "..", ",", ":", "a", "1", "\"x\"", "in", "if", "then", "else",
            "for", "@", "not", "-", "?", "<", "\\", "é", "\0",
        ]
        for _ in 0..<3_000 {
            let text = (0..<12).map { _ in parts.randomElement(using: &generator) ?? "" }.joined(
                separator: Bool.random() ? " " : "")
            if let expression = try? Expression(text) { _ = expression.value(in: Scope()).json }
            if let tests = try? UnaryTests(text) { _ = tests.accepts(1) }
        }
    }
}
