import Kit
package import Content
package import Web

/// An address for e-mail.
package struct EmailKind: QuestionKind {
    package static let name = "email"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .email("")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .email(typed[""]) }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.email") }

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
