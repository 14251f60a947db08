import Foundation
import Kit
import Store
import Testing

@testable import Appointments

@Suite("Slots")
struct SlotTests {
    @Test("slots leave out weekends, holidays, closed days and what does not fit before closing")
    func slots() async throws {
        let appointments = try Sample.appointments()
        let today = Sample.working.day(of: Sample.now)
        #expect(today.description == "2026-11-21")
        let open = try await appointments.store.read { transaction in
            try transaction.openSlots(
                appointments, calendar: "check", centre: "abu-hamour", from: today, days: 30, at: Sample.now)
        }
        // Sunday 22, Monday 23, Sunday 29 and Monday 30; Wednesday 25 is a holiday, Friday the weekend, and what comes
        // after ten days is too far ahead.
        #expect(
            open.map(\.slot.value)
                == ["2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"].flatMap { day in
                    ["abu-hamour|\(day)T07:00", "abu-hamour|\(day)T07:30"]
                })
        #expect(open.allSatisfy { $0.left == 2 })
        #expect(open.first?.slot.startsAt == Date(timeIntervalSince1970: 1_795_320_000))
    }

    @Test("what is asked for a calendar or centre that is not there is not found")
    func unknown() async throws {
        let appointments = try Sample.appointments()
        for (calendar, centre) in [("check", "nowhere"), ("other", "abu-hamour")] {
            await #expect(throws: NotFound.self) {
                try await appointments.store.read { transaction in
                    try transaction.openSlots(
                        appointments, calendar: calendar, centre: centre, from: Day(number: 0), days: 9, at: Sample.now)
                }
            }
        }
    }

    @Test("a slot is what a form says only where it is one")
    func values() throws {
        let appointments = try Sample.appointments()
        let slot = try appointments.slot("abu-hamour|2026-11-23T07:30", calendar: "check", at: Sample.now)
        #expect(slot.value == "abu-hamour|2026-11-23T07:30")
        #expect(slot.endsAt.timeIntervalSince(slot.startsAt) == 1800)
        for (value, text) in [
            ("", "unknown"), ("abu-hamour", "unknown"), ("nowhere|2026-11-23T07:30", "unknown"),
            ("abu-hamour|2026-02-30T07:30", "unknown"), ("abu-hamour|2026-11-23T7:30", "unknown"),
            ("abu-hamour|2026-11-23T24:00", "unknown"), ("abu-hamour|2026-11-23T07:30|x", "unknown"),
            ("abu-hamour|2026-11-23T07:45", "closed"), ("abu-hamour|2026-11-23T08:00", "closed"),
            ("abu-hamour|2026-11-25T07:00", "closed"), ("abu-hamour|2027-11-22T07:00", "closed"),
            ("abu-hamour|2026-11-16T07:00", "past"),
        ] {
            #expect(throws: Refusal(TextKey("appointments.refused.\(text)")), "\(value)") {
                try appointments.slot(value, calendar: "check", at: Sample.now)
            }
        }
    }

    @Test(
        "hours are read strictly",
        arguments: ["7:00-8:00", "08:00-07:00", "07:00", "07:00-07:00", "07:00-24:00", "a-b"])
    func hours(text: String) {
        #expect(OpeningHours(text) == nil)
    }
}
