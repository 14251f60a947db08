import Kit
package import Content
package import Rules
package import Web

/// A place in the country by the blue plate on its wall: zone, street, building.
package struct AddressKind: QuestionKind {
    package static let name = "address"
    private static let parts = ["-zone", "-street", "-building"]

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .address(zone: "", street: "", building: "")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .address(zone: typed["-zone"], street: typed["-street"], building: typed["-building"])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.address") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let numbers = AddressKind.parts.map { Digits.compact(typed[$0]) }
        if numbers.allSatisfy(\.isEmpty) { return nil }
        let isAddress = zip(numbers, [98, 9999, 9999]).allSatisfy { text, most in
            text.utf8.allSatisfy { (48...57).contains($0) } && (1...most).contains(Int(text) ?? 0)
        }
        guard isAddress else { throw Wrong("forms.wrong.address") }
        return .one(numbers.compactMap { Int($0).map(String.init) }.joined(separator: "/"))
    }

    package func typed(_ answer: Answer) -> Typed {
        let numbers = answer.text.split(separator: "/").map(String.init)
        guard numbers.count == 3 else { return Typed() }
        return Typed(Dictionary(uniqueKeysWithValues: zip(AddressKind.parts, numbers.map { [$0] })))
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        .context(["zone": .number, "street": .number, "building": .number])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        let numbers = answer.text.split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 3 else { return .null }
        return ["zone": Value(numbers[0]), "street": Value(numbers[1]), "building": Value(numbers[2])]
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        let numbers = answer.text.split(separator: "/").map(String.init)
        guard numbers.count == 3 else { return answer.text }
        return t("forms.address", ["zone": numbers[0], "street": numbers[1], "building": numbers[2]])
    }
}
