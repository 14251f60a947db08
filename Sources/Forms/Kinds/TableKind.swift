package import Content
import Kit
package import Rules
package import Web

/// Figures in rows and columns: how many of each, on each day.
package struct TableKind: QuestionKind {
    package static let name = "table"
    package let questions: [Question]
    private let rows: [TableRow]

    package init(_ sheet: Sheet) {
        rows = sheet.sheets("rows").map { TableRow($0) }
        questions = sheet.sheets("columns").compactMap { Question($0) }
        if rows.isEmpty || questions.isEmpty { sheet.note("a table needs «rows» and «columns»") }
        if Set(rows.map(\.id)).count < rows.count { sheet.note("a row stands twice", at: "rows") }
        let kinds: Set<String> = [TextKind.name, NumberKind.name, MoneyKind.name]
        if questions.contains(where: { !kinds.contains(type(of: $0.kind).name) }) {
            sheet.note("a column holds a text, a number or an amount", at: "columns")
        }
        if questions.contains(where: { $0.when != nil || $0.prefill != nil || !$0.checks.isEmpty }) {
            sheet.note("columns have no «when», «checks» or «prefill»", at: "columns")
        }
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text("") }

    private static func part(_ row: String, _ question: Question) -> String { ".\(row).\(question.id)" }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        var answers: [Answers] = []
        var wrong: [String: Wrong.Words] = [:]
        for row in rows {
            var cells: Answers = [:]
            for question in questions {
                let part = TableKind.part(row.id, question)
                do throws(Wrong) {
                    cells[question.id] = try question.answer(typed.under(part), setting)
                } catch {
                    for (rest, words) in error.fields { wrong[part + rest] = words }
                }
            }
            answers.append(cells)
        }
        if !wrong.isEmpty { throw Wrong(fields: wrong) }
        return answers.allSatisfy(\.isEmpty) ? nil : .rows(answers)
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) {
        let first = rows.first.flatMap { row in questions.first.map { TableKind.part(row.id, $0) } }
        return (first ?? "", "forms.wrong.empty.table")
    }

    package func typed(_ answer: Answer) -> Typed {
        var values: [String: [String]] = [:]
        for (row, question, cell) in cells(answer) {
            for (rest, texts) in question.kind.typed(cell).values {
                values[TableKind.part(row, question) + rest] = texts
            }
        }
        return Typed(values)
    }

    /// The cells that were filled in, in their order.
    private func cells(_ answer: Answer) -> [(row: String, question: Question, answer: Answer)] {
        guard case .rows(let given) = answer else { return [] }
        return zip(rows, given).flatMap { row, cells in
            questions.compactMap { question in cells[question.id].map { (row.id, question, $0) } }
        }
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        let cells = Kind.context(Dictionary(questions.map { ($0.id, $0.kind.kind(record)) }, uniquingKeysWith: { $1 }))
        return .context(Dictionary(rows.map { ($0.id, cells) }, uniquingKeysWith: { $1 }))
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        var values: [String: [String: Value]] = [:]
        for row in rows { values[row.id] = Dictionary(questions.map { ($0.id, .null) }, uniquingKeysWith: { $1 }) }
        for (row, question, cell) in cells(answer) { values[row]?[question.id] = question.kind.value(cell, setting) }
        return Value(values.mapValues { Value($0) })
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard case .rows(let given) = answer else { return "" }
        return zip(rows, given).filter { !$1.isEmpty }.map { row, cells in
            let said = questions.compactMap { question in
                cells[question.id].map { "\(question.label[t.language]) \(question.kind.words($0, setting, t))" }
            }
            return "\(row.label[t.language]): \(said.joined(separator: t("forms.list.comma")))"
        }.joined(separator: "\n")
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let t = setting.t
        let label = question.label[t.language]
        let lines = rows.map { row -> [HTML] in
            let name = row.label[t.language]
            return ["\(name)"]
                + questions.map { column in
                    let part = TableKind.part(row.id, column)
                    var field = Field(
                        question.id + part, "\(name), \(column.label[t.language])",
                        column.kind.input(typed.under(part), setting), error: wrong?.text(at: part, t))
                    field.isLabelUnseen = true
                    return Part.field(t, field)
                }
        }
        let columns = [Column("")] + questions.map { Column($0.label[t.language]) }
        return """
            \(when: isHeading, "<h1>\(label)</h1>")\
            \(question.hint.map { "<p class=\"hint\">\($0[t.language])</p>" } as HTML?)\
            \(Part.records(caption: label, id: "\(question.id)-table", columns: columns, rows: lines))
            """
    }
}
