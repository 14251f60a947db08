import Patterns
import Rules
import Testing

@Suite("Regular expressions") struct PatternTests {
    @Test(
        "a pattern matches what XPath says",
        arguments: [
            ("a|b|c", "xcx", true), ("^(a|b)*$", "abba", true), ("^(a|b)*$", "abc", false), ("^a{2,3}$", "aaaa", false),
            ("^a{2,}$", "aaaa", true), ("^a{2}$", "aa", true), ("^[a-c-[b]]+$", "acca", true),
            ("^[a-c-[b]]+$", "abc", false), ("^[^\\d]+$", "abc", true), ("^\\p{Lu}\\p{Ll}+$", "Doha", true),
            ("^\\p{IsArabic}+$", "الدوحة", true), ("^\\P{IsArabic}+$", "الدوحة", false),
            ("^\\d{11}$", "28435600218", true),
            ("^(\\w)\\1$", "ss", true), ("^(\\w)\\1$", "st", false), ("^\\i\\c*$", "a-1", true),
            ("(a*)*b", "aaab", true),
            ("^(?:ab)+$", "abab", true), ("a.c", "a\nc", false), ("^$", "", true), ("x*", "", true),
            ("^[\\-x]$", "-", true), ("\\$\\.", "$.", true), ("^(a?){3}$", "aa", true), ("^.{1,3}?$", "abc", true),
        ])
    func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
        let pattern = try #require(Pattern(pattern))
        #expect((Matcher(pattern, text).first(from: 0, spending: { true }) != nil) == expected)
    }

    @Test(
        "what is no pattern is null",
        arguments: [
            "(", ")", "[", "]", "a{", "a{2,1}", "*", "a**", "\\q", "\\p{Xx}", "[]", "[^]", "(a)\\2", "[b-a]", "(?=a)",
            "a{99999}", "[a-\\d]", "\\", "[a", "(?:a",
        ])
    func refused(_ pattern: String) { #expect(Pattern(pattern) == nil) }

    @Test(
        "a pattern that would try for ever is given up, and the rule is null",
        arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func bounded(_ pattern: String) throws {
        let text = String(repeating: "a", count: 2000) + "!"
        let value = try Expression("matches(text, pattern)").value(
            in: Scope(["text": .string(text), "pattern": .string(pattern)]))
        #expect(value.isNull || value == false)
        var left = 1000
        let given = try #require(Pattern(pattern))
        let match = Matcher(given, text).first(from: 0) {
            left -= 1
            return left > 0
        }
        #expect(match == nil)
    }

    @Test("a pattern that would grow too long is none")
    func grown() { #expect(Pattern("((((a{100}){100}){100}){100})") == nil) }
}
