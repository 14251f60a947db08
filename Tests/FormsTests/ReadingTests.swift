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
