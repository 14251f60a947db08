import Foundation
import Kit
import Store
import Support

@testable import Appointments

/// A small calendar with one centre, open in the morning from Sunday to Thursday.
enum Sample {
    static let working = WorkingCalendar(
        weekend: [.friday, .saturday],
        holidays: [Day(iso: "2026-12-18"), Day(iso: "2026-11-25")].compactMap { $0 }.set,
        timeZone: TimeZone(secondsFromGMT: 3 * 3600) ?? .gmt)

    /// Saturday 21 November 2026, 12:00 in Qatar.
    static let now = Date(timeIntervalSince1970: 1_795_251_600)

    static func calendar(places: Int = 2) -> AppointmentCalendar {
        let morning = [OpeningHours("07:00-08:15")].compactMap { $0 }
        let centre = Centre(
            id: "abu-hamour", name: Bilingual(ar: "القومسيون، الطبي", en: "Commission; medical"),
            place: Bilingual(ar: "أبو هامور", en: "Abu Hamour"), places: places)
        return AppointmentCalendar(
            id: "check", name: Bilingual(ar: "الفحص", en: "Check"), centres: [centre],
            hours: [.sunday: morning, .monday: morning, .wednesday: morning, .friday: morning],
            slotMinutes: 30, daysAhead: 1...10, isDemo: true)
    }

    static func appointments(places: Int = 2) throws -> Appointments {
        Appointments(
            store: try TestStore.make(Appointments.migrations), calendars: [calendar(places: places)], working: working)
    }
}

extension Array where Element: Hashable {
    var set: Set<Element> { Set(self) }
}
