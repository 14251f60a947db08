package import Foundation
package import Kit

/// Somebody's appointment, made for a case.
package struct Booking: Sendable, Hashable {
    package let id: String
    package let calendar: String
    package let centre: String
    package let day: Day
    /// Since midnight.
    package let minute: Int
    /// In minutes.
    package let length: Int
    package let startsAt: Date
    /// `person:<id>` or `organisation:<id>`.
    package let holder: String
    /// The case it was made for.
    package let subject: Reference
    /// How often it was moved.
    package let moves: Int
    package let changedAt: Date

    package var endsAt: Date { startsAt.addingTimeInterval(Double(length) * 60) }

    /// What a form sends for the slot it has: `abu-hamour|2026-11-23T07:30`.
    package var value: String { "\(centre)|\(day)T\(Clock.text(minute))" }

    /// Where the holder gets it for his own calendar; without the language.
    package var calendarAddress: String { "/appointments/\(id)/calendar.ics" }

    func holds(_ slot: Slot) -> Bool { calendar == slot.calendar && value == slot.value }
}
