import Rules
import Testing

@Suite("Built-in functions")
struct FunctionTests {
    @Test(
        "texts count Unicode scalars from one",
        arguments: [
            ("string length(\"🐎مر\")", 3), ("substring(\"foobar\", 3, 3)", "oba"),
            ("substring(\"foobar\", -2)", "ar"),
            ("substring(string: \"foobar\", start position: 3)", "obar"), ("substring(\"foobar\", 0)", .null),
            ("upper case(\"aé\")", "AÉ"), ("lower case(\"AB\")", "ab"),
            ("contains(\"foobar\", \"oba\")", true),
            ("contains(\"aaab\", \"aab\")", true), ("starts with(\"foo\", \"fo\")", true),
            ("ends with(\"foo\", \"oo\")", true),
            ("contains(null, \"a\")", .null), ("string(1.50)", "1.5"),
            ("string([1, \"a\", null])", "[1, \"a\", null]"),
            ("string({a: \"b\"})", "{a: \"b\"}"), ("string(null)", .null),
            ("string(@\"2026-11-21\")", "2026-11-21"),
        ] as [(String, Value)])
    func texts(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test(
        "lists are counted, summed, joined and searched",
        arguments: [
            ("count([1, 2, 3])", 3), ("sum([1, 2.5]) = 3.5", true), ("sum(1, 2)", 3), ("min([3, 1, 2])", 1),
            ("max(3, 1)", 3),
            ("max([\"a\", \"b\"])", "b"), ("min([1, \"a\"])", .null), ("all([true, null, false])", false),
            ("all([true, null])", .null),
            ("any([])", false), ("any([null, true])", true), ("append([1], 2, 3)", [1, 2, 3]),
            ("concatenate([1], [2])", [1, 2]),
            ("distinct values([1, 2, 1.0])", [1, 2]), ("index of([1, 2, 1], 1)", [1, 3]),
            ("list contains([1, null], null)", true),
        ] as [(String, Value)])
    func lists(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test(
        "numbers are rounded as asked",
        arguments: [
            ("floor(-1.5)", -2), ("ceiling(-1.5)", -1), ("round half up(2.5, 0)", 3),
            ("round half up(-2.5, 0)", -3),
            ("decimal(2.5, 0)", 2), ("decimal(0.125, 2) = 0.12", true), ("decimal(1234, -2)", 1200),
            ("abs(-1)", 1),
            ("modulo(-10, 3)", 2),
            ("modulo(1, 0)", .null), ("number(\"1 000,5\", \" \", \",\") = 1000.5", true),
            ("number(\"1x\")", .null),
            ("number(\"-2\")", -2),
        ] as [(String, Value)])
    func numbers(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test("a value is defined unless it is null or missing")
    func defined() {
        #expect(evaluate("is defined(a.b)", ["a": ["b": false]]).holds)
        #expect(evaluate("is defined(a.c)", ["a": ["b": 1]]) == false)
        #expect(evaluate("is defined(b)") == false)
    }

    @Test("a value is exported as plain JSON, in its own order")
    func json() {
        let value = evaluate(
            "{b: [1.50, true, null], a: \"x\\n\\\"\", d: @\"2026-11-21\", r: (1..2], p: @\"P3M\"}")
        #expect(value.json == #"{"b":[1.5,true,null],"a":"x\n\"","d":"2026-11-21","r":"(1..2]","p":"P3M"}"#)
    }
}
