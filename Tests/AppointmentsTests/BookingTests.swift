import Foundation
import Kit
import Store
import Testing

@testable import Appointments

@Suite("Bookings")
struct BookingTests {
    private func slot(_ appointments: Appointments, _ time: String = "23T07:30") throws -> Slot {
        try appointments.slot("abu-hamour|2026-11-\(time)", calendar: "check", at: Sample.now)
    }

    @Test("of many who want the last place at the same time exactly one gets it")
    func last() async throws {
        let appointments = try Sample.appointments(places: 3)
        let slot = try slot(appointments)
        for _ in 0..<2 {
            _ = try await appointments.store.write {
                try $0.book(slot, holder: "person:a", subject: .random(), at: Sample.now)
            }
        }
        let outcomes = await withTaskGroup(of: String.self) { group in
            for person in 0..<60 {
                group.addTask {
                    do {
                        _ = try await appointments.store.write {
                            try $0.book(slot, holder: "person:\(person)", subject: .random(), at: Sample.now)
                        }
                        return "booked"
                    } catch let refusal as Refusal {
                        return refusal.text.key
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == ["booked": 1, "appointments.refused.full": 59])
    }

    @Test("the database itself refuses a second booking of the same place")
    func constraint() async throws {
        let appointments = try Sample.appointments(places: 2)
        let slot = try slot(appointments)
        _ = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: .random(), at: Sample.now)
        }
        await #expect(throws: (any Error).self) {
            try await appointments.store.write { transaction in
                _ = try transaction.run(
                    """
                    insert into booking select 'x', calendar, centre, day, minute, length, starts_at, place, places,
                        holder, 'y', moves, created_at, changed_at, cancelled_at from booking
                    """)
            }
        }
    }

    @Test("a case that books twice has one appointment, and cannot take a second")
    func idempotent() async throws {
        let appointments = try Sample.appointments()
        let slot = try slot(appointments)
        let other = try self.slot(appointments, "23T07:00")
        let subject = Reference.random()
        let first = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: subject, at: Sample.now)
        }
        let second = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: subject, at: Sample.now + 60)
        }
        #expect(first == second)
        await #expect(throws: Refusal("appointments.refused.second")) {
            try await appointments.store.write {
                try $0.book(other, holder: "person:a", subject: subject, at: Sample.now)
            }
        }
        let left = try await left(appointments, slot)
        #expect(left == 1)
    }

    @Test("cancelling frees the place, and may be said twice")
    func cancel() async throws {
        let appointments = try Sample.appointments(places: 1)
        let slot = try slot(appointments)
        let subject = Reference.random()
        _ = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: subject, at: Sample.now)
        }
        #expect(try await left(appointments, slot) == 0)
        #expect(try await appointments.store.write { try $0.cancel(subject: subject, at: Sample.now) })
        #expect(try await appointments.store.write { try $0.cancel(subject: subject, at: Sample.now) } == false)
        #expect(try await left(appointments, slot) == 1)
        #expect(try await appointments.store.read { try $0.booking(of: subject).one } == nil)
        _ = try await appointments.store.write {
            try $0.book(slot, holder: "person:b", subject: .random(), at: Sample.now)
        }
        _ = try await appointments.store.write { transaction in
            #expect(throws: Refusal("appointments.refused.full")) {
                try transaction.book(slot, holder: "person:a", subject: subject, at: Sample.now)
            }
        }
    }

    @Test("moving takes the new place and frees the old one; nobody loses his place to a full slot")
    func move() async throws {
        let appointments = try Sample.appointments(places: 1)
        let early = try slot(appointments, "23T07:00")
        let late = try slot(appointments, "23T07:30")
        let subject = Reference.random()
        let other = Reference.random()
        try await appointments.store.write { transaction in
            _ = try transaction.book(early, holder: "person:a", subject: subject, at: Sample.now)
            _ = try transaction.book(late, holder: "person:b", subject: other, at: Sample.now)
        }
        await #expect(throws: Refusal("appointments.refused.full")) {
            try await appointments.store.write { try $0.move(subject: subject, to: late, at: Sample.now) }
        }
        #expect(try await appointments.store.read { try $0.booking(of: subject).one }?.value == early.value)
        try await appointments.store.write { _ = try $0.cancel(subject: other, at: Sample.now) }
        let moved = try await appointments.store.write { try $0.move(subject: subject, to: late, at: Sample.now) }
        #expect(moved.value == late.value)
        #expect(moved.moves == 1)
        #expect(try await left(appointments, early) == 1)
    }

    @Test("what has begun is not booked and not cancelled; one that was missed is moved to a time to come")
    func past() async throws {
        let appointments = try Sample.appointments()
        let slot = try slot(appointments)
        let other = try self.slot(appointments, "30T07:00")
        let subject = Reference.random()
        let later = slot.startsAt
        _ = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: subject, at: Sample.now)
        }
        await #expect(throws: Refusal("appointments.refused.past")) {
            try await appointments.store.write { try $0.book(slot, holder: "person:b", subject: .random(), at: later) }
        }
        #expect(try await appointments.store.write { try $0.cancel(subject: subject, at: later) } == false)
        await #expect(throws: Refusal("appointments.refused.past")) {
            try await appointments.store.write { try $0.move(subject: subject, to: other, at: other.startsAt) }
        }
        let moved = try await appointments.store.write { try $0.move(subject: subject, to: other, at: later) }
        #expect(moved.value == other.value && moved.moves == 1)
    }

    @Test("somebody else's booking is not found")
    func foreign() async throws {
        let appointments = try Sample.appointments()
        let slot = try slot(appointments)
        let booking = try await appointments.store.write {
            try $0.book(slot, holder: "organisation:o", subject: .random(), at: Sample.now)
        }
        let found = try await appointments.store.read {
            try $0.findBooking(booking.id, heldBy: ["person:a", "organisation:o"])
        }
        #expect(found == booking)
        await #expect(throws: NotFound.self) {
            try await appointments.store.read { try $0.findBooking(booking.id, heldBy: ["person:a"]) }
        }
    }

    private func left(_ appointments: Appointments, _ slot: Slot) async throws -> Int {
        try await appointments.store.read { transaction in
            try transaction.openSlots(
                appointments, calendar: "check", centre: "abu-hamour", from: slot.day, days: 1, at: Sample.now
            ).first { $0.slot == slot }?.left ?? 0
        }
    }
}
