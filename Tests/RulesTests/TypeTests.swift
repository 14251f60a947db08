import Testing

@testable import Rules

@Suite("Types") struct TypeTests {
    private let kinds: [String: Kind] = [
        "age": .number, "name": .string, "arrival": .date, "stay": .daysDuration, "isResident": .boolean,
        "children": .list(.context(["age": .number, "name": .string])), "applicant": .context(["born": .date]),
    ]

    @Test(
        "two values that cannot be brought together are told with their column",
        arguments: [
            ("arrival > 5", 9), ("age = \"12\"", 5), ("isResident and name < age", 21), ("arrival + 3", 9),
            ("name + age", 6), ("applicant.born < age", 16), ("age in [\"a\", \"b\"]", 5),
            ("age between \"a\" and 5", 5),
            ("name in (1, 2)", 6), ("\"الاسم\" = age", 9), ("children[1].age = name", 17), ("arrival * 2", 9),
            ("string length(name) = \"4\"", 21), ("if age > 3 then name = 3 else false", 22),
        ])
    func clash(_ text: String, _ column: Int) throws {
        let found = try Expression(text).clashes(kinds)
        #expect(Set(found.map(\.column)) == [column], "\(found)")
    }

    @Test(
        "what may be right is not told",
        arguments: [
            "arrival > date(\"2026-01-01\")", "age = null", "unknown = age", "arrival - arrival < stay",
            "some age in children satisfies age = \"x\"", "age in [1..5]", "age in (1, < 5)", "name in [\"a\", \"b\"]",
            "children[age > 3]", "for name in [1, 2] return name + 1", "applicant.other = 3", "age + 1 > 2 * age",
            "arrival + stay > arrival", "{age: \"x\", b: age = \"x\"}.b", "children[1].unknown = 3",
        ])
    func fine(_ text: String) throws {
        let found = try Expression(text).clashes(kinds)
        #expect(found.isEmpty, "\(found)")
    }

    @Test("a cell of a table that can never match is told")
    func cell() throws {
        #expect(try UnaryTests("< 5, \"a\"").clashes(.number).count == 1)
        #expect(try UnaryTests("[1..5], not(3)").clashes(.number).isEmpty)
        #expect(try UnaryTests("? > 5").clashes(.string).count == 1)
        #expect(try UnaryTests("date(\"2026-01-01\")").clashes(.number).count == 1)
    }

    @Test(
        "a value becomes one of a type by what FEEL does by itself",
        arguments: [
            (Kind.number, "[5]", "5"), (.list(.number), "5", "[5]"), (.number, "\"5\"", "null"),
            (.dateTime, "@\"2026-11-22\"", "2026-11-22T00:00:00Z"), (.list(.number), "[1, \"a\"]", "null"),
            (.context(["a": .number]), "{a: [1], b: 2}", "{a: 1, b: 2}"), (.context(["a": .number]), "{b: 2}", "null"),
        ])
    func converted(_ kind: Kind, _ text: String, _ expected: String) throws {
        #expect(kind.converted(try Expression(text).value(in: Scope())).written == expected)
    }
}
