import Content
import Foundation
import Kit
import Rules
import Support
import Testing
import Web

@testable import Forms

@Suite("Records named by hand") struct ByHandTests {
    private func page(_ kind: String) -> FormPage? {
        let inspection = Inspection()
        let sheet = PackFolder.sheet(
            of: """
                page: one
                title: { ar: صفحة, en: Page }
                questions:
                  - id: passport
                    kind: \(kind)
                    label: { ar: رقم, en: Number }
                    checks: [{ that: 'passport = "A1"', otherwise: { ar: لا, en: "No" } }]
                """, file: "page.yaml", inspection)
        return sheet.map { FormPage($0) }
    }

    private var setting: Setting {
        var library = TextLibrary()
        library.add(Forms.texts, module: "Forms")
        return Setting(
            t: library.texts(in: .english),
            calendar: WorkingCalendar(weekend: [], holidays: [], timeZone: .gmt), today: Day(number: 0),
            currency: "QAR",
            scope: Scope())
    }

    @Test("only what is chosen from a register can wait for it: a text that looks so is judged as any other")
    func disguised() throws {
        let page = try #require(self.page("text"))
        let answers: Answers = ["passport": .one("hand:A1")]
        let reading = Reading([page], answers, setting)
        #expect(!reading.mistakes(on: page, page.questions, answers).isEmpty)
        let submission = Submission([page], page: page, before: [:], setting) { _ in Typed("hand:A1") }
        #expect(submission.wrong["passport"] != nil)
        #expect(reading.settled(answers) == answers)
    }
}
