import Rules
import Testing

@Suite("Slips in a rule") struct SlipTests {
    private func texts(_ rule: String) -> [String] { Slip.all(of: rule).map(\.text) }

    @Test("limits move, comparisons and conjunctions turn round, what is forgotten is gone")
    func all() {
        #expect(texts("age >= 18") == ["age > 18", "age >= 19"])
        #expect(
            texts("a = 1 and not(b)") == ["a != 1 and not(b)", "a = 2 and not(b)", "a = 1 or not(b)", "a = 1 and (b)"])
        #expect(texts("x or true") == ["x and true", "x or false"])
        #expect(texts("some p in list satisfies p < 2.5").contains("every p in list satisfies p < 2.5"))
        #expect(texts("today + duration(\"P1Y6M\")") == ["today - duration(\"P1Y6M\")", "today + duration(\"P2Y6M\")"])
        #expect(texts("-a * 2") == ["-a / 2", "-a * 3"], "a sign before a value cannot become a plus")
    }

    @Test("cells of a table are rules too: limits within or without, and a dash has nothing to be mistaken for")
    func cells() {
        #expect(texts("[18..60]") == ["(18..60]", "[19..60]", "[18..61]", "[18..60)"])
        #expect(texts("< 400") == ["<= 400", "< 401"])
        #expect(texts("-").isEmpty && texts("\"own\", \"rent\"").isEmpty)
    }

    @Test("words in quotes and names stay as they are, and what cannot be read has no slips")
    func kept() {
        #expect(texts("{ en: \"More than 2 or 3\" }").isEmpty)
        #expect(texts("applicant.notes").isEmpty)
        #expect(texts("\"P9223372036854775807\" != x") == ["\"P9223372036854775807\" = x"])
        #expect(texts("x < 1e40") == ["x <= 1e40"], "one more makes no difference to what is so large")
        #expect(texts("1 +").isEmpty && texts("").isEmpty && texts("\"open").isEmpty)
    }

    @Test("each says where it stands and what is there instead")
    func told() throws {
        let slip = try #require(Slip.all(of: "مدة < 3").first)
        #expect(slip.column == 5 && slip.from == "<" && slip.to == "<=" && slip.text == "مدة <= 3")
    }
}
