import Kit
package import Content
import Registers
package import Rules
package import Web

/// One record of a register that the applicant holds: his violation, his employee. The state knows it; he only points.
package struct RecordKind: QuestionKind {
    package static let name = "record"
    private let source: RecordSource

    package init(_ sheet: Sheet) { source = RecordSource(sheet) }

    package var register: String? { source.register }
    package var expressions: [PlacedExpression] { source.expressions }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        let choices = source.choices(setting)
        return choices.count > 12
            ? .list(choices, selected: typed[""]) : .choice(choices, selected: typed[""].isEmpty ? nil : typed[""])
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard source.open(setting).contains(where: { $0.id == typed[""] }) else { throw Wrong("forms.wrong.record") }
        return .one(typed[""])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { source.value(answer.text, setting) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        source.words(answer.text, setting, t)
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        source.html(question, input(typed, setting), wrong, setting, isHeading: isHeading)
    }
}

/// Several records at once: the people whose permits are renewed together.
package struct RecordsKind: QuestionKind {
    package static let name = "records"
    private let source: RecordSource
    private let most: Expression?

    package init(_ sheet: Sheet) {
        source = RecordSource(sheet)
        most = sheet.optionalExpression("most")
    }

    package var register: String? { source.register }
    package var expressions: [PlacedExpression] {
        source.expressions + (most.map { [PlacedExpression($0, at: source.place)] } ?? [])
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .severalChoices(source.choices(setting), selected: Set(typed.several))
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let open = source.open(setting).map(\.id)
        let picked = open.filter { typed.several.contains($0) }
        if picked.count < Set(typed.several).count { throw Wrong("forms.wrong.record") }
        if let limit = most?.value(in: setting.scope).integer, picked.count > limit {
            throw Wrong("forms.wrong.too-many", ["most": String(limit)])
        }
        return picked.isEmpty ? nil : .many(picked)
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Value(answer.texts.map { source.value($0, setting) })
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        answer.texts.map { source.words($0, setting, t) }.joined(separator: "\n")
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        source.html(question, input(typed, setting), wrong, setting, isHeading: isHeading)
    }
}

/// Which records can be picked, and how they are named.
struct RecordSource: Sendable {
    let register: String
    let place: Place
    /// Which of them are open to this service; a rule over the record's fields.
    private let filter: Expression?
    private let hint: Bilingual?
    private let label: Bilingual
    /// What is said where there is none.
    private let none: Bilingual

    init(_ sheet: Sheet) {
        register = sheet.text("register")
        filter = sheet.optionalExpression("where")
        label = sheet.bilingual("record_label")
        hint = sheet.optionalBilingual("record_hint")
        none = sheet.bilingual("none")
        place = sheet.place
    }

    var expressions: [PlacedExpression] { filter.map { [PlacedExpression($0, at: place, isOpen: true)] } ?? [] }

    func open(_ setting: Setting) -> [Record] {
        (setting.records[register] ?? []).filter { record in
            guard let filter else { return true }
            var fields: [String: Value] = [:]
            for (key, value) in zip(record.fields.keys, record.fields.values) { fields[key] = value }
            return filter.value(in: Scope(fields, within: setting.scope)).holds
        }
    }

    func choices(_ setting: Setting) -> [Choice] {
        let t = setting.t
        return open(setting).map { record in
            Choice(
                record.id, ValueWords.filled(label[t.language], from: record.fields, t),
                hint: hint.map { ValueWords.filled($0[t.language], from: record.fields, t) })
        }
    }

    func value(_ id: String, _ setting: Setting) -> Value { find(id, setting)?.value ?? .null }

    func words(_ id: String, _ setting: Setting, _ t: Texts) -> String {
        find(id, setting).map { ValueWords.filled(label[t.language], from: $0.fields, t) } ?? id
    }

    func html(_ question: Question, _ input: Field.Input, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool) -> HTML
    {
        let t = setting.t
        if open(setting).isEmpty {
            return
                "\(when: isHeading, "<h1>\(question.label[t.language])</h1>")\(Part.notice(t, .info, none[t.language]))"
        }
        return Part.field(
            t,
            Field(
                question.id, question.label[t.language], input, hint: question.hint?[t.language],
                error: wrong?.text(at: "", t), isOptional: question.isOptional, isHeading: isHeading))
    }

    private func find(_ id: String, _ setting: Setting) -> Record? {
        setting.records[register]?.first { $0.id == id }
    }
}
