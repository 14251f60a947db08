package import Foundation
package import Kit
import Synchronization

/// A stretch of time at a centre that people can be received in. Only `Appointments` makes one, so that each is within
/// the opening hours.
package struct Slot: Sendable, Hashable {
    package let calendar: String
    package let centre: String
    package let day: Day
    /// Since midnight.
    package let minute: Int
    /// In minutes.
    package let length: Int
    /// How many can have it.
    package let places: Int
    package let startsAt: Date
    /// What a form sends: `abu-hamour|2026-11-23T07:30`.
    package let value: String

    package var endsAt: Date { startsAt.addingTimeInterval(Double(length) * 60) }
}

/// Remembers the slots of each day, which are the same whoever asks.
final class SlotMemory: Sendable {
    private struct Key: Hashable {
        let calendar: String
        let centre: String
        let day: Day
    }

    private let known = Mutex<[Key: [Slot]]>([:])
    private static let most = 5_000

    func slots(_ calendar: String, _ centre: String, _ day: Day, _ make: () -> [Slot]) -> [Slot] {
        let key = Key(calendar: calendar, centre: centre, day: day)
        if let slots = known.withLock({ $0[key] }) { return slots }
        let slots = make()
        known.withLock { known in
            if known.count >= SlotMemory.most { known.removeAll() }
            known[key] = slots
        }
        return slots
    }
}

/// A slot that can still be had.
package struct OpenSlot: Sendable, Hashable {
    package let slot: Slot
    package let left: Int
}

extension Appointments {
    /// The slots of a day at a centre: none on weekends and holidays, none that have begun, none too far ahead.
    package func slots(_ calendar: AppointmentCalendar, _ centre: Centre, on day: Day, at now: Date) -> [Slot] {
        let today = working.day(of: now)
        guard calendar.daysAhead.contains(day - today) else { return [] }
        let slots = memory.slots(calendar.id, centre.id, day) {
            guard working.isWorkingDay(day) else { return [] }
            let midnight = working.start(of: day)
            return calendar.beginnings(on: day.weekday).map { minute in
                Slot(
                    calendar: calendar.id, centre: centre.id, day: day, minute: minute, length: calendar.slotMinutes,
                    places: centre.places, startsAt: midnight.addingTimeInterval(Double(minute) * 60),
                    value: "\(centre.id)|\(day)T\(Clock.text(minute))")
            }
        }
        return day > today ? slots : slots.filter { $0.startsAt > now }
    }

    /// The slot that a form names. Whether it still has a place is known only when it is booked.
    package func slot(_ value: String, calendar id: String, at now: Date) throws(Refusal) -> Slot {
        let sides = value.split(separator: "|", omittingEmptySubsequences: false)
        let moment = (sides.last ?? "").split(separator: "T", omittingEmptySubsequences: false)
        guard sides.count == 2, moment.count == 2, let day = Day(iso: moment[0]), let minute = Clock.minute(moment[1]),
            let calendar = calendar(id), let centre = calendar.centre(String(sides[0]))
        else { throw Refusal("appointments.refused.unknown") }
        if let slot = slots(calendar, centre, on: day, at: now).first(where: { $0.minute == minute }) { return slot }
        let startsAt = working.start(of: day).addingTimeInterval(Double(minute) * 60)
        throw Refusal(startsAt <= now ? "appointments.refused.past" : "appointments.refused.closed")
    }
}
