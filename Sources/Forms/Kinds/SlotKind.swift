import Kit
package import Content
package import Rules
package import Web

/// A time at a centre, of those that are still free. The centre is the answer to another question.
package struct SlotKind: QuestionKind {
    package static let name = "slot"
    private let name: String
    private let centre: String

    package init(_ sheet: Sheet) {
        name = sheet.text("calendar")
        centre = sheet.text("centre")
    }

    package var calendar: String? { name }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .list(open(setting).map { Choice($0.value, words($0.value, setting, setting.t)) }, selected: typed[""])
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        guard open(setting).contains(where: { $0.value == typed[""] }) else { throw Wrong("forms.wrong.slot") }
        return .one(typed[""])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        guard let slot = SlotName(answer.text) else { return .null }
        return [
            "centre": Value(slot.centre), "day": Value(slot.day), "time": Value(slot.time), "id": Value(answer.text),
        ]
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String { words(answer.text, setting, t) }

    private func words(_ value: String, _ setting: Setting, _ t: Texts) -> String {
        guard let slot = SlotName(value) else { return value }
        return t("forms.slot", ["day": t.dayOfWeek(slot.day), "time": t.clock(slot.time)])
    }

    private func open(_ setting: Setting) -> [FreeTime] {
        let chosen = setting.scope[centre]?.string ?? ""
        return (setting.slots[name] ?? []).filter { $0.centre == chosen }
    }
}

/// The parts of a slot's value.
struct SlotName {
    let centre: String
    let day: Day
    let time: String

    init?(_ value: String) {
        let sides = value.split(separator: "|", maxSplits: 1)
        guard sides.count == 2, let day = Day(iso: sides[1].prefix(10)), sides[1].dropFirst(10).hasPrefix("T") else {
            return nil
        }
        centre = String(sides[0])
        self.day = day
        time = String(sides[1].dropFirst(11).prefix(5))
    }
}
