import Content
import Foundation
import Kit
import Registers
import Rules
import Testing

@testable import Forms
@testable import Web

@Suite("Forms with conditions") struct ReadingTests {
    private let pages = Sample.pages(
        """
        pages:
          - page: who
            title: { ar: من, en: Who }
            questions:
              - id: who
                kind: choice
                label: { ar: من, en: Who }
                options: [{ value: me, label: { ar: أنا, en: Me } }, { value: other, label: { ar: غيري, en: Other } }]
              - { id: name, kind: text, label: { ar: الاسم, en: Name }, when: who = "other" }
          - page: age
            title: { ar: العمر, en: Age }
            when: who = "other"
            questions:
              - id: age
                kind: number
                label: { ar: العمر, en: Age }
                checks: [{ that: age >= 18, otherwise: { ar: صغير, en: Too young } }]
          - page: end
            title: { ar: النهاية, en: End }
            questions:
              - { id: note, kind: text, label: { ar: ملاحظة, en: Note }, optional: true }
        """)

    private let grows = Sample.pages(
        """
        pages:
          - page: reason
            title: { ar: السبب, en: Reason }
            questions:
              - id: why
                kind: choice
                label: { ar: لماذا, en: Why }
                options: [{ value: study, label: { ar: دراسة, en: Study } }, { value: other, label: { ar: غيرها, en: Other } }]
              - { id: what, kind: text, label: { ar: ما هو, en: What }, when: why = "other" }
        """)

    private func reading(_ answers: Answers) -> Reading { Reading(pages, answers, Sample.setting()) }

    private func submit(_ page: Int, _ before: Answers, _ typed: [String: String]) -> Submission {
        Submission(pages, page: pages[page], before: before, Sample.setting()) { Typed(typed[$0.id] ?? "") }
    }

    @Test("what is asked depends on the answers before it")
    func asked() {
        #expect(reading([:]).pages.map(\.page.id) == ["who", "end"])
        #expect(reading(["who": .one("me")]).pages.flatMap { $0.questions.map(\.id) } == ["who", "note"])
        #expect(
            reading(["who": .one("other")]).pages.flatMap { $0.questions.map(\.id) } == ["who", "name", "age", "note"])
    }

    @Test("a question that an answer on its page leads to is asked next, and nobody is told off for not having seen it")
    func grown() {
        let before: Answers = ["who": .one("other")]
        func submit(_ typed: [String: String], shown: Set<String>?) -> Submission {
            Submission(grows, page: grows[0], before: before, Sample.setting(), shown: shown) {
                Typed(typed[$0.id] ?? "")
            }
        }
        let first = submit(["why": "other"], shown: ["why"])
        #expect(first.wrong.isEmpty && first.answers["why"] == .one("other") && first.answers["what"] == nil)
        #expect(Reading(grows, first.answers, Sample.setting()).firstOpenPage(first.answers)?.id == "reason")
        let left = submit(["why": "other"], shown: ["why", "what"])
        #expect(left.wrong["what"] != nil, "it was seen, and left empty")
        #expect(submit(["why": "other"], shown: nil).wrong["what"] != nil, "a page that does not tell showed all")
        let whole = submit(["why": "other", "what": "Travel"], shown: ["why", "what"])
        #expect(whole.wrong.isEmpty && whole.answers["what"] == .one("Travel"))
        #expect(submit(["why": "study", "what": "Travel"], shown: ["why", "what"]).answers["what"] == nil)
    }

    @Test("the first page that still needs something is where one goes on")
    func open() {
        #expect(reading([:]).firstOpenPage([:])?.id == "who")
        let answers: Answers = ["who": .one("other"), "name": .one("Ali")]
        #expect(reading(answers).firstOpenPage(answers)?.id == "age")
        let young = answers.merging(["age": .one("17")]) { $1 }
        #expect(reading(young).firstOpenPage(young)?.id == "age", "an answer that does not hold is open")
        let old = answers.merging(["age": .one("18")]) { $1 }
        #expect(
            reading(old).firstOpenPage(old)?.id == "end", "a page that nobody has been to, though all of it is optional"
        )
        let done = old.merging(["note": .one("")]) { $1 }
        #expect(reading(done).firstOpenPage(done) == nil)
    }

    @Test("an answer to a question that is no longer asked counts for nothing")
    func hidden() {
        let answers: Answers = ["who": .one("me"), "name": .one("Ali"), "age": .one("3"), "note": .one("")]
        #expect(reading(answers).firstOpenPage(answers) == nil)
        #expect(reading(answers).setting.scope["age"] == .null)
    }

    @Test("a condition on a page sees what was just typed above it")
    func submitted() {
        let other = submit(0, [:], ["who": "other", "name": ""])
        #expect(Set(other.wrong.keys) == ["name"] && other.answers["who"] == .one("other"))
        let me = submit(0, ["name": .one("old")], ["who": "me", "name": "ignored"])
        #expect(me.wrong.isEmpty && me.answers == ["who": .one("me")])
    }

    @Test("a check that does not hold is told in the pack's words, and what was typed stays")
    func checked() {
        let young = submit(1, ["who": .one("other"), "name": .one("Ali")], ["age": "١٧"])
        #expect(young.wrong["age"]?.text(at: "", Sample.texts) == "Too young")
        #expect(young.typed["age"] == Typed("١٧"))
    }

    @Test("a page can ask for one of two answers")
    func together() {
        let pages = Sample.pages(
            """
            pages:
              - page: reply
                title: { ar: الرد, en: Reply }
                checks: [{ that: a != null or b != null, otherwise: { ar: أحدهما, en: One of them } }]
                questions:
                  - { id: a, kind: text, label: { ar: أ, en: A }, optional: true }
                  - { id: b, kind: text, label: { ar: ب, en: B }, optional: true }
            """)
        func submit(_ typed: [String: String]) -> Submission {
            Submission(pages, page: pages[0], before: [:], Sample.setting()) { Typed(typed[$0.id] ?? "") }
        }
        #expect(submit([:]).wrong["a"]?.text(at: "", Sample.texts) == "One of them")
        #expect(submit(["a": "x"]).wrong.isEmpty && submit(["b": "x"]).wrong.isEmpty)
        let empty: Answers = ["a": .none, "b": .none]
        #expect(Reading(pages, empty, Sample.setting()).firstOpenPage(empty)?.id == "reply")
    }
}
