package import Content
import Foundation
package import Kit

extension Appointments {
    package static let file = "appointments.yaml"

    /// Reads the calendars of the pack; every mistake is noted.
    package static func read(
        _ folder: PackFolder, working: WorkingCalendar, _ inspection: Inspection
    ) -> [AppointmentCalendar] {
        guard let sheet = folder.sheet(file, inspection) else { return [] }
        let calendars = sheet.parts("calendars").map { calendar($0.name, $0.sheet, working) }
        sheet.finish()
        return calendars
    }

    private static func calendar(_ id: String, _ sheet: Sheet, _ working: WorkingCalendar) -> AppointmentCalendar {
        checkID(id, sheet)
        let places = number(sheet, "places", 1...1000)
        let centres = sheet.sheets("centres").map { centre($0, places: places) }
        if centres.isEmpty { sheet.note("a calendar needs one centre at least", at: "centres") }
        if Set(centres.map(\.id)).count < centres.count { sheet.note("a centre stands twice", at: "centres") }
        let minutes = number(sheet, "slot_minutes", 5...480)
        let first = sheet.has("first_day") ? number(sheet, "first_day", 0...60) : 1
        let last = number(sheet, "days_ahead", 1...365)
        if last < first { sheet.note("«days_ahead» must not be less than «first_day»", at: "days_ahead") }
        let calendar = AppointmentCalendar(
            id: id, name: sheet.bilingual("name"), centres: centres, hours: hours(sheet, minutes, working),
            slotMinutes: minutes, daysAhead: first...max(first, last), isDemo: sheet.flag("demo"))
        sheet.finish()
        return calendar
    }

    private static func centre(_ sheet: Sheet, places: Int) -> Centre {
        let id = sheet.text("id")
        checkID(id, sheet)
        let own = sheet.has("places") ? number(sheet, "places", 1...1000) : places
        let centre = Centre(id: id, name: sheet.bilingual("name"), place: sheet.bilingual("place"), places: own)
        sheet.finish()
        return centre
    }

    private static func hours(_ sheet: Sheet, _ slot: Int, _ working: WorkingCalendar) -> [Weekday: [OpeningHours]] {
        guard let days = sheet.optionalSheet("hours") else {
            sheet.note("«hours» is missing: write sunday: [\"07:00-13:00\"] and so on, a line a day")
            return [:]
        }
        var hours: [Weekday: [OpeningHours]] = [:]
        for name in days.keys {
            guard let weekday = Weekday(name: name) else {
                days.note("«\(name)» is no day of the week; write sunday, monday …", at: name)
                continue
            }
            if working.weekend.contains(weekday) { days.note("\(name) is in the weekend of the pack", at: name) }
            let open = days.texts(name).compactMap { text in
                let open = OpeningHours(text)
                if open == nil { days.note("«\(text)» must be hours such as 07:00-13:00", at: name) }
                return open
            }
            let stretches = open.sorted { $0.opens < $1.opens }
            if zip(stretches, stretches.dropFirst()).contains(where: { $0.closes > $1.opens }) {
                days.note("hours overlap", at: name)
            }
            if stretches.contains(where: { $0.closes - $0.opens < slot }) {
                days.note("no slot of \(slot) minutes fits into these hours", at: name)
            }
            hours[weekday] = stretches
        }
        return hours
    }

    private static func number(_ sheet: Sheet, _ key: String, _ range: ClosedRange<Int>) -> Int {
        let number = sheet.integer(key)
        if range.contains(number) { return number }
        if sheet.has(key) {
            sheet.note("«\(key)» must be a number from \(range.lowerBound) to \(range.upperBound)", at: key)
        }
        return range.lowerBound
    }

    private static func checkID(_ id: String, _ sheet: Sheet) {
        if id.isEmpty || !id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) {
            sheet.note("«\(id)» must be an id of small Latin letters, digits and dashes")
        }
    }
}
