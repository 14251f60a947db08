import Kit
package import Content
package import Web

/// A telephone number of the country.
package struct PhoneKind: QuestionKind {
    package static let name = "phone"
    private let isMobile: Bool

    package init(_ sheet: Sheet) { isMobile = sheet.flag("mobile") }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .telephone("")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .telephone(typed[""]) }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.phone") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard let phone = Phone(typed[""]) else { throw Wrong("forms.wrong.phone") }
        if isMobile && !phone.isMobile { throw Wrong("forms.wrong.mobile") }
        return .one(phone.description)
    }

    /// Grouped for the eye.
    package func typed(_ answer: Answer) -> Typed { Typed(["": [Phone(answer.text)?.grouped ?? answer.text]]) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        Phone(answer.text)?.grouped ?? answer.text
    }
}
