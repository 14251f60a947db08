import Foundation
package import Kit
package import Web

/// A day at a centre with the times that can still be had, written out for a question page.
package struct SlotDay: Sendable {
    package let day: Day
    /// `الاثنين 23 نوفمبر 2026`.
    package let text: String
    /// Value `abu-hamour|2026-11-23T07:30`, label `07:30`, hint the places left.
    package let times: [Choice]
}

extension Appointments {
    /// The centres of a calendar, to be chosen from: value the centre's id, label its name, hint where it is.
    package func centres(of id: String, _ language: Language) -> [Choice] {
        (calendar(id)?.centres ?? []).map { Choice($0.id, $0.name[language], hint: $0.place[language]) }
    }

    /// Open slots as choices under their days; no more days than asked for.
    package func days(_ open: [OpenSlot], atMost most: Int, _ t: Texts) -> [SlotDay] {
        let byDay = Dictionary(grouping: open, by: \.slot.day)
        return byDay.keys.sorted().prefix(max(0, most)).map { day in
            let times = (byDay[day] ?? []).map { open in
                Choice(
                    open.slot.value, t.time(open.slot.startsAt, working),
                    hint: t("appointments.slot.left", count: open.left))
            }
            return SlotDay(day: day, text: t.dayOfWeek(day), times: times)
        }
    }

    /// A slot in one line, for the check of answers and for messages: centre, day and time.
    package func line(_ slot: Slot, _ t: Texts) -> String {
        line(calendar: slot.calendar, centre: slot.centre, slot.day, slot.startsAt, t)
    }

    /// A booking in one line: centre, day and time.
    package func line(_ booking: Booking, _ t: Texts) -> String {
        line(calendar: booking.calendar, centre: booking.centre, booking.day, booking.startsAt, t)
    }

    private func line(calendar id: String, centre centreID: String, _ day: Day, _ moment: Date, _ t: Texts) -> String {
        let centre = calendar(id)?.centre(centreID)?.name[t.language] ?? centreID
        return t(
            "appointments.slot.line", ["centre": centre, "day": t.dayOfWeek(day), "time": t.time(moment, working)])
    }
}
