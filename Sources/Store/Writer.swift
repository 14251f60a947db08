import Foundation
import GRDB
import Kit
import Synchronization

/// A write that waits for its turn, and who waits for it.
protocol PendingWrite: Sendable {
    /// Does the work inside the group's transaction and answers what to do once the commit is on disk.
    func perform(on connection: SQLiteConnection) throws -> @Sendable () -> Void
    func fail(_ error: any Error)
}

struct Write<Value: Sendable>: PendingWrite {
    let body: @Sendable (any Connection) throws -> Value
    let continuation: CheckedContinuation<Value, any Error>

    func perform(on connection: SQLiteConnection) throws -> @Sendable () -> Void {
        let value = try body(connection)
        return { continuation.resume(returning: value) }
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}

/// The one thread that writes. It takes everything that waits, runs each write in a savepoint, commits once, and only
/// then answers: full durability at the price of one disk flush a group.
final class Writer: @unchecked Sendable {
    // Confined by `condition`: waiting, isFinished. All else is constant.
    private let condition = NSCondition()
    private var waiting: [any PendingWrite] = []
    private var isFinished = false
    private let finished = DispatchSemaphore(value: 0)
    private let pool: DatabasePool
    private let meter: StoreMeter
    private let mostWaiting: Int
    private static let largestGroup = 512

    init(pool: DatabasePool, meter: StoreMeter, mostWaiting: Int) {
        self.pool = pool
        self.meter = meter
        self.mostWaiting = mostWaiting
        let thread = Thread { [self] in work() }
        thread.name = "store-writer"
        thread.start()
    }

    /// Takes a write into the line. Where the line is longer than the disk empties in a second or so, whoever comes is
    /// asked to come back.
    func submit(_ write: some PendingWrite) {
        let refused = condition.withLock { () -> (any Error)? in
            if isFinished { return StoreDefect.closed }
            if waiting.count >= mostWaiting { return Unavailable("database") }
            waiting.append(write)
            meter.queue.set(waiting.count)
            condition.signal()
            return nil
        }
        if let refused { write.fail(refused) }
    }

    func finish() {
        condition.lock()
        let first = !isFinished
        isFinished = true
        condition.signal()
        condition.unlock()
        if first { finished.wait() }
    }

    private func work() {
        while let group = next() {
            meter.groups.observe(Double(group.count))
            let answers = commit(group)
            for answer in answers { answer() }
        }
        finished.signal()
    }

    private func next() -> [any PendingWrite]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            if isFinished { return nil }
            condition.wait()
        }
        let group = Array(waiting.prefix(Writer.largestGroup))
        waiting.removeFirst(group.count)
        meter.queue.set(waiting.count)
        return group
    }

    private func commit(_ group: [any PendingWrite]) -> [@Sendable () -> Void] {
        var answers: [@Sendable () -> Void] = []
        do {
            try pool.writeWithoutTransaction { database in
                let connection = SQLiteConnection(database: database)
                try connection.run("begin immediate")
                do {
                    for write in group {
                        answers.append(try answer(to: write, on: connection))
                    }
                    try connection.run("commit")
                } catch {
                    if connection.isInsideTransaction { _ = try? connection.run("rollback") }
                    throw error
                }
            }
        } catch {
            return group.map { write in { write.fail(error) } }
        }
        return answers
    }

    /// One write in its savepoint. Throws only where the whole group is lost.
    private func answer(
        to write: any PendingWrite, on connection: SQLiteConnection
    ) throws -> @Sendable () -> Void {
        try connection.run("savepoint one")
        do {
            let answer = try write.perform(on: connection)
            try connection.run("release one")
            return answer
        } catch {
            // Some faults of the disk end the transaction as a whole.
            guard connection.isInsideTransaction else { throw error }
            try connection.run("rollback to one")
            try connection.run("release one")
            return { write.fail(error) }
        }
    }
}
