import Content
import Foundation
import Kit
import Registers
import Rules
import Testing

@testable import Forms
@testable import Web

/// Questions as packs write them.
enum Sample {
    static let calendar = WorkingCalendar(weekend: [.friday, .saturday], holidays: [], timeZone: .gmt)

    static var texts: Texts {
        var library = TextLibrary()
        library.add(WebTexts.bundle, module: "Web")
        library.add(Forms.texts, module: "Forms")
        return library.texts(in: .english)
    }

    static func setting(_ values: [String: Value] = [:]) -> Setting {
        let today = Day(2026, 11, 22) ?? Day(number: 0)
        return Setting(
            t: texts, calendar: calendar, today: today, currency: "QAR",
            scope: Scope(["today": Value(today)].merging(values) { $1 }),
            attachments: [Attachment(id: "f1", question: "file", name: "a.pdf", type: "application/pdf", size: 10)],
            slots: ["visits": [FreeTime(centre: "north", value: "north|2026-11-23T07:30", left: 2)]])
    }

    static func question(_ kind: String, _ more: String = "") throws -> Question {
        let text = """
            id: q
            kind: \(kind)
            label: { ar: سؤال, en: Question }
            \(more)
            """
        let inspection = Inspection()
        let question = PackFolder.sheet(of: text, file: "a.yaml", inspection).flatMap { Question($0) }
        #expect(inspection.isClean, "\(inspection.mistakes)")
        return try #require(question)
    }

    /// What is told of a question that is not written as it should be.
    static func mistakes(_ kind: String, _ more: String) -> [String] {
        let inspection = Inspection()
        let text = "id: q\nkind: \(kind)\nlabel: { ar: سؤال, en: Question }\n\(more)\n"
        _ = PackFolder.sheet(of: text, file: "a.yaml", inspection).flatMap { Question($0) }
        return inspection.mistakes.map(\.description)
    }

    static func pages(_ text: String) -> [FormPage] {
        let inspection = Inspection()
        let pages = PackFolder.sheet(of: text, file: "a.yaml", inspection)?.sheets("pages").map { FormPage($0) } ?? []
        #expect(inspection.isClean, "\(inspection.mistakes)")
        return pages
    }
}
