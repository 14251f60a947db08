import Foundation
import Kit
import Store
import Support
import Testing

@testable import Statistics

@Suite("Counting")
struct TallyTests {
    @Test("a case is counted once, however often it is told")
    func once() async throws {
        let store = try TestStore.make(Statistics.migrations)
        let event = try completed(service: "exit-permit", day: "2026-11-21")
        for _ in 0..<3 { try await store.write { try $0.count(event) } }
        let month = try #require(Month("2026-11"))
        #expect(try await store.read { try $0.tallies(of: month) }.map(\.count) == [1])
    }

    @Test("cases that end at the same time are all counted")
    func many() async throws {
        let store = try TestStore.make(Statistics.migrations)
        let events = try (0..<200).map { _ in try completed(service: "exit-permit", day: "2026-11-21") }
        await withThrowingTaskGroup(of: Void.self) { group in
            for event in events + events { group.addTask { try await store.write { try $0.count(event) } } }
        }
        let month = try #require(Month("2026-11"))
        #expect(try await store.read { try $0.monthTotals(since: month) } == [MonthTotal(month: month, count: 200)])
    }

    @Test("a month is broken down by service, entity, channel and outcome, against the month before")
    func breakdown() async throws {
        let store = try TestStore.make(Statistics.migrations)
        var events = try (0..<4).map { _ in try completed(service: "a", day: "2026-10-31") }
        events += try (0..<5).map { _ in try completed(service: "a", day: "2026-11-01") }
        events.append(try completed(service: "b", day: "2026-11-30", channel: .phone, outcome: "refused"))
        events.append(try completed(service: "b", day: "2026-12-01"))
        let all = events
        try await store.write { transaction in for event in all { try transaction.count(event) } }
        let month = try #require(Month("2026-11"))
        let tallies = try await store.read { try $0.tallies(of: month) }
        let figures = try #require(MonthFigures(counted: tallies, in: month, isRunning: false))
        #expect(figures.total == 6)
        #expect(figures.totalBefore == 4)
        #expect(figures.change == 500)
        #expect(
            figures.services == [
                Figure(id: "a", count: 5, before: 4, change: 250), Figure(id: "b", count: 1, before: 0, change: nil),
            ])
        #expect(figures.channels.map(\.id) == ["portal", "phone"])
        #expect(figures.outcomes.map(\.count) == [5, 1])
        #expect(figures.together(first: 4)?.share == 1000)
        #expect(figures.source == .counted)
    }

    @Test("a month that is not over is compared with none, and an empty one has no figures")
    func running() async throws {
        let month = try #require(Month("2026-11"))
        let tally = { (month: Month) in
            Tally(month: month, service: "a", entity: "e", channel: .portal, outcome: "accepted", count: 3)
        }
        let figures = try #require(
            MonthFigures(counted: [tally(month), tally(month.before)], in: month, isRunning: true))
        #expect(figures.totalBefore == nil)
        #expect(figures.change == nil)
        #expect(MonthFigures(counted: [tally(month.before)], in: month, isRunning: false) == nil)
    }

    @Test("the event is read as Casework writes it")
    func event() throws {
        let reference = Reference.random()
        let payload = """
            {"case":"\(reference.symbols)","service":"exit-permit","entity":"moi","channel":"portal",\
            "outcome":"accepted","day":"2026-11-21","at":1795000000000}
            """
        let event = try JSONDecoder().decode(CaseCompleted.self, from: Data(payload.utf8))
        #expect(event.reference == reference)
        #expect(Month(of: event.day).description == "2026-11")
    }

    private func completed(
        service: String, day: String, channel: Channel = .portal, outcome: String = "accepted"
    ) throws -> CaseCompleted {
        CaseCompleted(
            reference: .random(), service: service, entity: "moi", channel: channel, outcome: outcome,
            day: try #require(Day(iso: day)))
    }
}
