import Foundation
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
    private let filter: Rules.Expression?
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

    /// What is said where there is none to choose.
    func nothing(_ t: Texts) -> String { none[t.language] }

    // MARK: Where the register does not answer

    func isAway(_ setting: Setting) -> Bool { setting.away.contains(register) }

    private func lines(_ typed: Typed) -> [String] {
        let again = typed.several.filter { $0.hasPrefix(Answer.byHand) }
        guard again.isEmpty else { return again.map { String($0.dropFirst(Answer.byHand.count)) } }
        return typed["-hand"].split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    /// What was typed by hand, a line for each record.
    func byHand(_ typed: Typed, most: Int) throws(Wrong) -> [String] {
        let lines = lines(typed)
        guard lines.count <= most else {
            throw Wrong(fields: ["-hand": .key(TextKey("forms.wrong.too-many", ["most": String(most)]))])
        }
        do {
            for line in lines { _ = try PlainText.checked(line, most: 200) }
        } catch {
            throw Wrong(fields: ["-hand": error.fields[""] ?? .key("forms.wrong.characters")])
        }
        return lines.map { Answer.byHand + $0 }
    }

    /// The number of the one record that is meant by what was typed; nil where there is none or there are several.
    func settled(_ id: String, _ setting: Setting) -> String? {
        guard id.hasPrefix(Answer.byHand) else { return id }
        let meant = RecordSource.plain(String(id.dropFirst(Answer.byHand.count)))
        // An old copy says nothing of what was meant.
        guard !meant.isEmpty, !isAway(setting) else { return nil }
        let found = (setting.records[register] ?? []).filter { record in
            isOpen(record, setting)
                && ([Value(record.id)] + record.fields.keys.filter(isShown).compactMap { record.fields[$0] }).contains {
                    value in
                    let texts = value.string.map { [$0] } ?? value.context.map { $0.values.compactMap(\.string) } ?? []
                    return texts.contains { RecordSource.plain($0) == meant }
                }
        }
        return found.count == 1 ? found[0].id : nil
    }

    /// Whether people are shown the field: by the others they do not know a record.
    private func isShown(_ field: String) -> Bool {
        [label, hint].contains { $0?.en.contains("{\(field)}") ?? false }
    }

    /// As people may write it: other digits, small letters, spaces.
    private static func plain(_ text: String) -> String {
        Digits.folded(text).lowercased().filter { !$0.isWhitespace && $0 != "-" }
    }

    /// Asked by hand: the form goes on, and the case waits for the register.
    private func handField(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool, several: Bool
    ) -> HTML {
        let t = setting.t
        let lines = lines(typed).joined(separator: "\n")
        return """
            \(Part.field(
                t,
                Field(
                    "\(question.id)-hand", question.label[t.language], several ? .longText(lines, rows: 4) : .text(lines),
                    hint: t(several ? "forms.hand.several" : "forms.hand.one"), error: wrong?.text(at: "-hand", t),
                    isOptional: question.isOptional, isHeading: isHeading)))
            \(Part.notice(t, .waiting, t("forms.hand.title"), "<p>\(t("forms.hand.text"))</p>"))
            """
    }

    func value(_ id: String, _ setting: Setting) -> Value { find(id, setting)?.value ?? .null }

    func words(_ id: String, _ setting: Setting, _ t: Texts) -> String {
        if id.hasPrefix(Answer.byHand) {
            return t("forms.hand.words", ["text": t.language.isolated(String(id.dropFirst(Answer.byHand.count)))])
        }
        return find(id, setting).map { RecordSource.filled(label, from: $0, t) } ?? id
    }

    func html(
        _ question: Question, _ typed: Typed, _ input: Field.Input, _ wrong: Wrong?, _ setting: Setting,
        isHeading: Bool, several: Bool
    ) -> HTML {
        let t = setting.t
        // What was chosen while the register still answered stays chosen.
        if isAway(setting), open(typed.several, setting).isEmpty {
            return handField(question, typed, wrong, setting, isHeading: isHeading, several: several)
        }
        if !(setting.records[register] ?? []).contains(where: { isOpen($0, setting) }) {
            return
                "\(when: isHeading, "<h1>\(question.label[t.language])</h1>")\(Part.notice(t, .info, nothing(t)))"
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
