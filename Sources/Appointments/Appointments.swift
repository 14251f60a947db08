package import Foundation
package import Kit
package import Store
package import Web

/// Appointments with the state: at which centre, on which day, at what time, while places last.
package struct Appointments: Sendable {
    package let calendars: [AppointmentCalendar]
    let store: Store
    let working: WorkingCalendar
    let memory = SlotMemory()

    /// - Parameter working: the days on which offices work; on all others there are no slots.
    package init(store: Store, calendars: [AppointmentCalendar], working: WorkingCalendar) {
        self.store = store
        self.calendars = calendars
        self.working = working
    }

    package var routes: [Route] {
        [.get("/appointments/:booking/calendar.ics", .signedIn, sendCalendarFile)]
    }

    package static var texts: Bundle { .module }

    package func calendar(_ id: String) -> AppointmentCalendar? { calendars.first { $0.id == id } }
}
