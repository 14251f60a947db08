import Foundation

/// A few threads of their own for work that takes long and never waits, such as hashing a password or drawing a paper,
/// so that it keeps nobody else from being answered. Where too many wait already, the next one is asked to come back.
package final class BoundedPool: Sendable {
    private let line: WaitingLine
    private let full: any Error

    /// - Parameters:
    ///   - waiting: how many may stand in line while all threads are at work.
    ///   - full: what is said to whoever finds the line full.
    package init(name: String, threads: Int, waiting: Int, full: any Error) {
        let line = WaitingLine(most: waiting)
        self.line = line
        self.full = full
        for number in 1...max(1, threads) {
            let thread = Thread { line.work() }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    deinit { line.finish() }

    /// How many stand in line now.
    package var waiting: Int { line.count }

    /// Does the work on one of the threads. Throws what the work throws, or what is said where the line is full.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isAccepted = line.add { continuation.resume(with: Result { try work() }) }
            guard !isAccepted else { return }
            continuation.resume(throwing: full)
        }
    }
}

/// The line before the threads of a pool.
private final class WaitingLine: @unchecked Sendable {
    // Confined by `condition`: works, isFinished. All else is constant.
    private let condition = NSCondition()
    private var works: [@Sendable () -> Void] = []
    private var isFinished = false
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { condition.withLock { works.count } }

    func add(_ work: @escaping @Sendable () -> Void) -> Bool {
        condition.withLock {
            guard works.count < most else { return false }
            works.append(work)
            condition.signal()
            return true
        }
    }

    func finish() {
        condition.withLock {
            isFinished = true
            condition.broadcast()
        }
    }

    func work() {
        while let work = next() { work() }
    }

    /// The next one in line; nil once the pool is gone and the line is empty.
    private func next() -> (@Sendable () -> Void)? {
        condition.withLock {
            while works.isEmpty {
                if isFinished { return nil }
                condition.wait()
            }
            return works.removeFirst()
        }
    }
}
