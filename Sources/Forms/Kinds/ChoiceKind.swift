import Rules
package import Content
import Kit
package import Web

/// One of the answers that the pack lists.
package struct ChoiceKind: QuestionKind {
    package static let name = "choice"
    private let options: [Option]

    package init(_ sheet: Sheet) { options = Option.read(sheet) }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .choice(Option.all(options, t), selected: nil)
    }

    package var values: [String] { options.map(\.value) }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        let choices = Option.choices(options, setting)
        return choices.count > 12
            ? .list(choices, selected: typed[""]) : .choice(choices, selected: typed[""].isEmpty ? nil : typed[""])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.choice") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard Option.open(options, setting).contains(where: { $0.value == typed[""] }) else {
            throw Wrong("forms.wrong.choice")
        }
        return .one(typed[""])
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        Option.words(answer.text, options, t)
    }

    package var expressions: [PlacedExpression] { Option.expressions(options) }
}
