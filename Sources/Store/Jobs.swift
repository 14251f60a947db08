package import Foundation
import Synchronization
import Kit
package import Logging

/// What is done for a job: inside the transaction that also removes it, or outside of any.
enum JobHandler: Sendable {
    case inside(@Sendable (Transaction, String) throws -> Void)
    case outside(@Sendable (String) async throws -> Void)
}

/// A job that was given up, for the operator who looks and sends it round again.
package struct DeadJob: Sendable {
    package let id: String
    package let kind: String
    package let attempts: Int
    package let fault: String
    package let diedAt: Date
}

extension Store {
    /// Has every event of that kind delivered to the body, at least once: it must be able to hear one twice.
    package func hear<Subject: Event>(
        _ event: Subject.Type, as name: String,
        _ body: @escaping @Sendable (Transaction, Subject) throws -> Void
    ) {
        subscribers.add(name, to: Subject.name)
        let handler: @Sendable (Transaction, String) throws -> Void = { transaction, payload in
            try body(transaction, JSONDecoder().decode(Subject.self, from: Data(payload.utf8)))
        }
        handlers.withLock { $0[name] = .inside(handler) }
    }

    /// Has jobs of that kind done inside the transaction that removes them.
    package func perform<Work: Job>(_ kind: Work.Type, _ body: @escaping @Sendable (Transaction, Work) throws -> Void) {
        let handler: @Sendable (Transaction, String) throws -> Void = { transaction, payload in
            try body(transaction, JSONDecoder().decode(Work.self, from: Data(payload.utf8)))
        }
        handlers.withLock { $0[Work.kind] = .inside(handler) }
    }

    /// Has jobs of that kind done outside of a transaction, where they talk to other parties.
    package func performOutside<Work: Job>(_ kind: Work.Type, _ body: @escaping @Sendable (Work) async throws -> Void) {
        let handler: @Sendable (String) async throws -> Void = { payload in
            try await body(JSONDecoder().decode(Work.self, from: Data(payload.utf8)))
        }
        handlers.withLock { $0[Work.kind] = .outside(handler) }
    }

    package func deadJobs() async throws -> [DeadJob] {
        try await read { transaction in
            try transaction.all(
                "select id, kind, attempts, coalesce(fault, ''), dead_at from job where dead_at is not null order by dead_at"
            ) { row in
                try DeadJob(
                    id: row.text(0), kind: row.text(1), attempts: row.integer(2), fault: row.text(3),
                    diedAt: row.moment(4))
            }
        }
    }

    /// Sends a dead job round again, or all of them; answers how many.
    package func redrive(job id: String?, at now: Date) async throws -> Int {
        try await write { transaction in
            let only: SQL = id.map { "and id = \($0)" } ?? ""
            return try transaction.changed(
                by:
                    "update job set dead_at = null, attempts = 0, due_at = \(now) where dead_at is not null \(only)")
        }
    }
}

/// Does the jobs that are due, until it is cancelled. A job that fails is tried again after 2, 4, 8 … seconds, an hour
/// at the most; after `attempts`, some six hours, it lies still for an operator.
package struct JobRunner: Sendable {
    package static let attempts = 16
    private static let lease = 60.0
    /// For so long an outside party may keep a job, within the lease: then it is cancelled, and tried again later.
    package static let patience = Duration.seconds(45)
    /// Jobs that are done at the same time.
    private static let most = 64

    let store: Store
    let clock: @Sendable () -> Date
    let log: Logger
    private let patience: Duration

    /// - Parameter patience: how long an outside party may keep a job.
    package init(
        store: Store, clock: @escaping @Sendable () -> Date, log: Logger, patience: Duration = JobRunner.patience
    ) {
        self.store = store
        self.clock = clock
        self.log = log
        self.patience = patience
    }

    package func run() async {
        if store.isEmbedded {
            // There is one runner: what another had taken when it was killed is free at once.
            _ = try? await store.write {
                try $0.run("update job set leased_until = null where leased_until is not null")
            }
        }
        await catchUp()
        let running = Gauge()
        var last = clock()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                if clock() < last - 1 { await catchUp() }
                last = clock()
                // A job that waits for a party that is slow leaves its room to the others until it is done.
                let claims = await claim(most: JobRunner.most - running.value)
                running.add(claims.count)
                for claim in claims {
                    group.addTask {
                        await carryOut(claim)
                        running.add(-1)
                        store.jobsWaiting.raise()
                    }
                }
                if claims.isEmpty {
                    await store.jobsWaiting.wait(atMost: .milliseconds(500))
                } else if running.value > JobRunner.most / 2 {
                    await store.jobsWaiting.wait(atMost: .milliseconds(5))
                }
            }
        }
    }

    /// The clock was set back: what was to be done at once by the old one is due now, not when that time comes again, and
    /// who has taken a job has it no longer than he would.
    private func catchUp() async {
        let now = clock()
        _ = try? await store.write { transaction in
            try transaction.run(
                """
                update job set due_at = \(now)
                where dead_at is null and due_at > \(now) and due_at <= created_at and created_at > \(now)
                """)
            let lease = now + JobRunner.lease
            try transaction.run(
                """
                update job set leased_until = \(lease)
                where dead_at is null and leased_until > \(lease + JobRunner.lease)
                """)
        }
    }

    /// Does what is due now, once, and answers how many jobs that were.
    @discardableResult
    package func round() async throws -> Int {
        let due = try await take(most: JobRunner.most)
        await withTaskGroup(of: Void.self) { group in
            for claim in due { group.addTask { await carryOut(claim) } }
        }
        return due.count
    }

    /// Takes jobs that are due; none, after a pause, where the database does not answer.
    private func claim(most: Int) async -> [Claim] {
        do {
            return most > 0 ? try await take(most: most) : []
        } catch {
            log.error("jobs.round.failed", metadata: ["error": "\(type(of: error))"])
            try? await Task.sleep(for: .seconds(1))
            return []
        }
    }

    private func take(most: Int) async throws -> [Claim] {
        let now = clock()
        let due: SQL = "dead_at is null and due_at <= \(now) and (leased_until is null or leased_until < \(now))"
        // In its order, so that PostgreSQL goes by the index: without, it hopes to meet one soon, and reads all that wait.
        let isAny = try await store.glance {
            try $0.one("select 1 from job where \(due) order by due_at limit 1") { _ in true }
        }
        guard isAny ?? false else { return [] }
        return try await store.take { transaction in
            let lease = now + JobRunner.lease
            return try transaction.all(
                """
                update job set leased_until = \(lease), attempts = attempts + 1
                where id in (select id from job where \(due) order by due_at limit \(most) \(transaction.skipsTaken))
                returning id, kind, payload, attempts
                """
            ) { try Claim(id: $0.text(0), kind: $0.text(1), payload: $0.text(2), attempts: $0.integer(3)) }
        }
    }

    private struct Claim: Sendable {
        let id: String
        let kind: String
        let payload: String
        let attempts: Int
    }

    private func carryOut(_ claim: Claim) async {
        do {
            switch store.handlers.withLock({ $0[claim.kind] }) {
            case .inside(let body):
                try await store.write { transaction in
                    // Gone means that another runner did it: nothing is done twice.
                    guard try transaction.changed(by: "delete from job where id = \(claim.id)") == 1 else { return }
                    try body(transaction, claim.payload)
                }
            case .outside(let body):
                try await JobRunner.within(patience) { try await body(claim.payload) }
                try await store.write { _ = try $0.changed(by: "delete from job where id = \(claim.id)") }
            case nil:
                throw StoreDefect.unknownJob(claim.kind)
            }
            store.meter.jobsDone.add()
        } catch {
            store.meter.jobsFailed.add()
            await putBack(claim, after: error)
        }
    }

    private struct TookTooLong: Error {}

    /// Does the work, or throws when the time is over.
    private static func within(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: limit)
                throw TookTooLong()
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Hands a job back: soon where the program is stopping, later and later where it failed.
    private func putBack(_ claim: Claim, after error: any Error) async {
        let now = clock()
        let stopping = Task.isCancelled
        let dead = !stopping && claim.attempts >= JobRunner.attempts
        let pause = stopping ? 0 : min(3600, Double(1 << min(claim.attempts, 12)))
        log.warning(
            "job.failed",
            metadata: [
                "kind": "\(claim.kind)", "attempt": "\(claim.attempts)", "error": "\(type(of: error))",
                "dead": "\(dead)",
            ])
        let fault = String(describing: type(of: error))
        _ = try? await store.write { transaction in
            try transaction.run(
                """
                update job set leased_until = null, due_at = \(now.addingTimeInterval(pause)), fault = \(fault),
                    dead_at = \(dead ? now : nil), attempts = \(stopping ? claim.attempts - 1 : claim.attempts)
                where id = \(claim.id)
                """)
        }
    }
}
