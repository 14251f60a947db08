import Foundation
import Kit
import Platform
import Support
import Testing

@testable import Store

/// `hukoomi archive` and `hukoomi restore`, after an objection that an officer has decided.
@Suite("The archive") struct PlatformArchivingTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    @Test("a case keeps how it ended, the record of looks stays whole, and everything comes back")
    func there() async throws {
        let world = try await World()
        let store = world.platform.store
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        let officer = try await world.browser(of: "aisha-al-mohannadi")
        let auditor = try await world.browser(of: "salem-al-yafei")
        let page = try await officer.visit("/en/queue/\(reference)")
        _ = try await officer.submit(page, to: "/decision", ["action": "accept", "reason": "As the camera shows."])
        try await world.settle()
        // A note that comes after the end does not push the decision out.
        let closed = try await officer.visit("/en/queue/\(reference)")
        _ = try await officer.submit(closed, to: "/notes", ["note": "Filed."])
        let before = try await driver.visit("/en/cases/\(reference)").words
        #expect(before.contains("Objection accepted") && !before.contains("in the archive"))

        world.clock.move(hours: 0.1)
        let archive = try Archiving.open(TestFolder.file(), Platform.migrations)
        var rows: [String: Int] = [:]
        try Archiving.take(Platform.oldRows, before: world.clock.now, from: store, into: archive) { rows[$0] = $1 }
        #expect(rows["look"] ?? 0 > 0 && rows["case_entry"] ?? 0 > 0 && rows["event"] ?? 0 > 0)
        let after = try await driver.visit("/en/cases/\(reference)").words
        #expect(after.contains("Objection accepted") && after.contains("Earlier steps are in the archive"))
        #expect(after.contains("As the camera shows."))
        #expect(try await driver.visit("/en/account/looks").words.contains("Older entries have moved to the archive"))
        try await officer.visit("/en/queue/\(reference)")
        let chain = try await auditor.visit("/en/audit/chain").words
        #expect(chain.contains("The record is whole: one entry") && chain.contains("in the archive"), "\(chain)")

        try Archiving.restore(Platform.oldRows, from: archive, into: store) { rows[$0] = $1 }
        #expect(try await driver.visit("/en/cases/\(reference)").words == before)
        let whole = try await auditor.visit("/en/audit/chain").words
        #expect(whole.contains("The record is whole") && !whole.contains("in the archive"), "\(whole)")
    }

    @Test("a case that is still open keeps its history")
    func open() async throws {
        let world = try await World()
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        let before = try await driver.visit("/en/cases/\(reference)").words
        world.clock.move(hours: 1)
        let archive = try Archiving.open(TestFolder.file(), Platform.migrations)
        try Archiving.take(Platform.oldRows, before: world.clock.now, from: world.platform.store, into: archive) {
            _, _ in
        }
        #expect(try await driver.visit("/en/cases/\(reference)").words == before)
    }
}
