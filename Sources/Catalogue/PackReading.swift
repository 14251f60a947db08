import Content
import Foundation
import Kit

extension Pack {
    private enum DigitSet: String, CaseIterable { case latin, arabic }

    /// Reads `pack.yaml`. Whether the services it names are there is checked when these are known.
    init?(_ folder: PackFolder, _ inspection: Inspection) {
        guard let sheet = folder.sheet("pack.yaml", inspection) else { return nil }
        id = sheet.identifier("id")
        name = sheet.words("name")
        tagline = sheet.words("tagline")
        government = sheet.words("government")
        languages = Pack.languages(sheet)
        currency = Pack.currency(sheet)
        usesArabicDigits = sheet.choice("digits", default: DigitSet.latin) == .arabic
        holidays = Pack.holidays(sheet)
        calendar = WorkingCalendar(
            weekend: Pack.weekend(sheet), holidays: Set(holidays.map(\.day)), timeZone: Pack.timeZone(sheet))
        contact = Pack.contact(sheet)
        categories = Pack.topics(sheet, "categories")
        audiences = Pack.topics(sheet, "audiences")
        sources = Pack.sources(sheet)
        busiest = sheet.texts("busiest")
        sheet.finish()
    }

    private static func languages(_ sheet: Sheet) -> [Language] {
        let written = sheet.texts("languages")
        for language in Language.allCases where !written.contains(language.rawValue) {
            sheet.note("«languages» must name \(language.rawValue): write [ar, en]", at: "languages")
        }
        for word in written where Language(rawValue: word) == nil {
            sheet.note("the language «\(word)» is not known; languages are ar and en", at: "languages")
        }
        return written.compactMap { Language(rawValue: $0) }
    }

    private static func currency(_ sheet: Sheet) -> String {
        let code = sheet.text("currency")
        if code.utf8.count != 3 || !code.utf8.allSatisfy({ (65...90).contains($0) }) {
            sheet.note("«currency» must be three capital letters (ISO 4217) such as QAR", at: "currency")
        }
        return code
    }

    private static func timeZone(_ sheet: Sheet) -> TimeZone {
        let name = sheet.text("time_zone")
        if let zone = TimeZone(identifier: name) { return zone }
        sheet.note("the time zone «\(name)» is not known; write one such as Asia/Qatar", at: "time_zone")
        return .gmt
    }

    private static func weekend(_ sheet: Sheet) -> Set<Weekday> {
        Set(
            sheet.texts("weekend").compactMap { name in
                if let day = Weekday(name: name) { return day }
                sheet.note("«\(name)» is not a day of the week; write one such as friday", at: "weekend")
                return nil
            })
    }

    private static func holidays(_ sheet: Sheet) -> [Holiday] {
        var seen: Set<Day> = []
        return sheet.sheets("holidays").map { entry in
            let holiday = Holiday(day: entry.day("date"), name: entry.words("name"))
            entry.finish()
            if !seen.insert(holiday.day).inserted { entry.note("the holiday \(holiday.day) stands twice; delete one") }
            return holiday
        }
    }

    private static func contact(_ sheet: Sheet) -> Contact {
        guard let entry = sheet.optionalSheet("contact") else {
            sheet.note("«contact» is missing: write name and phone")
            return Contact(name: Bilingual(same: ""), phone: "", fromAbroad: nil)
        }
        let contact = Contact(
            name: entry.words("name"), phone: entry.text("phone"), fromAbroad: entry.optionalText("from_abroad"))
        entry.finish()
        return contact
    }

    private static func topics(_ sheet: Sheet, _ key: String) -> [Topic] {
        var seen: Set<String> = []
        let topics = sheet.sheets(key).map { entry in
            let topic = Topic(id: entry.identifier("id"), name: entry.words("name"), summary: entry.words("summary"))
            entry.finish()
            if !seen.insert(topic.id).inserted {
                entry.note("«\(topic.id)» stands twice in \(key); rename one", at: "id")
            }
            return topic
        }
        if topics.isEmpty { sheet.note("«\(key)» is missing or empty: write a list of id, name and summary", at: key) }
        return topics
    }

    private static func sources(_ sheet: Sheet) -> [String: Source] {
        let read = sheet.parts("sources").map { name, entry in
            let source = Source(name: entry.words("name"), note: entry.optionalWords("note"))
            entry.finish()
            return (name, source)
        }
        return Dictionary(read) { first, _ in first }
    }
}
