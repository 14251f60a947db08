import Testing

@testable import Rules

@Suite("Rules that can be said in words") struct AlternativeTests {
    @Test("a name with a value, or one of several, is taken apart")
    func said() throws {
        #expect(try Expression("way = \"early\"").alternatives == [Alternative(name: "way", value: "early")])
        #expect(try Expression("works").alternatives == [Alternative(name: "works", value: true)])
        #expect(try Expression("works = false").alternatives == [Alternative(name: "works", value: false)])
        #expect(
            try Expression("applicant.kind = \"organisation\" or who = \"other\"").alternatives == [
                Alternative(name: "applicant.kind", value: "organisation"), Alternative(name: "who", value: "other"),
            ])
    }

    @Test(
        "what asks more is not",
        arguments: ["a > 3", "a = b", "a = 1 and b = 2", "count(a) = 1", "a[1] = 2", "a != 1", "a = 1 or b > 2"])
    func unsaid(_ text: String) throws { #expect(try Expression(text).alternatives == nil) }
}
