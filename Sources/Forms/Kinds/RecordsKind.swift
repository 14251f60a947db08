import Kit
package import Content
import Registers
package import Rules
package import Web

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

    package func nothing(_ typed: Typed) -> (part: String, key: String) {
        typed.values["-hand"] == nil ? ("", "forms.wrong.empty.several") : ("-hand", "forms.wrong.empty.text")
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let named = try source.byHand(typed, most: 50)
        let given = typed.several.filter { !$0.isEmpty && !$0.hasPrefix(Answer.byHand) }
        let meant = RecordsKind.unique(given + named.map { source.settled($0, setting) ?? $0 })
        let picked = meant.filter { $0.hasPrefix(Answer.byHand) || !source.open([$0], setting).isEmpty }
        let isOpen = picked.contains { $0.hasPrefix(Answer.byHand) }
        if picked.count < meant.count || (isOpen && !source.isAway(setting)) { throw Wrong("forms.wrong.record") }
        if let limit = most?.value(in: setting.scope).integer, picked.count > limit {
            throw Wrong("forms.wrong.too-many", ["most": String(limit)])
        }
        return picked.isEmpty ? nil : .many(picked)
    }

    package func settled(_ answer: Answer, _ setting: Setting) -> Answer {
        .many(RecordsKind.unique(answer.texts.map { source.settled($0, setting) ?? $0 }))
    }

    /// Each once, in their order: a record may be named twice.
    private static func unique(_ ids: [String]) -> [String] {
        ids.reduce(into: []) { unique, id in if !unique.contains(id) { unique.append(id) } }
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .list(record(source.register)) }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Value(answer.texts.map { source.value($0, setting) })
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        answer.texts.map { source.words($0, setting, t) }.joined(separator: "\n")
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        source.html(
            question, typed, input(typed, setting), wrong, setting, isHeading: isHeading, several: true)
    }
}
