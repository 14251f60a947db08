import Foundation
import Kit
import Synchronization

/// A few connections to one address, each used on a thread that may wait for its answer.
final class PostgreSQLPool: Sendable {
    private let address: String
    private let threads: BoundedPool
    private let idle = Mutex<[PostgreSQLConnection]>([])
    private let isClosed = Atomic<Bool>(false)

    /// - Parameters:
    ///   - address: as libpq takes it.
    ///   - connections: how many at most.
    ///   - waiting: how many may stand in line for one.
    init(address: String, connections: Int, waiting: Int) {
        self.address = address
        threads = BoundedPool(name: "store", threads: connections, waiting: waiting, full: Unavailable("database"))
    }

    /// How many stand in line now.
    var waiting: Int { threads.waiting }

    /// Does the work on one of the threads.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard !isClosed.load(ordering: .relaxed) else { throw StoreDefect.closed }
        return try await threads.run(work)
    }

    func take() throws -> PostgreSQLConnection { try idle.withLock { $0.popLast() } ?? open() }

    /// A connection beside those that are kept.
    func open(
        _ timeouts: PostgreSQLConnection.Timeouts = .init(), mayWriteOutside: Bool = false
    ) throws -> PostgreSQLConnection {
        try PostgreSQLConnection(address: address, timeouts: timeouts, mayWriteOutside: mayWriteOutside)
    }

    func give(_ connection: PostgreSQLConnection) {
        guard connection.isAtRest, !isClosed.load(ordering: .relaxed) else { return }
        idle.withLock { $0.append(connection) }
    }

    /// Opens all connections anew, each when it is needed.
    func forget() { idle.withLock { $0.removeAll() } }

    func close() {
        isClosed.store(true, ordering: .relaxed)
        forget()
    }
}
