import Foundation
import Kit
import Store
package import Web

extension Appointments {
    /// The person's own bookings, and those of the organisation he acts for.
    func sendCalendarFile(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let id = try context.parameter("booking")
        let holders = visitor.holders
        let booking = try await store.glance { try $0.findBooking(id, heldBy: holders) }
        let file = calendarFile(booking, host: context.site.base, context.t)
        return .download(Array(file.text.utf8), type: "text/calendar; charset=utf-8", name: "appointment.ics")
    }

    /// A booking for a phone's calendar.
    package func calendarFile(_ booking: Booking, host: String, _ t: Texts) -> CalendarFile {
        let calendar = calendar(booking.calendar)
        let centre = calendar?.centre(booking.centre)
        let names = [centre?.name, centre?.place].compactMap { $0?[t.language] }
        return CalendarFile(
            uid: "\(booking.id)@\(URL(string: host)?.host() ?? "localhost")", startsAt: booking.startsAt,
            endsAt: booking.endsAt, changedAt: booking.changedAt, sequence: booking.moves,
            summary: calendar?.name[t.language] ?? "", location: names.joined(separator: t("appointments.separator")),
            description: t("appointments.file.text", ["reference": booking.subject.description]), language: t.language)
    }
}
