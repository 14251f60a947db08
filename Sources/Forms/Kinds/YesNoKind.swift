package import Content
import Kit
package import Rules
package import Web

/// A question that is answered with yes or no.
package struct YesNoKind: QuestionKind {
    package static let name = "yes-no"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .yesNo(nil)
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .yesNo(typed[""] == "yes" ? true : typed[""] == "no" ? false : nil)
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.choice") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        switch typed[""] {
        case "": return nil
        case "yes", "no": return .one(typed[""])
        default: throw Wrong("forms.wrong.choice")
        }
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .boolean }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { Value(answer.text == "yes") }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        t(answer.text == "yes" ? "web.yes" : "web.no")
    }
}
