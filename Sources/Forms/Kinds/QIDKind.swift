import Kit
package import Content
import Rules
package import Web

/// The number of an identity card.
package struct QIDKind: QuestionKind {
    package static let name = "qid"

    package init(_ sheet: Sheet) {}

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .code(typed[""], numeric: true) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard let qid = QID(typed[""]) else { throw Wrong("forms.wrong.qid") }
        return .one(qid.digits)
    }
}

/// A telephone number of the country.
package struct PhoneKind: QuestionKind {
    package static let name = "phone"
    private let isMobile: Bool

    package init(_ sheet: Sheet) { isMobile = sheet.flag("mobile") }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .telephone(typed[""]) }

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

/// An address for e-mail.
package struct EmailKind: QuestionKind {
    package static let name = "email"

    package init(_ sheet: Sheet) {}

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .email(typed[""]) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let text = String(String.UnicodeScalarView(typed[""].unicodeScalars.filter { !Digits.isInvisible($0) }))
        if text.isEmpty { return nil }
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress =
            sides.count == 2 && !sides[0].isEmpty && sides[1].contains(".") && text.utf8.count <= 254
            && !sides[1].hasPrefix(".") && !sides[1].hasSuffix(".") && !sides[1].contains("..")
            && text.unicodeScalars.allSatisfy { $0.value > 32 && !"<>()[],;:\\\"".unicodeScalars.contains($0) }
        guard isAddress else { throw Wrong("forms.wrong.email") }
        return .one(text)
    }
}

/// A bank account.
package struct IBANKind: QuestionKind {
    package static let name = "iban"

    package init(_ sheet: Sheet) {}

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .code(typed[""]) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard let iban = IBAN(typed[""]) else { throw Wrong("forms.wrong.iban") }
        return .one(iban.text)
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        IBAN(answer.text)?.grouped ?? answer.text
    }
}
