package import Foundation
package import Kit
package import Store

extension Transaction {
    /// The slots of some days that still have places, in their order.
    package func openSlots(
        _ appointments: Appointments, calendar id: String, centre centreID: String, from first: Day, days: Int,
        at now: Date
    ) throws -> [OpenSlot] {
        guard let calendar = appointments.calendar(id), let centre = calendar.centre(centreID), days > 0 else {
            throw NotFound()
        }
        let today = appointments.working.day(of: now)
        let start = max(first, today + calendar.daysAhead.lowerBound)
        let end = min(first + (days - 1), today + calendar.daysAhead.upperBound)
        guard start <= end else { return [] }
        let taken = try takenPlaces(
            calendar: id, centre: centreID, from: appointments.working.start(of: start),
            until: appointments.working.start(of: end + 1))
        return (0...(end - start)).flatMap { appointments.slots(calendar, centre, on: start + $0, at: now) }
            .compactMap { slot in
                let left = slot.places - (taken[slot.startsAt] ?? 0)
                return left > 0 ? OpenSlot(slot: slot, left: left) : nil
            }
    }

    /// Books a place for a case. Asked twice for the same slot, it answers the same booking. Of two who want the last
    /// place one gets it, the other a `Refusal`.
    package func book(_ slot: Slot, holder: String, subject: Reference, at now: Date) throws -> Booking {
        if let booking = try booking(of: subject).one {
            guard booking.holds(slot), booking.holder == holder else { throw Refusal("appointments.refused.second") }
            return booking
        }
        guard slot.startsAt > now else { throw Refusal("appointments.refused.past") }
        let id = Identifier.make(at: now)
        try run(
            """
            insert into booking (id, calendar, centre, day, minute, length, starts_at, place, places, holder, subject,
                moves, created_at, changed_at)
            values (\(id), \(slot.calendar), \(slot.centre), \(slot.day), \(slot.minute), \(slot.length),
                \(slot.startsAt), \(try freePlace(in: slot)), \(slot.places), \(holder), \(subject), 0, \(now), \(now))
            """)
        return Booking(
            id: id, calendar: slot.calendar, centre: slot.centre, day: slot.day, minute: slot.minute,
            length: slot.length, startsAt: slot.startsAt, holder: holder, subject: subject, moves: 0, changedAt: now)
    }

    /// Moves the appointment of a case to another slot; the old place is free again. One that has passed was missed: whoever
    /// is asked for another time has it moved as well.
    @discardableResult
    package func move(subject: Reference, to slot: Slot, at now: Date) throws -> Booking {
        guard let booking = try booking(of: subject).one, booking.calendar == slot.calendar else { throw NotFound() }
        if booking.holds(slot) { return booking }
        guard slot.startsAt > now else { throw Refusal("appointments.refused.past") }
        try run(
            """
            update booking set centre = \(slot.centre), day = \(slot.day), minute = \(slot.minute),
                length = \(slot.length), starts_at = \(slot.startsAt), place = \(try freePlace(in: slot)),
                places = \(slot.places), moves = moves + 1, changed_at = \(now)
            where id = \(booking.id)
            """)
        return try self.booking(of: subject).one ?? booking
    }

    /// Gives the place of a case back, and answers whether there was one; an appointment that has begun stays.
    @discardableResult
    package func cancel(subject: Reference, at now: Date) throws -> Bool {
        try changed(
            by:
                """
                update booking set cancelled_at = \(now), changed_at = \(now)
                where subject = \(subject) and cancelled_at is null and starts_at > \(now)
                """) > 0
    }

    /// The appointment of a case, unless it was cancelled.
    package func booking(of subject: Reference) throws -> Asked<Booking> {
        try ask("\(bookings) where subject = \(subject) and cancelled_at is null", booking)
    }

    /// A booking that belongs to one of the holders.
    func findBooking(_ id: String, heldBy holders: [String]) throws -> Booking {
        let found = try one(
            "\(bookings) where id = \(id) and holder in \(list: holders) and cancelled_at is null", booking)
        guard let found else { throw NotFound() }
        return found
    }

    // MARK: Inside

    private var bookings: SQL {
        """
        select id, calendar, centre, day, minute, length, starts_at, holder, subject, moves, changed_at from booking
        """
    }

    private func booking(_ row: Row) throws -> Booking {
        try Booking(
            id: row.text(0), calendar: row.text(1), centre: row.text(2), day: row.day(3), minute: row.integer(4),
            length: row.integer(5), startsAt: row.moment(6), holder: row.text(7), subject: row.reference(8),
            moves: row.integer(9), changedAt: row.moment(10))
    }

    /// The first place of a slot that nobody has. Writes come one after the other, and the index on places holds even
    /// where they should not.
    private func freePlace(in slot: Slot) throws -> Int {
        let taken = try all(
            """
            select place from booking where calendar = \(slot.calendar) and centre = \(slot.centre)
                and starts_at = \(slot.startsAt) and cancelled_at is null
            """
        ) { try $0.integer(0) }
        let free = (1...max(1, slot.places)).first { !taken.contains($0) }
        guard let free, taken.count < slot.places else { throw Refusal("appointments.refused.full") }
        return free
    }

    private func takenPlaces(calendar: String, centre: String, from: Date, until: Date) throws -> [Date: Int] {
        let counts = try all(
            """
            select starts_at, taken from slot_taken
            where calendar = \(calendar) and centre = \(centre) and starts_at >= \(from) and starts_at < \(until)
            """
        ) { (try $0.moment(0), try $0.integer(1)) }
        return Dictionary(counts) { first, _ in first }
    }
}
