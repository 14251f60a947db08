package import Rules
package import Content
package import Web

/// Several of the answers that the pack lists.
package struct ChoicesKind: QuestionKind {
    package static let name = "choices"
    private let options: [Option]

    package init(_ sheet: Sheet) { options = Option.read(sheet) }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .severalChoices(Option.all(options, t), selected: [])
    }

    package var values: [String] { options.map(\.value) }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .severalChoices(Option.choices(options, setting), selected: Set(typed.several))
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.several") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let open = Set(Option.open(options, setting).map(\.value))
        let picked = options.map(\.value).filter { typed.several.contains($0) }
        guard picked.count == Set(typed.several).count, picked.allSatisfy({ open.contains($0) }) else {
            throw Wrong("forms.wrong.choice")
        }
        return picked.isEmpty ? nil : .many(picked)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .list(.string) }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { Value(answer.texts.map { Value($0) }) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        answer.texts.map { Option.words($0, options, t) }.joined(separator: t("forms.list.comma"))
    }

    package var expressions: [PlacedExpression] { Option.expressions(options) }
}
