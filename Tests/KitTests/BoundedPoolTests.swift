import Foundation
import Kit
import Testing

@Suite("Bounded pool")
struct BoundedPoolTests {
    @Test("what the work gives and throws comes back")
    func answers() async throws {
        let pool = BoundedPool(
            name: "test", threads: 2, waiting: 4, full: Refusal("busy", cause: .tooMany, retryAfter: 5))
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: NotFound.self) { try await pool.run { throw NotFound() } }
    }

    @Test("never more at work than there are threads, and all get their turn")
    func isBounded() async throws {
        let pool = BoundedPool(
            name: "test", threads: 2, waiting: 100, full: Refusal("busy", cause: .tooMany, retryAfter: 5))
        let atWork = Gauge()
        let tooMany = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await pool.run {
                        atWork.add(1)
                        if atWork.value > 2 { tooMany.add() }
                        Thread.sleep(forTimeInterval: 0.002)
                        atWork.add(-1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(tooMany.value == 0)
    }

    @Test("who finds the line full is asked to come back")
    func refusesWhenFull() async throws {
        let pool = BoundedPool(
            name: "test", threads: 1, waiting: 1, full: Refusal("busy", cause: .tooMany, retryAfter: 5))
        let gate = DispatchSemaphore(value: 0)
        async let first: Void = pool.run { gate.wait() }
        while pool.waiting > 0 { await Task.yield() }
        try await Task.sleep(for: .milliseconds(20))
        async let second: Void = pool.run {}
        while pool.waiting == 0 { await Task.yield() }
        await #expect(throws: Refusal("busy", cause: .tooMany, retryAfter: 5)) { try await pool.run {} }
        gate.signal()
        try await first
        try await second
    }
}
