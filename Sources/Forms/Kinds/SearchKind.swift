import Kit
package import Content
import Registers
package import Rules
package import Web

/// A record of a public register that is too long to be read through: an occupation, a line of the tariff. A word of it is
/// asked first, and the page comes back with what that finds.
package struct SearchKind: QuestionKind {
    package static let name = "search"
    /// So many are shown at once.
    package static let most = 20
    private static let longest = 100
    private let source: RecordSource

    package init(_ sheet: Sheet) { source = RecordSource(sheet) }

    package var register: String? { source.register }
    package var searches: Bool { true }
    package var expressions: [PlacedExpression] { source.expressions }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text(typed["-words"]) }

    /// The words, where what they find is still to be shown: `?taxi driver`.
    package func part(_ typed: Typed, _ setting: Setting) -> Answer? {
        let words = typed["-words"].trimmingPrefix(while: \.isWhitespace)
        guard !words.isEmpty, words != typed["-shown"] else { return nil }
        return .one(Answer.searching + words.prefix(SearchKind.longest))
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard !source.open([typed[""]], setting).isEmpty else { throw Wrong("forms.wrong.record") }
        return .one(typed[""])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) {
        typed["-shown"].isEmpty ? ("-words", "forms.wrong.empty.text") : ("", "forms.wrong.empty.choice")
    }

    package func typed(_ answer: Answer) -> Typed {
        guard let words = answer.searched else { return Typed(answer.text) }
        return Typed(["-words": [words]])
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { record(source.register) }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { source.value(answer.text, setting) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        source.words(answer.text, setting, t)
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let t = setting.t
        let hints = [question.hint?[t.language], t("forms.search.hint")].compactMap { $0 }
        let words = Field(
            "\(question.id)-words", question.label[t.language], input(typed, setting),
            hint: hints.joined(separator: " "),
            error: wrong?.text(at: "-words", t), isOptional: question.isOptional, isHeading: isHeading)
        let isAsked = typed["-words"].isEmpty && typed[""].isEmpty
        let shown = isAsked ? "" : typed["-words"]
        return """
            <div data-search="\(question.id)">\
            <input type="hidden" name="\(question.id)-shown" value="\(shown)">\
            \(Part.field(t, words))\(Part.searchButton(t))\
            <p role="status" class="unseen"></p>\
            <div data-found>\(when: !isAsked, found(question, typed, wrong, setting))</div></div>
            """
    }

    /// What the words find, to be put into the page while they are typed.
    package func found(_ question: Question, words: String, _ setting: Setting) -> HTML {
        found(question, Typed(["-words": [words]]), nil, setting)
    }

    private func found(_ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting) -> HTML {
        let t = setting.t
        let choices = source.choices(setting)
        guard !choices.isEmpty else { return Part.notice(t, .info, source.nothing(t)) }
        let field = Field(
            question.id, t("forms.search.found"),
            .choice(Array(choices.prefix(SearchKind.most)), selected: typed[""].isEmpty ? nil : typed[""]),
            hint: choices.count > SearchKind.most ? t("forms.search.more", ["most": t.number(SearchKind.most)]) : nil,
            error: wrong?.text(at: "", t))
        return Part.field(t, field)
    }
}
