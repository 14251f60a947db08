import Kit
package import Content
package import Rules
package import Web

/// For whom it is: the applicant himself, or an organisation that he may act for.
package struct PartyKind: QuestionKind {
    package static let name = "party"

    package init(_ sheet: Sheet) {}

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .choice(
            setting.parties.map { Choice($0.holder, $0.name[setting.t.language]) },
            selected: typed[""].isEmpty ? nil : typed[""])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.choice") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard setting.parties.contains(where: { $0.holder == typed[""] }) else { throw Wrong("forms.wrong.choice") }
        return .one(typed[""])
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        .context(["id": .string, "kind": .string, "name": .context(["ar": .string, "en": .string])])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        guard let party = setting.parties.first(where: { $0.holder == answer.text }) else { return .null }
        return [
            "id": Value(party.holder), "kind": Value(party.holder.hasPrefix("person:") ? "person" : "organisation"),
            "name": ["ar": Value(party.name.ar), "en": Value(party.name.en)],
        ]
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        setting.parties.first { $0.holder == answer.text }?.name[t.language] ?? ""
    }
}
