import Foundation
import Kit
import Registers
import Store
import Support
import Testing

@testable import Platform

/// What is played when a month is replayed.
@Suite("The plan of a replay") struct ReplayTests {
    private static let september = (
        total: 375_580,
        services: [
            "exit-permit": 89_410, "residence-permit-renewal": 74_550, "customs-income-calculation": 60_570,
            "medical-commission-registration": 43_370,
        ]
    )

    @Test("the whole month comes to exactly what was published, however it is spread", arguments: [1, 0.02, 0.0005])
    func counts(share: Double) throws {
        let plan = try ReplayPlan(Self.september, share: share)
        let counts = plan.counts(of: plan.everybody)
        for (service, count) in Self.september.services {
            #expect(counts[service] == Int((Double(count) * share).rounded()))
        }
        if share == 1 { #expect(counts.values.reduce(0, +) == 375_580) }
        var done: [String: Int] = [:]
        for person in plan.everybody {
            for errand in plan.errands(of: person) { done[errand.script.service, default: 0] += 1 }
        }
        #expect(done == counts)
    }

    @Test("pieces of a month have everybody, each once, and come to the whole", arguments: [1, 3, 7])
    func pieces(of count: Int) throws {
        let plan = try ReplayPlan(Self.september, share: 0.02)
        let everybody = plan.everybody
        let bounds = (1...count).compactMap { ReplayPiece("\($0)/\(count)")?.bounds(everybody.count) }
        #expect(bounds.flatMap { Array($0) } == Array(everybody.indices))
        let parts = bounds.map { plan.counts(of: everybody[$0]).values.reduce(0, +) }
        #expect(parts.reduce(0, +) == plan.counts(of: everybody).values.reduce(0, +))
    }

    @Test("what is no piece is refused", arguments: ["", "0/2", "3/2", "1", "1/2/3", "a/b", "1/0", "-1/2", "1/9999"])
    func noPiece(_ text: String) { #expect(ReplayPiece(text) == nil) }

    @Test("everybody has a number, a telephone and records of his own")
    func people() throws {
        let plan = try ReplayPlan(Self.september, share: 1)
        let everybody = plan.everybody
        #expect(Set(everybody.map(\.qid)).count == everybody.count)
        #expect(Set(everybody.map(\.phone)).count == everybody.count)
        #expect(everybody.allSatisfy { $0.person != nil })
        let today = Day(2015, 9, 1) ?? Day(number: 0)
        let records = everybody.prefix(300).flatMap { $0.records(plan, today: today) }
        #expect(Set(records.map { "\($0.register) \($0.id)" }).count == records.count)
        let person = try #require(everybody.first { $0.kind == .resident })
        let held = Set(person.records(plan, today: today).map(\.id))
        for errand in plan.errands(of: person) where errand.script.service == "traffic-violation-objection" {
            #expect(held.contains(person.violation(errand.turn)))
        }
    }

    @Test("a service that nobody knows the way through stops it before it begins")
    func unknown() {
        #expect(throws: ReplayFault.self) {
            _ = try ReplayPlan((total: 10, services: ["flying-licence": 10]), share: 1)
        }
    }

    @Test("the clock of a demonstration starts when it is told to and goes on; elsewhere it cannot be set")
    func clock() throws {
        let set = Configuration(
            options: [.demo: "true", .clock: "2015-09-01T06:00:00+03:00"], environment: [:])
        let (first, second) = try (set.clock()(), set.clock()())
        #expect(abs(first.timeIntervalSince1970 - 1_441_076_400) < 60 && second >= first)
        for options in [[Setting.clock: "2015-09-01T06:00:00+03:00"], [.demo: "true", .clock: "yesterday"]] {
            #expect(throws: Configuration.Fault.self) {
                _ = try Configuration(options: options, environment: [:]).clock()
            }
        }
    }
}
