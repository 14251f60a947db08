import Content
import Foundation
import Kit
import Support
import Testing

@testable import Appointments

@Suite("The calendars of a pack")
struct PackTests {
    @Test("the pack of Qatar has calendars for the medical check, the farm visit, fingerprints and the driving test")
    func qatar() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let inspection = Inspection()
        let folder = PackFolder(path: root.appending(path: "Content/qatar").path)
        let calendars = Appointments.read(folder, working: Sample.working, inspection)
        #expect(inspection.mistakes == [])
        #expect(calendars.map(\.id) == ["medical-commission", "izab-visit", "residence-fingerprint", "driving-test"])
        #expect(calendars.map(\.centres.count) == [2, 6, 2, 2])
        #expect(calendars.first?.beginnings(on: .sunday).count == 22)
        #expect(calendars.first?.beginnings(on: .friday).isEmpty == true)
        #expect(calendars.first?.centres.map(\.places) == [100, 20])
    }

    @Test("every mistake of the file is reported at once")
    func mistakes() throws {
        let folder = try TestFolder.make()
        try Data(
            """
            calendars:
              Bad Id:
                name: { ar: فحص, en: Check }
                slot_minutes: 0
                places: 2000
                first_day: 9
                days_ahead: 3
                colour: red
                hours:
                  sunday: ["07:00-13:00", "12:00-14:00"]
                  monday: ["7-9"]
                  tuesday: ["07:00-07:03"]
                  friday: ["07:00-13:00"]
                  sunnday: ["07:00-13:00"]
                centres:
                  - { id: a, name: { ar: أ, en: A }, place: { ar: أ, en: A } }
                  - { id: a, name: { ar: أ, en: A }, place: { ar: أ } }
              empty: { name: { ar: أ, en: A }, slot_minutes: 30, places: 1, days_ahead: 3, centres: [] }
            """.utf8
        ).write(to: folder.appending(path: "appointments.yaml"))
        let inspection = Inspection()
        _ = Appointments.read(PackFolder(path: folder.path), working: Sample.working, inspection)
        let text = inspection.mistakes.map(\.description).joined(separator: "\n")
        for part in [
            "«Bad Id»", "from 5 to 480", "from 1 to 1000", "less than «first_day»", "«colour»", "overlap", "«7-9»",
            "no slot of", "weekend", "«sunnday»", "stands twice", "«en» is missing", "one centre at least",
            "«hours» is missing",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
    }
}
