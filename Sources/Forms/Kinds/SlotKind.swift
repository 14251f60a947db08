import Kit
package import Content
package import Rules
package import Web

/// A time at a centre, of those that are still free. The centre is the answer to another question; the day is asked
/// first, and the page comes back with the times of that day.
package struct SlotKind: QuestionKind {
    package static let name = "slot"
    /// So many days are seen at once; later ones stand behind a title.
    private static let shownDays = 8
    private let name: String
    private let centre: String

    package init(_ sheet: Sheet) {
        name = sheet.text("calendar")
        centre = sheet.text("centre")
    }

    package var calendar: String? { name }
    package var place: String? { centre }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text("") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if typed[""].isEmpty { return nil }
        let open = open(setting)
        guard open.contains(where: { $0.value == typed[""] }) else {
            let day = SlotName(typed[""])?.day
            let hasOthers = open.contains { SlotName($0.value)?.day == day }
            throw Wrong(fields: [hasOthers ? "" : "-day": .key("forms.wrong.slot")])
        }
        return .one(typed[""])
    }

    /// The day, where its times are still to be shown: `centre|2026-11-23`.
    package func part(_ typed: Typed, _ setting: Setting) -> Answer? {
        guard typed[""].isEmpty, typed["-day"] != typed["-shown"], let day = Day(iso: typed["-day"]) else { return nil }
        let slot = open(setting).first { SlotName($0.value)?.day == day }
        return slot.map { .one("\($0.centre)|\(day)") }
    }

    package func typed(_ answer: Answer) -> Typed {
        if SlotName(answer.text) != nil { return Typed(answer.text) }
        return Typed(["-day": [answer.text.split(separator: "|").last.map(String.init) ?? ""]])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) {
        typed["-shown"].isEmpty && typed["-day"].isEmpty
            ? ("-day", "forms.wrong.empty.day") : ("", "forms.wrong.empty.time")
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        .context(["centre": .string, "day": .date, "time": .string, "id": .string])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        guard let slot = SlotName(answer.text) else { return .null }
        return [
            "centre": Value(slot.centre), "day": Value(slot.day), "time": Value(slot.time), "id": Value(answer.text),
        ]
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard let slot = SlotName(answer.text) else { return answer.text }
        return t("forms.slot", ["day": t.dayOfWeek(slot.day), "time": t.clock(slot.time)])
    }

    private func open(_ setting: Setting) -> [FreeTime] {
        let chosen = setting.scope[centre]?.string ?? ""
        return (setting.slots[name] ?? []).filter { $0.centre == chosen }
    }
}

extension SlotKind {
    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let open = open(setting).compactMap { time in SlotName(time.value).map { (slot: $0, time: time) } }
        let day = SlotName(typed[""])?.day ?? Day(iso: typed["-day"]) ?? Day(iso: typed["-shown"])
        let times = open.filter { $0.slot.day == day }.map(\.time)
        var field = Field(
            question.id, question.label[setting.t.language], .text(""), hint: question.hint?[setting.t.language],
            error: ["", "-day"].lazy.compactMap { wrong?.text(at: $0, setting.t) }.first,
            isOptional: question.isOptional, isHeading: isHeading)
        if let day, !times.isEmpty, typed["-anew"].isEmpty {
            return self.times(times, on: day, typed[""], &field, setting.t)
        }
        let left = Dictionary(open.map { ($0.slot.day, $0.time.left) }, uniquingKeysWith: +)
        return days(left, day, &field, setting.t)
    }

    /// The days that have free times, with how many places each has.
    private func days(_ left: [Day: Int], _ chosen: Day?, _ field: inout Field, _ t: Texts) -> HTML {
        if left.isEmpty {
            return "\(when: field.isHeading, "<h1>\(field.label)</h1>")\(Part.notice(t, .info, t("forms.slot.none")))"
        }
        let choices = left.keys.sorted().map { day in
            Choice(day.description, t.dayOfWeek(day), hint: t("forms.slot.left", count: left[day] ?? 0))
        }
        field.name += "-day"
        field.input = .folded(
            choices, selected: chosen?.description, shown: SlotKind.shownDays, more: t("forms.slot.later"))
        return Part.field(t, field)
    }

    private func times(
        _ times: [FreeTime], on day: Day, _ chosen: String, _ field: inout Field, _ t: Texts
    ) -> HTML {
        let values = Set(times.map(\.value)).sorted()
        field.label = t("forms.slot.time", ["day": t.dayOfWeek(day)])
        field.input = .choice(
            values.map { Choice($0, t.clock(SlotName($0)?.time ?? "")) }, selected: chosen, inline: true)
        return """
            <input type="hidden" name="\(field.name)-shown" value="\(day.description)">\(Part.field(t, field))
            <p><a href="?anew">\(t("forms.slot.other-day"))</a></p>
            """
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
