import Foundation
import Kit
import Rules
import Testing

@Suite("What expressions mean")
struct ExpressionTests {
    @Test(
        "literals are what they say",
        arguments: [
            ("1", 1), ("true", true), ("null", .null), ("\"a\"", "a"), ("[1, 2]", [1, 2]), ("[]", []),
            ("{}", [:]),
            ("{a: 1, \"b c\": 2}", ["a": 1, "b c": 2]), ("\"\\u0645\\uD83D\\uDE00\\n\\\"\"", "م😀\n\""),
            ("1.5e3", 1500), ("-0.0", 0), (".5 + .5", 1), ("1 // one\n + /* two */ 2", 3),
        ] as [(String, Value)])
    func literal(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test("decimals are exact")
    func decimals() {
        #expect(evaluate("0.1 + 0.2 = 0.3").holds)
        #expect(evaluate("0.1 + 0.2").text == "0.3")
        #expect(evaluate("1 / 3 * 3 > 0.999999999999999999999999999999999").holds)
        #expect(
            evaluate("12345678901234567890123456789012345678 + 1").text
                == "12345678901234567890123456789012345679")
    }

    @Test(
        "operators bind as the specification orders them",
        arguments: [
            ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 * 3 ** 2", 18), ("10 - 4 - 3", 3), ("-2 ** 2", 4),
            ("2 ** -1 * 2", 1),
            ("1 + 1 = 2 and 2 > 1", true), ("true or false and false", true),
            ("1 in [1..2] and false", false),
            ("5 between 1 and 6 and true", true), ("not(true) or true", true),
            ("if true then 1 else 2 + 5", 1),
            ("8 / 4 / 2", 1), ("\"a\" + \"b\" = \"ab\"", true), ("--1", 1),
        ] as [(String, Value)])
    func precedence(text: String, expected: Value) { #expect(evaluate(text) == expected) }

    @Test(
        "what has no meaning is null",
        arguments: [
            "1 / 0", "1 + \"a\"", "\"a\" - \"b\"", "1 < \"a\"", "-\"a\"", "nobody", "nobody.age", "1.age",
            "{a: 1}.b", "[1, 2][0]",
            "[1, 2][3]", "0 ** -1", "10 ** 1000", "@\"2026-01-01\" + 1", "date(\"2026-02-30\")", "sum([])",
            "for x in null return x",
        ])
    func meaningless(text: String) { #expect(evaluate(text) == .null) }

    @Test("and, or and not know three values")
    func threeValues() {
        let values: [(String, Bool?)] = [("true", true), ("false", false), ("null", nil), ("1", nil)]
        for (a, left) in values {
            for (b, right) in values {
                let both: Bool? =
                    left == false || right == false ? false : left == nil || right == nil ? nil : true
                let either: Bool? =
                    left == true || right == true ? true : left == nil || right == nil ? nil : false
                #expect(evaluate("\(a) and \(b)").boolean == both, "\(a) and \(b)")
                #expect(evaluate("\(a) or \(b)").boolean == either, "\(a) or \(b)")
            }
            #expect(evaluate("not(\(a))").boolean == left.map { !$0 }, "not(\(a))")
        }
    }

    @Test("null equals null only, and two kinds cannot be compared")
    func equality() {
        #expect(evaluate("null = null").holds)
        #expect(evaluate("1 = null") == false)
        #expect(evaluate("1 != null").holds)
        #expect(evaluate("1 = \"1\"") == .null)
        #expect(evaluate("null < 1") == .null)
        #expect(evaluate("{a: 1, b: [2]} = {b: [2], a: 1.0}").holds)
    }

    @Test("a null condition takes the else branch")
    func conditional() {
        #expect(evaluate("if null then 1 else 2") == 2)
        #expect(evaluate("if age > 18 then 1 else 2") == 2)
        #expect(evaluate("if n < 1 then \"a\" else if n < 2 then \"b\" else \"c\"", ["n": 1]) == "b")
    }

    @Test("names, paths and lists of members are read from the scope")
    func paths() {
        let facts: [String: Value] = [
            "applicant": ["age": 30, "children": [["age": 3], ["age": 12]]], "years of residence": 7,
            "exit-date": 5,
        ]
        #expect(evaluate("applicant.age + years of residence", facts) == 37)
        #expect(evaluate("years   of\n residence * 2", facts) == 14)
        #expect(evaluate("applicant.children.age", facts) == [3, 12])
        #expect(evaluate("exit-date - 1", facts) == 4)
        #expect(evaluate("applicant.children[age > 5].age", facts) == [12])
        #expect(evaluate("{first name: \"Noora\", greeting: \"Hi \" + first name}.greeting") == "Hi Noora")
        #expect(evaluate("عمر >= 18", ["عمر": 18]).holds)
    }

    @Test("an inner scope hides the names of the outer one and keeps the rest")
    func scopes() throws {
        let scope = Scope(["a": 2], within: Scope(["a": 1, "b": 10]))
        #expect(try Expression("a + b").value(in: scope) == 12)
        #expect(scope.names == ["a", "b"])
    }

    @Test("for, some and every run through lists, ranges and several variables")
    func iterations() {
        #expect(evaluate("for x in [1, 2, 3] return x * 2") == [2, 4, 6])
        #expect(evaluate("for x in 3..1 return x") == [3, 2, 1])
        #expect(evaluate("for x in [1..3) return x") == [1, 2])
        #expect(evaluate("for x in 1..2, y in 1..x return x * y") == [1, 2, 4])
        #expect(evaluate("for i in 0..4 return if i = 0 then 1 else i * partial[-1]") == [1, 1, 2, 6, 24])
        #expect(evaluate("for d in @\"2026-02-28\"..@\"2026-03-01\" return d.day") == [28, 1])
        #expect(evaluate("some x in [1, null] satisfies x > 0").holds)
        #expect(evaluate("some x in [0, null] satisfies x > 0") == .null)
        #expect(evaluate("every x in [1, null] satisfies x > 0") == .null)
        #expect(evaluate("every x in [] satisfies x > 0").holds)
    }

    @Test("a filter picks by number and keeps by condition")
    func filters() {
        #expect(evaluate("[10, 20, 30][2]") == 20)
        #expect(evaluate("[10, 20, 30][-1]") == 30)
        #expect(evaluate("[10, 20, 30][item > 10]") == [20, 30])
        #expect(evaluate("[10, 20, 30][i]", ["i": 3]) == 30)
        #expect(evaluate("[][item > 1]") == [])
        #expect(evaluate("5[1]") == 5)
    }
}
