import Foundation
import Kit
import Platform
import Store
import Support
import Testing

/// `hukoomi keys`, as an operator reads it.
@Suite("Keys on the command line") struct KeyDeskTests {
    private let configuration = Configuration(options: [.content: World.content], environment: [:])

    @Test("keys are made, listed and struck, and the day is that of the country")
    func journey() async throws {
        let desk = try await KeyDesk(configuration, store: TestStore.make(Platform.migrations))
        #expect(try await desk.list().isEmpty)
        _ = try await desk.rotate(at: World.opening)
        let id = try #require(try await desk.list().first?.split(separator: " ").first.map(String.init))
        #expect(try await desk.list() == ["\(id)  2026-11-22 to 2028-11-21  0 documents  active"])
        let spaced = "\(id.prefix(4)) \(id.dropFirst(4))".uppercased()
        let answer = try await desk.compromise(spaced, since: "2026-11-20", at: World.opening)
        #expect(answer.first == "\(id) is compromised since 2026-11-20: 0 documents revoked.")
        #expect(answer.count == 3)
        #expect(answer.dropFirst().first?.hasSuffix("compromised since 2026-11-20") == true)
        #expect(answer.last?.hasSuffix("active") == true)
    }

    @Test("what cannot be done is said in words")
    func faults() async throws {
        let desk = try await KeyDesk(configuration, store: TestStore.make(Platform.migrations))
        for (id, since) in [("0000000000000000", "2026-11-20"), ("0", "yesterday"), ("0", "2026-11-23")] {
            await #expect(throws: KeyDesk.Fault.self) {
                try await desk.compromise(id, since: since, at: World.opening)
            }
        }
        await #expect(throws: KeyDesk.Fault.self) { try await KeyDesk(configuration, store: TestStore.make([])) }
    }
}
