import Foundation
import Kit
import Store
import Testing
import Web

@testable import Appointments

@Suite("The calendar file")
struct CalendarFileTests {
    private func texts(_ language: Language) -> Texts {
        var library = TextLibrary()
        library.add(Appointments.texts, module: "Appointments")
        #expect(library.faults == [])
        return library.texts(in: language)
    }

    @Test("carries the appointment in UTC, escaped and folded as RFC 5545 says", arguments: Language.allCases)
    func file(language: Language) async throws {
        let appointments = try Sample.appointments()
        let slot = try appointments.slot("abu-hamour|2026-11-23T07:30", calendar: "check", at: Sample.now)
        let booking = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: .random(), at: Sample.now)
        }
        let text = appointments.calendarFile(booking, host: "https://hukoomi.example", texts(language)).text
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.suffix(2) == ["END:VCALENDAR", ""])
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
        #expect(lines.contains("DTSTART:20261123T043000Z"))
        #expect(lines.contains("DTEND:20261123T050000Z"))
        #expect(lines.contains("DTSTAMP:20261121T090000Z"))
        #expect(lines.contains("UID:\(booking.id)@hukoomi.example"))
        let unfolded = text.replacing("\r\n ", with: "")
        #expect(
            unfolded.contains(
                language == .arabic
                    ? "LOCATION;LANGUAGE=ar:القومسيون، الطبي" : "LOCATION;LANGUAGE=en:Commission\\; medical\\, Abu"))
        #expect(unfolded.contains(booking.subject.description))
        #expect(!text.contains("⟦"))
    }

    @Test("folding never parts the bytes of a letter, and unfolds to the same text")
    func folding() {
        for count in 0..<200 {
            let line = "SUMMARY:" + String(repeating: "م", count: count) + "😀" + String(repeating: "x", count: count)
            let folded = CalendarFile.folded(line)
            #expect(folded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
            #expect(folded.replacing("\r\n ", with: "") == line)
        }
    }

    @Test("a text cannot end its line and begin another property")
    func escaping() {
        #expect(CalendarFile.escaped("a\\b;c,d") == "a\\\\b\\;c\\,d")
        #expect(CalendarFile.escaped("a\r\nDTSTART:x\nb\rc") == "a\\nDTSTART:x\\nb\\nc")
        #expect(CalendarFile.escaped("a\u{0}\u{7}b\u{2028}c") == "ab\\nc")
    }
}
