import Definitions
import Kit
import Rules
import Support
import Testing

@Suite("Several officers are heard") struct OpinionTests {
    private static let process = """
          - step: reviews
            name: { ar: آراء, en: Opinions }
            by: officers
            opinions:
              - opinion: fire
                name: { ar: دفاع, en: Fire }
                entity: moi
                within: 3 days
                late: agree
                actions:
                  - { action: agree, name: { ar: نعم, en: Agree } }
                  - { action: object, name: { ar: لا, en: Object }, reason: true }
              - opinion: committee
                name: { ar: لجنة, en: Committee }
                votes: 3
                actions:
                  - { action: agree, name: { ar: نعم, en: Agree } }
                  - { action: object, name: { ar: لا, en: Object } }
            then: outcome
          - step: outcome
            name: { ar: نتيجة, en: Outcome }
            by: rule
            branches:
              - { when: reviews.fire = "agree" and reviews.committee.agree >= 2, to: yes }
              - { to: no }
          - { end: yes, name: { ar: تم, en: Done }, outcome: accepted, documents: [paper] }
          - { end: no, name: { ar: رُفض, en: Refused }, outcome: refused }
        """

    private func mistakes(_ process: String = OpinionTests.process, acts: String = "[]", route: String) -> [String] {
        let example = """
            [{ name: one, today: 2026-11-22, answers: { years: 2 }, then: \(acts), route: \(route) }]
            """
        return SampleService.read(SampleService.source(process: process, examples: example)).mistakes
    }

    @Test(
        "the case goes on when all have spoken, in whatever order, and the rules count what they said",
        arguments: [
            ("[fire=agree, committee=agree, committee=object, committee=agree]", "[reviews, outcome, yes]"),
            ("[committee=agree, committee=agree, committee=agree, fire=object]", "[reviews, outcome, no]"),
            ("[committee=object, committee=object, fire=agree, committee=agree]", "[reviews, outcome, no]"),
            ("[committee=agree, committee=agree, committee=agree]", "[reviews]"),
        ])
    func walked(_ acts: String, _ route: String) {
        #expect(mistakes(acts: acts, route: route).isEmpty, "\(mistakes(acts: acts, route: route))")
    }

    @Test(
        "who has spoken does not speak again, and nobody says what is not asked",
        arguments: ["[fire=agree, fire=agree]", "[fire=perhaps]", "[water=agree]", "[agree]", "[late]"])
    func refused(_ acts: String) {
        #expect(mistakes(acts: acts, route: "[reviews]").contains { $0.contains("nobody can say") })
    }

    @Test("silence counts as what the pack says it does, where it says so")
    func silence() throws {
        let definition = try #require(SampleService.read(SampleService.source(process: Self.process)).definition)
        let plans = try #require(definition.opinionSteps.first?.plans)
        var opinions = Opinions()
        #expect(!opinions.isComplete(plans) && plans.map(\.late) == ["agree", nil])
        opinions.add("agree", to: "fire")
        for _ in 0..<3 { opinions.add("object", to: "committee") }
        #expect(opinions.isComplete(plans))
        let value = opinions.value(plans).context
        #expect(value?["fire"] == "agree" && value?["committee"]?.context?["object"] == 3)
    }

    @Test(
        "what is wrong with a hearing is told",
        arguments: [
            ("opinion: fire", "opinion: Fire-1", "a name for rules"),
            ("step: reviews", "step: the-reviews", "rules name"),
            ("late: agree", "late: maybe", "«late» names one of the actions"),
            ("votes: 3", "votes: 99", "from 1 to 15"),
            ("reviews.fire", "reviews.water", "has no «water»"),
            ("then: outcome", "then: nowhere", "not in the process"),
        ])
    func wrong(_ text: String, _ other: String, _ words: String) {
        let found = mistakes(Self.process.replacing(text, with: other), route: "[reviews]")
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }
}
