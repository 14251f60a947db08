import Casework
import Definitions
import Foundation
import Forms
import Kit
import Rules
import Web

/// A service's questions on paper, for people who prefer a pen: an officer types them in at the counter.
struct BlankForm: Sendable {
    /// A question with when it is to be answered, in words.
    struct Line: Sendable {
        enum Place: Sendable {
            case field(Field)
            /// What is asked several times over, as a table to fill in.
            case table(id: String, caption: String, columns: [String])
        }

        let place: Place
        let condition: String?
    }

    struct Sheet: Sendable {
        let title: String
        let note: String?
        let condition: String?
        let lines: [Line]
    }

    /// The service and the version of its questions: what was filled in by hand is told from what is asked today.
    let number: String
    let name: String
    let entity: String
    let forOrganisations: Bool
    let sheets: [Sheet]

    /// Of a table; what is more goes on another sheet.
    static let rows = 6

    init(_ definition: Definition, entity: String, currency: String, _ t: Texts) {
        number = "\(definition.service) · \(definition.version.prefix(8))"
        name = definition.name[t.language]
        self.entity = entity
        forOrganisations = definition.applicants.contains(.organisation)
        let pages = definition.pages(at: nil)
        let conditions = PaperConditions(pages.flatMap(\.questions), currency: currency, t)
        sheets = pages.map { page in
            Sheet(
                title: page.title[t.language], note: page.note?[t.language], condition: conditions.words(page.when),
                lines: page.questions.map { question in
                    Line(
                        place: BlankForm.place(question, currency, t), condition: conditions.words(question.when))
                })
        }
    }

    private static func place(_ question: Question, _ currency: String, _ t: Texts) -> Line.Place {
        let label = question.label[t.language]
        guard question.kind.questions.isEmpty else {
            let columns = question.kind.questions.map { column($0, currency, t) }
            return .table(id: question.id, caption: label, columns: columns)
        }
        // What the portal shows of a register or a calendar is written by hand here.
        let hint =
            question.kind.register != nil
            ? t("applying.blank.record") : question.kind.calendar != nil ? t("applying.blank.time") : nil
        return .field(
            Field(
                question.id, label, question.kind.blank(t, currency: currency),
                hint: hint ?? question.hint?[t.language],
                isOptional: question.isOptional))
    }

    /// The head of a column: the question, with its answers where it has any.
    private static func column(_ question: Question, _ currency: String, _ t: Texts) -> String {
        let label = question.label[t.language]
        guard case .choice(let choices, _, _) = question.kind.blank(t, currency: currency) else { return label }
        return "\(label) (\(choices.map(\.label).joined(separator: " / ")))"
    }
}

/// When a question is to be answered, in the words of the form itself.
struct PaperConditions {
    private let questions: [String: Question]
    private let currency: String
    private let t: Texts

    init(_ questions: [Question], currency: String, _ t: Texts) {
        self.questions = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.currency = currency
        self.t = t
    }

    /// A sentence; nil where everybody answers. What cannot be said is left to the officer, who asks.
    func words(_ condition: Rules.Expression?) -> String? {
        guard let condition else { return nil }
        let parts = condition.alternatives?.map(words) ?? [nil]
        let said = parts.compactMap { $0 }
        guard said.count == parts.count else { return t("applying.blank.if-asked") }
        return t("applying.blank.only-if", ["what": said.joined(separator: t("applying.blank.or") + " ")])
    }

    private func words(_ alternative: Alternative) -> String? {
        if alternative.name == "applicant.kind" {
            switch alternative.value {
            case .string("organisation"): return t("applying.blank.organisation")
            case .string("person"): return t("applying.blank.person")
            default: return nil
            }
        }
        guard let question = questions[alternative.name], let answer = answer(alternative.value, question) else {
            return nil
        }
        return t("applying.blank.answered", ["question": question.label[t.language], "answer": answer])
    }

    private func answer(_ value: Value, _ question: Question) -> String? {
        switch (value, question.kind.blank(t, currency: currency)) {
        case (.string(let value), .choice(let choices, _, _)): choices.first { $0.value == value }?.label
        case (.boolean(let flag), .yesNo): t(flag ? "web.yes" : "web.no")
        default: nil
        }
    }
}

extension Applying {
    func showBlankForm(_ context: Context) async throws -> Answer {
        let definition = try office.shelf.definition(of: try context.parameter("service"))
        let entity = office.entities[definition.entity]?[context.language] ?? ""
        let form = BlankForm(definition, entity: entity, currency: office.currency, context.t)
        return blankPage(context, form, definition.service)
    }

    private func blankPage(_ context: Context, _ form: BlankForm, _ service: String) -> Answer {
        let t = context.t
        let title = t("applying.blank.title")
        let who = [
            Field("paper-name", t("applying.blank.name"), .text("")),
            Field("paper-qid", t("applying.blank.qid"), .code("", numeric: true)),
        ]
        let company = Field("paper-company", t("applying.blank.company"), .text(""), isOptional: true)
        return context.page(
            "\(title): \(form.name)",
            trail: context.trail(title, through: [Link(form.name, to: context.address("/services/\(service)"))]),
            isPublic: true,
            """
            \(Part.headline(form.name, over: form.entity, lead: t("applying.blank.lead")))
            <p>\(t("applying.blank.number")) \(Part.code(form.number))</p>
            <h2>\(t("applying.blank.who"))</h2>
            \(each: who, { Part.field(t, $0) })\(when: form.forOrganisations, Part.field(t, company))
            \(each: form.sheets, { sheet($0, t) })
            <h2>\(t("applying.blank.signature"))</h2>
            \(Part.field(t, Field("paper-signature", t("applying.blank.sign"), .longText("", rows: 3))))
            \(Part.field(t, Field("paper-date", t("applying.blank.date"), .date(day: "", month: "", year: ""))))
            """)
    }

    private func sheet(_ sheet: BlankForm.Sheet, _ t: Texts) -> HTML {
        """
        <section><h2>\(sheet.title)</h2>
        \(sheet.condition.map { "<p><b>\($0)</b></p>" } as HTML?)\(sheet.note.map { "<p>\($0)</p>" } as HTML?)
        \(each: sheet.lines, { line in
            """
            \(line.condition.map { "<p><b>\($0)</b></p>" } as HTML?)\(place(line.place, t))
            """
        })</section>
        """
    }

    private func place(_ place: BlankForm.Line.Place, _ t: Texts) -> HTML {
        switch place {
        case .field(let field): return Part.field(t, field)
        case .table(let id, let caption, let columns):
            let rows = (1...BlankForm.rows).map { row -> [HTML] in ["\(t.number(row))"] + columns.map { _ in .empty } }
            return Part.table(
                caption: caption, id: id, columns: ([t("applying.blank.row")] + columns).map { Column($0) }, rows: rows)
        }
    }
}
