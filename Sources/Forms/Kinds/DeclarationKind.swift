package import Content
import Kit
package import Rules
package import Web

/// A sentence that the applicant agrees to.
package struct DeclarationKind: QuestionKind {
    package static let name = "declaration"
    private let sentence: Bilingual

    package init(_ sheet: Sheet) { sentence = sheet.bilingual("sentence") }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .declaration(sentence[t.language], ticked: false)
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .declaration(sentence[setting.t.language], ticked: typed[""] == "yes")
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        guard typed[""] == "yes" else { throw Wrong("forms.wrong.declaration") }
        return .one("yes")
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .boolean }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { Value(answer.text == "yes") }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String { sentence[t.language] }
}
