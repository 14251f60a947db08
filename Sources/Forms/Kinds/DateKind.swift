import Kit
package import Content
package import Rules
package import Web

/// A day, asked as three numbers.
package struct DateKind: QuestionKind {
    package static let name = "date"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .date(day: "", month: "", year: "")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .date(day: typed["-day"], month: typed["-month"], year: typed["-year"])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.date") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let parts = ["-year", "-month", "-day"].map { Digits.compact(typed[$0]) }
        if parts.allSatisfy(\.isEmpty) { return nil }
        let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
        guard numbers.count == 3, numbers[0] >= 1900, numbers[0] <= 2200,
            let day = Day(numbers[0], numbers[1], numbers[2])
        else { throw Wrong("forms.wrong.date") }
        return .one(day.description)
    }

    package func typed(_ answer: Answer) -> Typed {
        guard let day = Day(iso: answer.text) else { return Typed() }
        return Typed(["-day": [String(day.day)], "-month": [String(day.month)], "-year": [String(day.year)]])
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .date }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Day(iso: answer.text).map { Value($0) } ?? .null
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        Day(iso: answer.text).map { t.day($0) } ?? answer.text
    }
}
