import Content
import Foundation
import Forms
import Kit
import Rules
import Support
import Testing
import Web

@testable import Definitions

@Suite("The way of a case") struct CourseTests {
    private func course() throws -> Course { Course(definition: try SampleService.definition()) }

    @Test("rules are passed at once, with the reason they give")
    func rules() throws {
        let course = try course()
        let fine = try course.start(in: SampleService.scope(2), fee: 100)
        #expect(fine.position.id == "review" && fine.passed.map(\.step.id) == ["check"] && fine.passed[0].reason == nil)
        let many = try course.start(in: SampleService.scope(4), fee: 100)
        #expect(many.position.id == "no" && many.passed[0].reason?.en == "Too many")
    }

    @Test("who has nothing to pay is not sent to pay")
    func nothingToPay() throws {
        #expect(try course().move(to: "pay", in: SampleService.scope(1), fee: 0).position.id == "yes")
        #expect(try course().move(to: "pay", in: SampleService.scope(1), fee: 1).position.id == "pay")
    }

    @Test("every place can be reached and leads to an end: the process is walked whole")
    func walked() throws {
        let course = try course()
        var seen: Set<String> = ["check"]
        var open = ["check"]
        while let id = open.popLast() {
            guard let step = course.definition.step(id) else { continue }
            for place in step.targets where seen.insert(place).inserted {
                open.append(place)
            }
        }
        seen.formUnion(course.definition.ends.compactMap { $0.appeal?.to } + ["withdrawn"])
        #expect(seen == Set(course.definition.steps.map(\.id) + course.definition.ends.map(\.id)))
    }

    @Test("the timeline goes on the way that leads to what was asked for")
    func usual() throws {
        #expect(try course().usual(after: "check").map(\.id) == ["review", "pay", "yes"])
        #expect(try course().usual(after: "mend").map(\.id) == ["review", "pay", "yes"])
        #expect(try course().usual(after: "yes").isEmpty)
    }

    @Test("a place that is not there, or a circle of rules, is found and does not run for ever")
    func lost() throws {
        #expect(throws: Course.LostWay.self) { try course().move(to: "nowhere", in: SampleService.scope(1), fee: 0) }
        let circle = """
              - { step: a, name: { ar: ا, en: A }, by: rule, branches: [{ to: b }] }
              - { step: b, name: { ar: ب, en: B }, by: rule, branches: [{ to: a }] }
              - { end: yes, name: { ar: تم, en: Done }, outcome: accepted }
            """
        let read = SampleService.read(SampleService.source(process: circle))
        let definition = try #require(read.definition)
        #expect(throws: Course.LostWay.self) {
            try Course(definition: definition).start(in: SampleService.scope(1), fee: 0)
        }
    }

    @Test(
        "a fee is worked out to the dirham, its parts only where they apply",
        arguments: [(1, 0), (2, 20050), (3, 30075)])
    func fees(_ years: Int, _ minor: Int) throws {
        let fee = try course().fee(in: SampleService.scope(years))
        #expect(fee.total == minor && fee.lines.count == (minor == 0 ? 0 : 1))
    }

    @Test(
        "a fee that cannot be worked out is never asked for",
        arguments: ["\"much\"", "null", "-1", "1 / 0", "100000000"])
    func brokenFee(_ rule: String) throws {
        let definition = try #require(SampleService.read(SampleService.source(fee: "'\(rule)'")).definition)
        #expect(throws: Refusal.self) { try Course(definition: definition).fee(in: SampleService.scope(2)) }
    }
}

@Suite("Terms") struct TermTests {
    private func end(_ count: Int, _ unit: Term.Unit, from day: Day, hour: Double = 10) -> Date {
        let start = SampleService.calendar.start(of: day).addingTimeInterval(hour * 3600)
        return Term(count: count, unit: unit).end(from: start, SampleService.calendar)
    }

    private func midnight(after day: Day?) throws -> Date { SampleService.calendar.start(of: try #require(day) + 1) }

    @Test("working days leave out the weekend and the day it begins on; the last day counts whole")
    func workingDays() throws {
        #expect(end(3, .workingDays, from: SampleService.sunday) == (try midnight(after: Day(2026, 11, 25))))
        let thursday = try #require(Day(2026, 11, 26))
        #expect(end(1, .workingDays, from: thursday) == (try midnight(after: Day(2026, 11, 29))))
        #expect(
            end(1, .workingDays, from: thursday + 1) == (try midnight(after: Day(2026, 11, 29))), "begun on a Friday")
    }

    @Test("days and months are those of the calendar; hours are to the minute")
    func others() throws {
        #expect(end(14, .days, from: SampleService.sunday, hour: 23.9) == (try midnight(after: Day(2026, 12, 6))))
        let last = try #require(Day(2027, 1, 31))
        #expect(end(1, .months, from: last) == (try midnight(after: Day(2027, 2, 28))))
        let start = SampleService.calendar.start(of: SampleService.sunday).addingTimeInterval(36_000)
        #expect(end(1, .hours, from: SampleService.sunday) == start.addingTimeInterval(3600))
    }
}

@Suite("Examples of a service") struct ExampleTests {
    private func mistakes(_ example: String) -> [String] {
        SampleService.read(SampleService.source(examples: "[{ name: e, today: 2026-11-22, \(example) }]")).mistakes
    }

    @Test(
        "an example that leads where it says is silent",
        arguments: [
            "answers: { years: 2 }, fee: 200.50, route: [check, review, pay, yes], then: [accept, paid], outcome: accepted",
            "answers: { years: 1 }, fee: 0, route: [check, review, yes], then: [accept], outcome: accepted",
            "answers: { years: 4 }, route: [check, no], outcome: refused",
            "answers: { years: 2 }, route: [check, review, mend, gone], then: [ask, late], outcome: lapsed",
            "answers: { years: 2 }, route: [check, review, mend, review], then: [ask, answered]",
            "answers: { years: 2 }, route: [check, review, no, second, no], then: [refuse, appeal, uphold], outcome: refused",
            "answers: { years: 1 }, results: { cost: 1000.5 }, route: [check, review, yes], then: [accept], claims: { paper: { Years: 1 } }",
            "answers: { years: 1 }, route: [check, review, yes], then: [accept], valid_until: { paper: 2028-11-22 }",
            "answers: { years: 4 }, route: [check, no], reasons: [Too many]",
            "answers: { years: 2 }, route: [check, review, withdrawn], then: [withdraw], outcome: withdrawn",
            "answers: { years: 12 }, refused_at: years", "answers: {}, refused_at: years",
        ])
    func silent(_ example: String) { #expect(mistakes(example).isEmpty, "\(mistakes(example))") }

    @Test(
        "an example that leads elsewhere says where",
        arguments: [
            ("answers: { years: 2 }, fee: 100, route: [check, review]", "the fee is 200.50, not 100"),
            ("answers: { years: 2 }, route: [check, pay]", "the route is [check, review]"),
            ("answers: { years: 2 }, route: [check, review], outcome: accepted", "does not end"),
            ("answers: { years: 4 }, route: [check, no], outcome: accepted", "the outcome is refused"),
            ("answers: { years: 2 }, route: [check, review], then: [paid]", "nobody can do «paid»"),
            ("answers: { years: 2, other: 1 }, route: [check, review]", "no question «other»"),
            ("answers: { years: x }, route: [check, review]", "«years» is refused"),
            ("answers: { years: 2 }, refused_at: years", "can be sent"),
            ("answers: { years: 4 }, route: [check, no], reasons: [Too few]", "nothing says «Too few»"),
            ("answers: { years: 2 }, route: [check], then: [accept, withdraw]", "nobody can do «withdraw» at «pay»"),
            ("answers: { years: 2 }", "write «route» or «refused_at»"),
            ("answers: { years: 2 }, results: { cost: 2000 }, route: [check, review]", "«cost» is 2,001, not 2,000"),
            ("answers: { years: 2 }, results: { coast: 2000 }, route: [check, review]", "no result «coast»"),
            (
                "answers: { years: 1 }, route: [check, review, yes], then: [accept], valid_until: { paper: 2027-11-22 }",
                "«paper» is valid until 22 November 2028, not 22 November 2027"
            ),
            (
                "answers: { years: 1 }, route: [check, review, yes], then: [accept], valid_until: { other: 2027-11-22 }",
                "«other» is not issued"
            ),
            (
                "answers: { years: 1 }, route: [check, review, yes], then: [accept], amended: { years: { a: 1 } }",
                "«years» chooses from no register"
            ),
            (
                "answers: { years: 1 }, route: [check, review, yes], then: [accept], claims: { paper: { Years: 2 } }",
                "«Years» in «paper» is «1», not «2»"
            ),
            (
                "answers: { years: 1 }, route: [check, review, yes], then: [accept], claims: { other: { Years: 1 } }",
                "«other» is not issued"
            ),
        ])
    func told(_ example: String, _ words: String) {
        let found = mistakes(example)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }
}

@Suite("What stands in documents") struct ClaimTests {
    private func words(_ claim: String, _ values: [String: Value], _ language: Language = .english) throws -> String {
        let read = SampleService.read(SampleService.source(claims: "{ label: { ar: بند, en: Line }, \(claim) }"))
        let line = try #require(read.definition?.documents.first?.claims.first)
        let found = line.words(in: Scope(values), SampleService.texts(language), currency: "QAR")
        return found.replacing("\u{A0}", with: " ").replacing("\u{2066}", with: "").replacing("\u{2069}", with: "")
    }

    @Test(
        "money is written as money and days as days, for readers of both languages",
        arguments: [
            ("value: years, unit: money", Value(4410), "QAR 4,410", "4,410 ريالات"),
            ("value: years, unit: money", Value(3000.5 as Decimal), "QAR 3,000.50", "3,000.50 ريال"),
            ("value: years", Value(3000), "3,000", "3,000"),
            ("value: years", Value(Day(2029, 12, 31) ?? Day(number: 0)), "31 December 2029", "31 ديسمبر 2029"),
        ])
    func written(_ claim: String, _ value: Value, _ english: String, _ arabic: String) throws {
        #expect(try words(claim, ["years": value]) == english)
        #expect(try words(claim, ["years": value], .arabic) == arabic)
    }

    @Test("records are written out one by one, in the words of the pack")
    func records() throws {
        let day = Value(Day(2029, 12, 31) ?? Day(number: 0))
        let people: Value = [
            ["name": ["ar": "سارة", "en": "Sara"], "until": day], ["name": ["ar": "علي", "en": "Ali"], "until": day],
        ]
        let claim = "value: years, text: { ar: \"{name} حتى {until}\", en: \"{name} until {until}\" }"
        #expect(try words(claim, ["years": people]) == "Sara until 31 December 2029, Ali until 31 December 2029")
        #expect(try words(claim, ["years": people], .arabic) == "سارة حتى 31 ديسمبر 2029، علي حتى 31 ديسمبر 2029")
    }

    @Test("an amount that is no number is a mistake of the pack")
    func noAmount() {
        let source = SampleService.source(
            examples:
                "[{ name: e, today: 2026-11-22, answers: { years: 1 }, route: [check, review, yes], then: [accept] }]",
            claims: "{ label: { ar: بند, en: Line }, value: string(years), unit: money }")
        #expect(SampleService.read(source).mistakes.contains { $0.contains("«Line» in «paper» is no amount") })
    }
}

@Suite("Definitions with mistakes") struct DefinitionTests {
    @Test(
        "each is told",
        arguments: [
            ("      - { step: a, name: { ar: ا, en: A }, by: officer }", "actions"),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: rule, branches: [{ when: years > 1, to: yes }] }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted }",
                "the last branch has a condition"
            ),
            ("      - { step: a, name: { ar: ا, en: A }, by: payment, then: nowhere }", "nowhere"),
            ("      - { step: a, name: { ar: ا, en: A }, by: somebody }", "one of: rule, officer"),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes, within: soon }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted }",
                "is a term such as"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes, late: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted }",
                "needs a term"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: fine }",
                "one of: accepted"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted, documents: [none] }",
                "none"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes, within: 9223372036854775807 days, late: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted }",
                "of ten years at most"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes, amount: years > 1 }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted }",
                "an amount is a number"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted, refund: string(fee) }",
                "an amount is a number"
            ),
            (
                "      - { step: a, name: { ar: ا, en: A }, by: payment, then: yes }\n      - { end: yes, name: { ar: ت, en: Y }, outcome: accepted, revoke: [{ document_of: years, reason: { ar: س, en: R } }] }",
                "chooses from «documents»"
            ),
        ])
    func told(_ process: String, _ words: String) {
        let found = SampleService.read(SampleService.source(process: process)).mistakes
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("a rule that waits for an answer that no option gives is told with the options")
    func options() {
        let number = "kind: number, label: { ar: كم سنة؟, en: How many years? }, most: 9"
        let choice = """
            kind: choice, label: { ar: كم سنة؟, en: How many years? }, options: [{ value: one, label: { ar: س, en: One } }, \
            { value: two, label: { ar: س, en: Two } }]
            """
        func mistakes(_ fee: String) -> [String] {
            let source = SampleService.source(
                process: SampleService.process.replacing("years > 3", with: "false"), fee: "'\(fee)'"
            )
            .replacing(number, with: choice).replacing("when: years > 1", with: "when: true")
            .replacing("value: years * 1000.5", with: "value: 1")
            return SampleService.read(source).mistakes
        }
        #expect(mistakes("if years = \"two\" then 1 else 2").isEmpty)
        for rule in ["if years = \"tow\" then 1 else 2", "if years in [\"one\", \"tow\"] then 1 else 2"] {
            let found = mistakes(rule)
            #expect(found.contains { $0.contains("never \"tow\"") && $0.contains("one, two") }, "\(found)")
        }
    }

    @Test("a rule that names what is not there, or cannot be read, is told with its line")
    func rules() {
        #expect(SampleService.read(SampleService.source(fee: "yeers * 100")).mistakes.contains { $0.contains("yeers") })
        #expect(
            SampleService.read(SampleService.source(fee: "years *")).mistakes.contains {
                $0.contains("not a rule that can be read")
            })
    }
}
