import Foundation
import Kit
import Store
import Support
import Testing

@testable import Web

@Suite("Rate limits") struct RateLimitTests {
    private static func limiters() throws -> [any RateLimiter] {
        [LocalRateLimiter(), SharedRateLimiter(store: try TestStore.make(WebTexts.migrations))]
    }

    @Test("so many at once, then so many a minute, each asker for himself, in memory and in the database")
    func limits() async throws {
        let limit = RateLimit("test", burst: 3, perMinute: 6)
        let start = Date(timeIntervalSince1970: 1_795_248_000)
        for limiter in try Self.limiters() {
            for _ in 0..<3 { try await limiter.take(limit, for: "a", at: start) }
            let refusal = await #expect(throws: Refusal.self) { try await limiter.take(limit, for: "a", at: start) }
            #expect(refusal?.retryAfter == 10 && refusal?.cause == .tooMany)
            try await limiter.take(limit, for: "b", at: start)
            try await limiter.take(RateLimit("else", burst: 1, perMinute: 1), for: "a", at: start)
            let soon = start.addingTimeInterval(9)
            await #expect(throws: Refusal.self) { try await limiter.take(limit, for: "a", at: soon) }
            try await limiter.take(limit, for: "a", at: start.addingTimeInterval(10.1))
            // A clock that goes back a little gives nothing away; by an hour, it locks nobody out for it.
            let before = start.addingTimeInterval(-20)
            await #expect(throws: Refusal.self) { try await limiter.take(limit, for: "a", at: before) }
            try await limiter.take(limit, for: "a", at: start.addingTimeInterval(-3600))
        }
    }

    @Test("many who ask at the same moment get no more than one after the other")
    func together() async throws {
        let limit = RateLimit("test", burst: 7, perMinute: 1)
        for limiter in try Self.limiters() {
            let now = Date(timeIntervalSince1970: 1_795_248_000)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<60 {
                    group.addTask { (try? await limiter.take(limit, for: "a", at: now)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 7)
        }
    }

    @Test("in the database, whoever has all of his share again is forgotten from time to time, and nobody else")
    func forgotten() async throws {
        let store = try TestStore.make(WebTexts.migrations)
        let limiter = SharedRateLimiter(store: store, sweep: 4)
        let limit = RateLimit("test", burst: 2, perMinute: 1)
        let start = Date(timeIntervalSince1970: 1_795_248_000)
        try await limiter.take(limit, for: "old", at: start)
        let later = start.addingTimeInterval(3600)
        for asker in ["a", "b", "c"] { try await limiter.take(limit, for: asker, at: later) }
        let left = try await store.read { try $0.all("select key from rate_limit order by key") { try $0.text(0) } }
        #expect(left == ["test|a", "test|b", "test|c"])
    }
}
