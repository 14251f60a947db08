import Rules
import Testing

@Suite("Ranges and tests")
struct RangeTests {
    @Test(
        "an open end is outside, a closed one inside",
        arguments: [
            ("1 in [1..3]", true), ("3 in [1..3]", true), ("1 in (1..3]", false), ("3 in [1..3)", false),
            ("1 in ]1..3]", false),
            ("3 in [1..3[", false), ("2 in ]1..3[", true), ("\"b\" in [\"a\"..\"c\"]", true),
            ("null in [1..3]", .null),
            ("2 in [null..3]", .null), ("@\"2026-01-31\" in [@\"2026-01-01\"..@\"2026-02-01\")", true),
            ("(1..3] = ]1..3]", true), ("[1..3].end included", true), ("(1..3].start included", false),
            ("[1..3].start", 1),
            ("[1..\"a\"]", .null), ("2 between 2 and 3", true), ("1 between 2 and 3", false),
            ("null between 1 and 2", .null),
        ] as [(String, Value)])
    func range(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test(
        "in looks through tests, lists and ranges",
        arguments: [
            ("1 in (1, 5)", true), ("2 in (1, 5)", false), ("10 in (1, < 5, >= 10)", true),
            ("1 in < 5", true), ("2 in [1, 2]", true),
            ("2 in [[5..6], [1..3]]", true), ("\"a\" in (\"a\")", true), ("7 in (? > 5)", true),
            ("1 in != 1", false),
            ("n in (2..n]", true), ("n in ([1..2], 9)", true),
        ] as [(String, Value)])
    func membership(text: String, expected: Value) { #expect(evaluate(text, ["n": 9]) == expected) }

    @Test(
        "a cell of a decision table tests its input",
        arguments: [
            ("-", 1, true), ("< 10, [20..30]", 9, true), ("< 10, [20..30]", 15, false),
            ("< 10, [20..30]", 30, true),
            ("\"a\", \"b\"", "b", true), ("not(\"a\", \"b\")", "b", false), ("not(\"a\")", "c", true),
            ("? > limit", 6, true),
            ("limit", 5, true), ("-5", -5, true), ("not(?)", false, true),
            ("contains(?, \"x\")", "axe", true), ("null", .null, true),
        ] as [(String, Value, Bool)])
    func cell(text: String, input: Value, accepted: Bool) throws {
        #expect(try UnaryTests(text).accepts(input, in: Scope(["limit": 5])) == accepted)
    }
}
