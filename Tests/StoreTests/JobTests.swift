import Foundation
import Kit
import Logging
import Store
import Support
import Synchronization
import Testing

private struct Sung: Event {
    static let name = "test.sung"
    let song: String
}

private struct Ring: Job {
    static let kind = "test.ring"
    let bell: String
}

private struct Broken: Error {}

/// A clock and a list of what was done.
private final class Diary: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_795_248_000))
    private let lines = Mutex<[String]>([])
    var now: Date { moment.withLock { $0 } }
    func move(_ seconds: Double) { moment.withLock { $0 += seconds } }
    func note(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

@Suite("Events and jobs") struct JobTests {
    private let diary = Diary()

    private func runner(_ store: Store) -> JobRunner {
        let diary = diary
        return JobRunner(
            store: store, clock: { diary.now }, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("an event is told to everybody who hears it, and not where its transaction failed")
    func heard() async throws {
        let store = try TestStore.make()
        let diary = diary
        store.hear(Sung.self, as: "test.first") { _, event in diary.note("first \(event.song)") }
        store.hear(Sung.self, as: "test.second") { _, event in diary.note("second \(event.song)") }
        let now = diary.now
        try await store.write { try $0.publish(Sung(song: "a"), at: now) }
        _ = try? await store.write { transaction in
            try transaction.publish(Sung(song: "b"), at: now)
            throw Broken()
        }
        #expect(diary.all.isEmpty, "nothing is heard before the jobs run")
        #expect(try await runner(store).round() == 2)
        #expect(try await runner(store).round() == 0)
        #expect(diary.all.sorted() == ["first a", "second a"])
    }

    @Test("a party that does not answer keeps a job no longer than the patience, and it is tried again")
    func keptTooLong() async throws {
        let store = try TestStore.make()
        let diary = diary
        store.performOutside(Ring.self) { ring in
            diary.note("rang \(ring.bell)")
            try await Task.sleep(for: .seconds(3600))
        }
        let now = diary.now
        try await store.write { try $0.enqueue(Ring(bell: "door"), at: now) }
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let runner = JobRunner(store: store, clock: { diary.now }, log: log, patience: .milliseconds(20))
        for _ in 0..<2 {
            #expect(try await runner.round() == 1)
            diary.move(10)
        }
        #expect(diary.all == ["rang door", "rang door"])
        let faults = try await store.read { try $0.all("select fault from job") { try $0.text(0) } }
        #expect(faults == ["TookTooLong"])
    }

    @Test("an event waits for whoever is not there yet, and one subscriber's fault is not another's")
    func oneFails() async throws {
        let store = try TestStore.make()
        let diary = diary
        store.hear(Sung.self, as: "test.good") { _, event in diary.note(event.song) }
        store.hear(Sung.self, as: "test.bad") { transaction, _ in
            try transaction.run("insert into secret (name, value) values ('half', \([UInt8(1)]))")
            throw Broken()
        }
        let now = diary.now
        try await store.write { try $0.publish(Sung(song: "a"), at: now) }
        try await runner(store).round()
        #expect(diary.all == ["a"])
        let half = try await store.read { try $0.one("select 1 from secret where name = 'half'") { _ in true } }
        #expect(half == nil, "what the failed one wrote is gone")
    }

    @Test("a job is done when it is due, and not before")
    func due() async throws {
        let store = try TestStore.make()
        let diary = diary
        store.perform(Ring.self) { _, job in diary.note(job.bell) }
        let now = diary.now
        try await store.write { transaction in
            try transaction.enqueue(Ring(bell: "later"), due: now.addingTimeInterval(60), at: now)
            try transaction.enqueue(Ring(bell: "now"), at: now)
        }
        try await runner(store).round()
        #expect(diary.all == ["now"])
        diary.move(59)
        #expect(try await runner(store).round() == 0)
        diary.move(1)
        try await runner(store).round()
        #expect(diary.all == ["now", "later"])
    }

    @Test("two runners do a job inside the database once")
    func once() async throws {
        let store = try TestStore.make()
        let diary = diary
        store.perform(Ring.self) { _, job in diary.note(job.bell) }
        let now = diary.now
        try await store.write { transaction in
            for number in 0..<50 { try transaction.enqueue(Ring(bell: "\(number)"), at: now) }
        }
        let runner = runner(store)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try? await runner.round() } }
        }
        #expect(diary.all.count == 50 && Set(diary.all).count == 50)
    }

    @Test("a job that fails is tried later and later, then lies still until it is sent round again")
    func dead() async throws {
        let store = try TestStore.make()
        let diary = diary
        let isMended = Mutex(false)
        store.performOutside(Ring.self) { job in
            diary.note(job.bell)
            if !isMended.withLock({ $0 }) { throw Broken() }
        }
        let now = diary.now
        try await store.write { try $0.enqueue(Ring(bell: "x"), at: now) }
        var pauses: [Double] = []
        var last = diary.now
        for _ in 0..<100 where try await store.deadJobs().isEmpty {
            let due = try await store.read { try $0.one("select due_at from job") { try $0.moment(0) } }
            diary.move(max(0, (due ?? diary.now).timeIntervalSince(diary.now)))
            pauses.append(diary.now.timeIntervalSince(last))
            last = diary.now
            #expect(try await runner(store).round() == 1)
        }
        #expect(pauses.count == JobRunner.attempts)
        #expect(pauses == pauses.sorted(), "\(pauses)")
        let dead = try #require(try await store.deadJobs().first)
        #expect(dead.kind == "test.ring" && dead.attempts == JobRunner.attempts && !dead.fault.isEmpty)
        diary.move(100_000)
        #expect(try await runner(store).round() == 0)
        isMended.withLock { $0 = true }
        #expect(try await store.redrive(job: "nothing", at: diary.now) == 0)
        #expect(try await store.redrive(job: dead.id, at: diary.now) == 1)
        #expect(try await runner(store).round() == 1)
        #expect(try await store.deadJobs().isEmpty)
        #expect(try await runner(store).round() == 0)
    }

    @Test("a job whose runner died is done by another when its lease has run out")
    func lease() async throws {
        let store = try TestStore.make()
        let diary = diary
        let now = diary.now
        try await store.write { try $0.enqueue(Ring(bell: "x"), at: now) }
        // A runner that took the job and was killed.
        let lease = now.addingTimeInterval(60)
        _ = try await store.write { try $0.run("update job set leased_until = \(lease), attempts = 1") }
        store.perform(Ring.self) { _, job in diary.note(job.bell) }
        #expect(try await runner(store).round() == 0)
        diary.move(61)
        #expect(try await runner(store).round() == 1)
        #expect(diary.all == ["x"])
    }

    @Test("while a runner runs, what is queued is done, also after its clock was set back")
    func running() async throws {
        let store = try TestStore.make()
        let diary = diary
        let (done, line) = AsyncStream.makeStream(of: String.self)
        store.perform(Ring.self) { _, job in line.yield(job.bell) }
        let runner = runner(store)
        let work = Task { await runner.run() }
        var bells = done.makeAsyncIterator()
        try await store.write { try $0.enqueue(Ring(bell: "a"), at: diary.now) }
        #expect(await bells.next() == "a")
        // Queued by the old clock and not done yet, or queued by another node that is ahead.
        let ahead = diary.now
        diary.move(-3600)
        try await store.write { try $0.enqueue(Ring(bell: "b"), at: diary.now) }
        #expect(await bells.next() == "b")
        try await store.write { try $0.enqueue(Ring(bell: "late"), due: ahead + 60, at: diary.now) }
        try await store.write { try $0.enqueue(Ring(bell: "ahead"), at: ahead) }
        diary.move(-3600)
        #expect(await bells.next() == "ahead")
        diary.move(7300)
        #expect(await bells.next() == "late")
        work.cancel()
        await work.value
    }

    @Test("a job that nobody knows is kept for an operator")
    func unknown() async throws {
        let store = try TestStore.make()
        let now = diary.now
        try await store.write { try $0.enqueue(Ring(bell: "x"), at: now) }
        for _ in 0..<JobRunner.attempts {
            try await runner(store).round()
            diary.move(4000)
        }
        #expect(try await store.deadJobs().count == 1)
    }
}
