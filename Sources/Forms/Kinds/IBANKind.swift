import Kit
package import Content
package import Web

/// A bank account.
package struct IBANKind: QuestionKind {
    package static let name = "iban"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .code("")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .code(typed[""]) }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.iban") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard let iban = IBAN(typed[""]) else { throw Wrong("forms.wrong.iban") }
        return .one(iban.text)
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        IBAN(answer.text)?.grouped ?? answer.text
    }
}
