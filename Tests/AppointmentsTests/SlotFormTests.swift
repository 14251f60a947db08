import Foundation
import Kit
import Store
import Testing
import Web

@testable import Appointments

@Suite("Slots on a question page")
struct SlotFormTests {
    @Test("open slots stand under their days, with what is sent and how many places are left")
    func days() async throws {
        let appointments = try Sample.appointments()
        var library = TextLibrary()
        library.add(Appointments.texts, module: "Appointments")
        let t = library.texts(in: .english)
        let slot = try appointments.slot("abu-hamour|2026-11-22T07:00", calendar: "check", at: Sample.now)
        _ = try await appointments.store.write {
            try $0.book(slot, holder: "person:a", subject: .random(), at: Sample.now)
        }
        let open = try await appointments.store.read { transaction in
            try transaction.openSlots(
                appointments, calendar: "check", centre: "abu-hamour", from: slot.day, days: 30, at: Sample.now)
        }
        let days = appointments.days(open, atMost: 2, t)
        #expect(days.map(\.day.description) == ["2026-11-22", "2026-11-23"])
        #expect(days.first?.times.map(\.value) == ["abu-hamour|2026-11-22T07:00", "abu-hamour|2026-11-22T07:30"])
        #expect(days.first?.times.map(\.label) == ["07:00", "07:30"])
        #expect(days.first?.times.map(\.hint) == ["1 place left", "2 places left"])
        #expect(appointments.centres(of: "check", .arabic).map(\.value) == ["abu-hamour"])
        #expect(appointments.line(slot, t).contains("Commission; medical"))
    }
}
