import Foundation
import Kit
import Registers
import Rules
import Testing
import Web

@testable import Forms

@Suite("Searching a register, and figures in a table") struct SearchTests {
    private func search(_ count: Int = 2) throws -> (question: Question, setting: Setting) {
        var setting = Sample.setting()
        setting.records["jobs"] = (0..<count).map { index in
            Record(
                register: "jobs", id: "job-\(index)", holder: "public",
                fields: Entries(["name": ["ar": "مهنة", "en": Value("Job \(index)")]]))
        }
        let question = try Sample.question(
            "search",
            """
            register: jobs
            record_label: { ar: "{name}", en: "{name}" }
            none: { ar: لا شيء, en: Nothing found }
            """)
        return (question, setting)
    }

    @Test("words are asked first, and kept; then one of what they find is chosen")
    func twoSteps() throws {
        let (question, setting) = try search()
        let words = Typed(["-words": ["  taxi driver"]])
        let part = try #require(question.kind.part(words, setting))
        #expect(part.searched == "taxi driver")
        #expect(question.kind.typed(part)["-words"] == "taxi driver")
        #expect(question.kind.value(part, setting) == .null)
        // The page that came back with what was found is sent with one of it, or with other words.
        #expect(question.kind.part(Typed(["-words": ["taxi"], "-shown": ["taxi"], "": ["job-1"]]), setting) == nil)
        #expect(
            question.kind.part(Typed(["-words": ["bus"], "-shown": ["taxi"], "": ["job-1"]]), setting)?.searched
                == "bus")
        #expect(try question.answer(Typed("job-1"), setting) == .one("job-1"))
        #expect(question.kind.words(.one("job-1"), setting, Sample.texts) == "Job 1")
    }

    @Test("what was not found is not taken, and words are no choice", arguments: ["job-9", "?taxi", "?"])
    func notFound(_ typed: String) throws {
        let (question, setting) = try search()
        #expect(throws: Wrong.self) { try question.answer(Typed(typed), setting) }
    }

    @Test("nothing typed is said at the words, nothing chosen at the choices")
    func nothing() throws {
        let question = try search().question
        #expect(question.kind.nothing(Typed(["-words": [""]])).part == "-words")
        #expect(question.kind.nothing(Typed(["-words": ["a"], "-shown": ["a"]])).part == "")
    }

    @Test("twenty are shown, and it is said that there are more; none is said too")
    func many() throws {
        let typed = Typed(["-words": ["job"]])
        func html(_ count: Int) throws -> String {
            let (question, setting) = try search(count)
            return question.kind.html(question, typed, nil, setting, isHeading: true).description
        }
        #expect(try html(21).contains("first 20") && !html(21).contains("Job 20") && html(21).contains("Job 19"))
        #expect(try !html(20).contains("first 20"))
        #expect(try html(0).contains("Nothing found"))
    }

    private let table = """
        rows:
          - { row: friday, label: { ar: الجمعة, en: Friday } }
          - { row: saturday, label: { ar: السبت, en: Saturday } }
        columns:
          - { id: adults, kind: number, label: { ar: كبار, en: Adults }, least: 0 }
          - { id: note, kind: text, label: { ar: ملاحظة, en: Note }, optional: true }
        """

    @Test("a table keeps each figure in its row and column, and comes back as it was typed")
    func cells() throws {
        let question = try Sample.question("table", table)
        let typed = Typed([".friday.adults": ["٣"], ".friday.note": ["late"], ".saturday.adults": ["0"]])
        let answer = try #require(try question.answer(typed, Sample.setting()))
        let value = question.kind.value(answer, Sample.setting())
        let expected: Value = [
            "friday": ["adults": 3, "note": "late"], "saturday": ["adults": 0, "note": .null],
        ]
        #expect(value == expected)
        #expect(question.kind.words(answer, Sample.setting(), Sample.texts).hasPrefix("Friday: Adults 3, Note late"))
        #expect(try question.answer(question.kind.typed(answer), Sample.setting()) == answer)
    }

    @Test("what is wrong with a figure is said in its cell")
    func wrongCell() throws {
        let question = try Sample.question("table", table)
        let typed = Typed([".friday.adults": ["-1"], ".saturday.adults": [""]])
        do {
            _ = try question.answer(typed, Sample.setting())
            Issue.record("taken")
        } catch {
            #expect(Set(error.fields.keys) == [".friday.adults", ".saturday.adults"])
            let html = question.kind.html(question, typed, error, Sample.setting(), isHeading: true).description
            #expect(html.contains("f-q.friday.adults"))
            #expect(html.contains("class=\"unseen\">Friday, Adults"))
        }
    }
}
