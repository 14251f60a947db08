import Kit
package import Content
package import Web

/// The number of an identity card.
package struct QIDKind: QuestionKind {
    package static let name = "qid"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .code("", numeric: true)
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .code(typed[""], numeric: true) }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.qid") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard let qid = QID(typed[""]) else { throw Wrong("forms.wrong.qid") }
        return .one(qid.digits)
    }
}
