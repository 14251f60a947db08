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
        if questions.contains(where: { $0.kind.takesFiles || $0.kind is TableKind || $0.kind is PointKind }) {
            sheet.note("a group holds neither files, tables nor points", at: "questions")
        }
        if questions.contains(where: { $0.kind.questions.contains { $0.kind is GroupKind } }) {
            sheet.note("a group inside a group holds no groups", at: "questions")
        }
        if questions.contains(where: { $0.prefill != nil }) {
            sheet.note("questions of a group have no «prefill»", at: "questions")
        }
        if questions.contains(where: { $0.kind.register != nil || $0.kind.calendar != nil }) {
            sheet.note("a group does not choose from registers or calendars", at: "questions")
        }
        let ids = questions.map(\.id)
        for id in Set(ids) where ids.count(where: { $0 == id }) > 1 {
            sheet.note("the question «\(id)» stands twice in the group", at: "questions")
        }
        if !(1...50).contains(most) { sheet.note("«most» is from 1 to 50", at: "most") }
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text("") }

    /// How many rows were sent; a button may have added one or taken one away.
    func count(_ typed: Typed) -> Int {
        let indexes = typed.values.keys.compactMap { key in key.split(separator: ".").first.flatMap { Int($0) } }
        return max(1, (indexes.filter { (0..<most).contains($0) }.max() ?? 0) + 1)
    }

    /// Rules of a row see its answers over those of the form.
    private func row(_ setting: Setting) -> Setting {
        setting.inside(Dictionary(questions.map { ($0.id, .null) }, uniquingKeysWith: { $1 }))
    }

    package var expressions: [PlacedExpression] { questions.flatMap(\.expressions).map { $0.beside(questions) } }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        var rows: [Answers] = []
        var wrong: [String: Wrong.Words] = [:]
        for index in 0..<count(typed) {
            var row: Answers = [:]
            var inner = self.row(setting)
            for question in questions where question.when?.value(in: inner.scope).holds ?? true {
                let part = ".\(index).\(question.id)"
                do throws(Wrong) {
                    guard let answer = try question.answer(typed.under(part), inner) else { continue }
                    row[question.id] = answer
                    inner.scope[question.id] = question.kind.value(answer, inner)
                    if let check = question.checks.first(where: { !$0.that.value(in: inner.scope).holds }) {
                        throw Wrong(check.otherwise)
                    }
                } catch {
                    for (rest, words) in error.fields { wrong[part + rest] = words }
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
                let inner = self.row(setting)
                let values = questions.map { question in
                    (question.id, row[question.id].map { question.kind.value($0, inner) } ?? .null)
                }
                return Value(Dictionary(values, uniquingKeysWith: { $1 }))
            })
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard case .rows(let rows) = answer else { return "" }
        return rows.map { row in
            questions.compactMap { question in row[question.id].map { question.kind.words($0, setting, t) } }
                .map { $0.replacing("\n", with: t("forms.list.semicolon")) }.joined(separator: t("forms.list.comma"))
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
        var inner = row(setting)
        var fields: [HTML] = []
        for asked in questions {
            let part = ".\(index).\(asked.id)"
            let given = typed.under(part)
            // What somebody has typed something into stays before him, whatever he changed above it.
            guard asked.when?.value(in: inner.scope).holds ?? true || !given.values.isEmpty else { continue }
            if let answer = try? asked.answer(given, inner) {
                inner.scope[asked.id] = asked.kind.value(answer, inner)
            }
            fields.append(
                asked.kind.html(
                    asked.named(question.id + part), given, wrong?.under(part), inner, isHeading: false))
        }
        return "\(fields)"
    }

    /// The rows with one more, or without one, of this group or of one inside it.
    ///
    /// - Parameter path: where: empty for this group; for one inside, the row and the question, and so on. Where a row is
    ///   taken away, its number stands last.
    package func changed(_ typed: Typed, at path: [String], adds: Bool) -> Typed {
        guard path.count >= 2 else { return adds ? added(typed) : removed(path.first.flatMap { Int($0) }, typed) }
        let part = ".\(path[0]).\(path[1])"
        guard let inner = questions.first(where: { $0.id == path[1] })?.kind as? GroupKind, Int(path[0]) != nil else {
            return typed
        }
        var changed = Typed(typed.values.filter { !$0.key.hasPrefix(part + ".") })
        let rows = inner.changed(typed.under(part), at: Array(path.dropFirst(2)), adds: adds)
        for (rest, texts) in rows.values { changed.values[part + rest] = texts }
        return changed
    }

    private func added(_ typed: Typed) -> Typed {
        let rows = count(typed)
        guard rows < most, let first = questions.first else { return typed }
        var more = typed
        more.values[".\(rows).\(first.id)\(first.kind is GroupKind ? ".0" : "")"] = [""]
        return more
    }

    private func removed(_ index: Int?, _ typed: Typed) -> Typed {
        let rows = count(typed)
        guard let index, (0..<rows).contains(index) else { return typed }
        var fewer = Typed()
        for row in 0..<rows where row != index {
            let place = row > index ? row - 1 : row
            for (part, texts) in typed.under(".\(row).").values { fewer.values[".\(place).\(part)"] = texts }
        }
        return fewer
    }
}
