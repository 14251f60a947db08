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

    package func nothing(_ typed: Typed) -> (part: String, key: String) {
        typed.values["-hand"] == nil ? ("", "forms.wrong.empty.choice") : ("-hand", "forms.wrong.empty.text")
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if let id = source.settled(typed[""], setting), !source.open([id], setting).isEmpty { return .one(id) }
        if source.isAway(setting) { return try source.byHand(typed, most: 1).first.map { .one($0) } }
        // What was typed while the register was away is looked up now that it answers.
        if let named = try source.byHand(typed, most: 1).first {
            if let id = source.settled(named, setting) { return .one(id) }
            throw Wrong("forms.wrong.record")
        }
        if typed[""].isEmpty { return nil }
        throw Wrong("forms.wrong.record")
    }

    package func settled(_ answer: Answer, _ setting: Setting) -> Answer {
        source.settled(answer.text, setting).map { .one($0) } ?? answer
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { record(source.register) }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { source.value(answer.text, setting) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        source.words(answer.text, setting, t)
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        source.html(
            question, typed, input(typed, setting), wrong, setting, isHeading: isHeading, several: false)
    }
}
