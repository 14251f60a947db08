import Content
import Foundation
import Identity
import Kit
import NIOCore
import NIOHTTP1
import Statistics
import Synchronization
import Web

/// What every worker of a replay needs to know.
struct ReplayWorld: Sendable {
    let portal: String
    let postOffice: String
    let password: String
    let today: Day
    /// Who decides the cases of which service, signed in.
    var officers: [String: ReplayVisitor] = [:]

    /// Scheme and host of the bank, from an address of it.
    func bank(of address: String) -> String {
        guard let scheme = address.range(of: "://") else { return "" }
        return String(address[..<(address[scheme.upperBound...].firstIndex(of: "/") ?? address.endIndex)])
    }
}

/// The connections of one worker, opened when they are needed.
final class ReplayLinks {
    private let world: ReplayWorld
    private var open: [String: ReplayConnection] = [:]

    init(_ world: ReplayWorld) { self.world = world }

    func portal() async throws -> ReplayConnection { try await link(world.portal) }
    func post() async throws -> ReplayConnection { try await link(world.postOffice) }
    func bank(_ address: String) async throws -> ReplayConnection { try await link(world.bank(of: address)) }

    private func link(_ address: String) async throws -> ReplayConnection {
        if let link = open[address], link.isOpen { return link }
        let link = try await ReplayConnection.open(address)
        open[address] = link
        return link
    }
}

/// Who is still to come, how much is done, and what went wrong.
final class ReplayBoard: Sendable {
    private let people: Mutex<ArraySlice<ReplayPerson>>
    private let finished = Atomic<Int>(0)
    private let wrong = Mutex<[String]>([])
    /// So many faults end a replay.
    private static let mostFaults = 20

    init(_ people: [ReplayPerson]) { self.people = Mutex(people[...]) }

    func next() -> ReplayPerson? { faults.count < ReplayBoard.mostFaults ? people.withLock { $0.popFirst() } : nil }
    func finish() { finished.add(1, ordering: .relaxed) }
    func note(_ fault: String) { wrong.withLock { $0.append(fault) } }
    var done: Int { finished.load(ordering: .relaxed) }
    var faults: [String] { wrong.withLock { $0 } }
}

/// Plays a published month, or a share of it, against a running demonstration, as the invented people of a population.
package struct Replay: Sendable {
    private let plan: ReplayPlan
    private let people: [ReplayPerson]
    /// How many are to be counted in the end, and how many of these are played now.
    private let wanted: [String: Int]
    private let total: Int
    private let month: String
    private let workers: Int
    private let world: ReplayWorld
    private let officers: [Person]
    private let report: @Sendable (String) -> Void

    /// - Parameters:
    ///   - month: such as `2015-09`; its figures stand in the pack's statistics.
    ///   - share: 1 for the whole month.
    ///   - piece: which piece of that; those before it were played on the same instance.
    ///   - report: takes each line as it is ready; one that begins with a carriage return takes the place of the last.
    package init(
        pack: ContentPack, month: String, share: Double, piece: ReplayPiece, portal: String, postOffice: String,
        workers: Int, today: String, report: @escaping @Sendable (String) -> Void
    ) throws {
        guard let published = pack.history.published(month) else {
            throw ReplayFault("statistics.yaml has no figures of \(month)")
        }
        guard let day = Day(iso: today), let people = pack.people else { throw ReplayFault("no day: \(today)") }
        plan = try ReplayPlan(published, share: share)
        let everybody = plan.everybody
        let bounds = piece.bounds(everybody.count)
        self.people = Array(everybody[bounds])
        wanted = plan.counts(of: everybody[..<bounds.upperBound])
        total = plan.counts(of: everybody[bounds]).values.reduce(0, +)
        world = ReplayWorld(portal: portal, postOffice: postOffice, password: people.password, today: day)
        officers = people.entries.map(\.person)
        self.month = month
        self.workers = workers
        self.report = report
    }

    /// Plays everything, and answers whether the instance counted exactly what was done.
    package func run() async throws -> Bool {
        let world = try await withOfficers()
        let board = ReplayBoard(people)
        let start = ContinuousClock.now
        var times = ReplayTimes()
        report("\(total) transactions of \(people.count) people, \(workers) at a time")
        let progress = Task { await show(board, since: start) }
        await withTaskGroup(of: ReplayTimes.self) { group in
            for _ in 0..<workers {
                group.addTask { [plan] in
                    var worker = ReplayWorker(world)
                    while let person = board.next() { await worker.play(person, plan, board) }
                    return worker.times
                }
            }
            for await part in group { times.add(part) }
        }
        progress.cancel()
        let seconds = Replay.seconds(since: start)
        for fault in board.faults { report("fault: \(fault)") }
        let (done, requests) = (board.done, times.count)
        report(
            """

            \(done) transactions, \(requests) requests in \(Int(seconds)) s: \(Int(Double(done) / seconds)) \
            transactions and \(Int(Double(requests) / seconds)) requests a second

            """)
        for line in times.table() { report(line) }
        return try await compare()
    }

    private func withOfficers() async throws -> ReplayWorld {
        var world = world
        var worker = ReplayWorker(world)
        for part in plan.parts where part.script.decision != nil && part.count > 0 {
            let officer = officers.first { person in
                person.roles.contains { role in
                    guard case .officer(entity: _, services: let services) = role else { return false }
                    return services.contains(part.script.service)
                }
            }
            guard let officer else { throw ReplayFault("the pack has no officer for \(part.script.service)") }
            world.officers[part.script.service] = try await worker.signIn(
                qid: officer.account, phone: officer.codeAddress, officer.language)
        }
        return world
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }

    private func show(_ board: ReplayBoard, since start: ContinuousClock.Instant) async {
        while !Task.isCancelled {
            let count = board.done
            let passed = Replay.seconds(since: start)
            let rate = Double(count) / max(passed, 0.001)
            let width = 40 * count / max(1, total)
            let bar = String(repeating: "█", count: width) + String(repeating: "░", count: 40 - width)
            let left = rate > 0 ? Int(Double(total - count) / rate) : 0
            report("\r\(bar) \(count) of \(total), \(Int(rate))/s, \(left / 60) min \(left % 60) s left   ")
            try? await Task.sleep(for: .seconds(1))
        }
    }

    // MARK: What was counted

    private struct Counted: Decodable {
        struct Line: Decodable {
            let id: String
            let transactions: Int
        }
        struct Entry: Decodable {
            let source: String
            let transactions: Int
            let services: [Line]
        }
        let sources: [Entry]
    }

    /// Waits until the instance has counted as many as were done, and compares service by service.
    private func compare() async throws -> Bool {
        let all = wanted.values.reduce(0, +)
        var counted: [String: Int] = [:]
        for _ in 0..<600 {
            counted = try await figures()
            if counted.values.reduce(0, +) >= all { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        report("\n| service | wanted | counted | |\n| --- | --- | --- | --- |")
        var isRight = true
        for (service, wanted) in wanted.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let found = counted[service] ?? 0
            isRight = isRight && found == wanted
            report("| \(service) | \(wanted) | \(found) | \(found == wanted ? "✓" : "✗") |")
        }
        let total = counted.values.reduce(0, +)
        report("| all of \(month) | \(all) | \(total) | \(total == all ? "✓" : "✗") |")
        return isRight && total == all
    }

    private func figures() async throws -> [String: Int] {
        let reply = try await ReplayConnection.open(world.portal)
            .send(.GET, "/statistics/\(month)/data.json", cookie: "")
        let all = try JSONDecoder().decode(Counted.self, from: Data(reply.body.readableBytesView))
        let lines = all.sources.first { $0.source == "counted" }?.services ?? []
        return Dictionary(uniqueKeysWithValues: lines.map { ($0.id, $0.transactions) })
    }
}

extension ReplayWorker {
    /// Everything that one person does. What goes wrong ends his part.
    mutating func play(_ person: ReplayPerson, _ plan: ReplayPlan, _ board: ReplayBoard) async {
        do {
            let visitor = try await signIn(qid: person.qid, phone: person.phone, person.language)
            for errand in plan.errands(of: person) {
                try await run(errand, of: person, as: visitor)
                board.finish()
            }
            _ = try await get("\(visitor.root)/messages", as: visitor, .messages)
        } catch {
            board.note("\(person.id): \(error)")
        }
    }
}
