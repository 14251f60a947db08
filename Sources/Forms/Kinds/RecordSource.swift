import Kit
import Content
import Registers
import Rules
import Web

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

    var expressions: [PlacedExpression] { filter.map { [PlacedExpression($0, at: place, register: register)] } ?? [] }

    /// Those of them that can be picked here.
    func open(_ ids: [String], _ setting: Setting) -> [Record] {
        (setting.records[register] ?? []).filter { ids.contains($0.id) && isOpen($0, setting) }
    }

    private func isOpen(_ record: Record, _ setting: Setting) -> Bool {
        guard let filter else { return true }
        var fields: [String: Value] = [:]
        for (key, value) in zip(record.fields.keys, record.fields.values) { fields[key] = value }
        return filter.value(in: Scope(fields, within: setting.scope)).holds
    }

    func choices(_ setting: Setting) -> [Choice] {
        let t = setting.t
        return (setting.records[register] ?? []).filter { isOpen($0, setting) }.map { record in
            Choice(
                record.id, RecordSource.filled(label, from: record, t),
                hint: hint.map { RecordSource.filled($0, from: record, t) })
        }
    }

    /// The words of the pack with what stands in a record; its numbers keep their order.
    private static func filled(_ words: Bilingual, from record: Record, _ t: Texts) -> String {
        t.language.isolatingNumbers(in: ValueWords.filled(words[t.language], from: record.fields, t))
    }

    func value(_ id: String, _ setting: Setting) -> Value { find(id, setting)?.value ?? .null }

    func words(_ id: String, _ setting: Setting, _ t: Texts) -> String {
        find(id, setting).map { RecordSource.filled(label, from: $0, t) } ?? id
    }

    func html(_ question: Question, _ input: Field.Input, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool) -> HTML
    {
        let t = setting.t
        if !(setting.records[register] ?? []).contains(where: { isOpen($0, setting) }) {
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
