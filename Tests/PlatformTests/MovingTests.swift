import Foundation
import Platform
import Store
import Support
import Testing

/// `hukoomi move`, after a journey through the portal.
@Suite("Moving from one database to another") struct MovingTests {
    @Test("everything arrives, is the same, and can be moved back into a file")
    func moved() async throws {
        let world = try await World()
        _ = try await world.browser(of: "maryam-al-sulaiti")
        try await world.settle()
        let (there, back) = (try TestStore.make(Platform.migrations), try Store(TestFolder.file()))
        try back.migrate(Platform.migrations)
        for (from, to) in [(world.platform.store, there), (there, back)] {
            var rows: [String: Int] = [:]
            try Moving.move(from: from, to: to) { rows[$0] = $1 }
            #expect(rows["person"] ?? 0 > 5 && rows["session"] == 1 && rows["secret"] ?? 0 >= 1)
        }
    }

    @Test("a database that has something in it is not written to")
    func full() async throws {
        let world = try await World()
        let store = world.platform.store
        let other = try await World().platform.store
        #expect(throws: Moving.Fault.self) { try Moving.move(from: store, to: other) { _, _ in } }
    }

    @Test("databases at different migrations are not mixed")
    func schema() throws {
        let (new, old) = (try TestStore.make(Platform.migrations), try TestStore.make())
        #expect(throws: Moving.Fault.self) { try Moving.move(from: new, to: old) { _, _ in } }
    }
}
