package import Content
import Kit
package import Rules
package import Web

/// The same questions several times over: goods, travellers, family members.
package struct GroupKind: QuestionKind {
    package static let name = "group"
    package let questions: [Question]
    private let item: Bilingual
    private let add: Bilingual
    private let most: Int

    package init(_ sheet: Sheet) {
        questions = sheet.sheets("questions").compactMap { Question($0) }
        item = sheet.bilingual("item")
        add = sheet.bilingual("add")
        most = sheet.optionalInteger("most") ?? 10
        if questions.isEmpty { sheet.note("a group needs at least one question") }
        if questions.contains(where: { $0.kind.takesFiles || !$0.kind.questions.isEmpty }) {
            sheet.note("a group holds neither files nor groups", at: "questions")
        }
        if questions.contains(where: { $0.when != nil || $0.prefill != nil || !$0.checks.isEmpty }) {
            sheet.note("questions of a group have no «when», «checks» or «prefill»", at: "questions")
        }
        if questions.contains(where: { $0.kind.register != nil || $0.kind.calendar != nil }) {
            sheet.note("a group does not choose from registers or calendars", at: "questions")
        }
        if !(1...50).contains(most) { sheet.note("«most» is from 1 to 50", at: "most") }
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text("") }

    /// How many rows were sent; a button may have added one or taken one away.
    func count(_ typed: Typed) -> Int {
        let indexes = typed.values.keys.compactMap { key in key.split(separator: ".").first.flatMap { Int($0) } }
        return min(most, max(1, (indexes.max() ?? 0) + 1))
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        var rows: [Answers] = []
        var wrong: [String: Wrong.Words] = [:]
        for index in 0..<count(typed) {
            var row: Answers = [:]
            for question in questions {
                do throws(Wrong) {
                    row[question.id] = try question.answer(typed.under(".\(index).\(question.id)"), setting)
                } catch {
                    for (part, words) in error.fields { wrong[".\(index).\(question.id)\(part)"] = words }
                }
            }
            rows.append(row)
        }
        if !wrong.isEmpty { throw Wrong(fields: wrong) }
        return rows.allSatisfy(\.isEmpty) ? nil : .rows(rows)
    }

    package func typed(_ answer: Answer) -> Typed {
        guard case .rows(let rows) = answer else { return Typed() }
        var values: [String: [String]] = [:]
        for (index, row) in rows.enumerated() {
            for question in questions {
                guard let inner = row[question.id] else { continue }
                for (part, texts) in question.kind.typed(inner).values {
                    values[".\(index).\(question.id)\(part)"] = texts
                }
            }
        }
        return Typed(values)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        .list(.context(Dictionary(questions.map { ($0.id, $0.kind.kind(record)) }, uniquingKeysWith: { $1 })))
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        guard case .rows(let rows) = answer else { return [] }
        return Value(
            rows.map { row in
                Value(
                    Dictionary(
                        uniqueKeysWithValues: questions.map { question in
                            (question.id, row[question.id].map { question.kind.value($0, setting) } ?? .null)
                        }))
            })
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard case .rows(let rows) = answer else { return "" }
        return rows.map { row in
            questions.compactMap { question in row[question.id].map { question.kind.words($0, setting, t) } }
                .joined(separator: t("forms.list.comma"))
        }.joined(separator: "\n")
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let t = setting.t
        let rows = count(typed)
        let items = (0..<rows).map { index in
            (
                title: "\(item[t.language]) \(t.number(index + 1))",
                fields: fields(question, index, typed, wrong, setting)
            )
        }
        let group = Part.repeatedGroup(
            t, name: question.id, items: items, add: rows < most ? add[t.language] : nil, canRemove: rows > 1)
        return """
            \(when: isHeading, "<h1>\(question.label[t.language])</h1>")\
            \(question.hint.map { "<p class=\"hint\">\($0[t.language])</p>" } as HTML?)\(group)
            """
    }

    private func fields(
        _ question: Question, _ index: Int, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting
    ) -> HTML {
        let t = setting.t
        let inner = questions.map { inner -> HTML in
            let part = ".\(index).\(inner.id)"
            return Part.field(
                t,
                Field(
                    question.id + part, inner.label[t.language], inner.kind.input(typed.under(part), setting),
                    hint: inner.hint?[t.language], error: wrong?.text(at: part, t), isOptional: inner.isOptional))
        }
        return "\(inner)"
    }

    /// What was typed, with one row more, or without one.
    package func changed(_ typed: Typed, removing index: Int?) -> Typed {
        let rows = count(typed)
        guard let index else {
            var more = typed
            if rows < most, let first = questions.first { more.values[".\(rows).\(first.id)"] = [""] }
            return more
        }
        var fewer = Typed()
        for row in 0..<rows where row != index {
            let place = row > index ? row - 1 : row
            for (part, texts) in typed.under(".\(row).").values { fewer.values[".\(place).\(part)"] = texts }
        }
        return fewer
    }
}
