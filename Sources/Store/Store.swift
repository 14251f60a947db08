import Foundation
import Kit
import Logging
import Synchronization

/// The database behind one façade: SQLite in this process, or PostgreSQL on other machines. The code is the same for
/// both.
package final class Store: Sendable {
    private let engine: any Engine
    let subscribers = Subscribers()
    let handlers = Mutex<[String: JobHandler]>([:])
    package let meter: StoreMeter
    let jobsWaiting = Signal()
    private let listeners = Listeners()

    /// Opens the database.
    ///
    /// - Parameters:
    ///   - location: an SQLite file, which is made where there is none and whose folder must exist; or
    ///     `postgres://user@host/name` with all that libpq takes.
    ///   - replica: a PostgreSQL server that follows the first, for what may be some seconds old.
    ///   - readers: SQLite's connections for reading, at least four.
    ///   - connections: connections to PostgreSQL; about twice the database's cores serve best.
    ///   - waiting: how many writes (on PostgreSQL: transactions) may stand in line; whoever finds the line full is asked
    ///     to come back (`Unavailable`).
    package init(
        _ location: String, replica: String? = nil, readers: Int = 6, connections: Int = 4, waiting: Int = 8192
    ) throws {
        meter = StoreMeter()
        engine =
            Store.isRemote(location)
            ? try PostgreSQLEngine(
                address: location, replica: replica, connections: max(2, connections), waiting: waiting, meter: meter)
            : try SQLiteEngine(path: location, readers: readers, waiting: waiting, meter: meter)
    }

    /// Whether the location names a PostgreSQL server.
    package static func isRemote(_ location: String) -> Bool {
        location.hasPrefix("postgres://") || location.hasPrefix("postgresql://")
    }

    /// Whether the database lives in this process alone, so that no other node can be at work on it.
    package var isEmbedded: Bool { engine.dialect == .sqlite }

    /// Reads one consistent state of the database. No `await` inside.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        meter.reads.add()
        return try await engine.read { [subscribers] in try body(Transaction($0, subscribers: subscribers)) }
    }

    /// Answers a question of a single statement, which needs no transaction around it. Cheaper than `read`; a second
    /// statement may see a later state.
    package func glance<Value: Sendable>(
        age: Age = .current, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        meter.reads.add()
        return try await engine.glance(age) { [subscribers] in try body(Transaction($0, subscribers: subscribers)) }
    }

    /// Changes the database: all of the body or nothing, on disk when this returns. No `await` inside; where others got
    /// into its way the body runs again.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await write(.serial, body) }

    /// Takes work that no other node has taken.
    func take<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        try await write(.taking, body)
    }

    /// Counts in a single statement, beside others that count: a collision waits instead of doing all again.
    package func count<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await write(.taking, body) }

    /// Calls `tell` whenever something may have been announced, for as long as what is answered is held.
    package func listen(for announcement: Announcement, _ tell: @escaping @Sendable () -> Void) -> any Sendable {
        isEmbedded ? listeners.add(announcement, tell) : engine.listen(for: announcement, tell)
    }

    private func write<Value: Sendable>(
        _ care: Care, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let (value, hasQueuedJobs, announced) = try await engine.write(care) { [subscribers] connection in
            let transaction = Transaction(connection, subscribers: subscribers)
            return (try body(transaction), transaction.hasQueuedJobs, transaction.announced)
        }
        if hasQueuedJobs { jobsWaiting.raise() }
        for announcement in announced { listeners.tell(announcement) }
        return value
    }

    /// A consistent copy into a new file, while others go on reading and writing: an SQLite file, or what `pg_dump`
    /// writes and `pg_restore` reads.
    package func backup(to path: String) throws { try engine.backup(to: path) }

    /// Names of the migrations that this database has not seen.
    package func pending(_ migrations: [Migration]) async throws -> [String] {
        let done = Set(try await read { try $0.all("select name from migration") { try $0.text(0) } })
        return Store.ordered(migrations).map(\.name).filter { !done.contains($0) }
    }

    /// Brings the schema up to date, each step in its transaction, and answers the names of the steps taken.
    @discardableResult
    package func migrate(_ migrations: [Migration]) throws -> [String] {
        try engine.alone { connection in
            if connection.dialect == .postgresql {
                // Nodes that start at once go one after the other; the lock ends with the connection.
                try connection.script("select pg_advisory_lock(\(Store.schemaLock))")
            }
            let done = try Store.applied(on: connection)
            let steps = Store.ordered(migrations).filter { !done.contains($0.name) }
            for step in steps { try Store.take(step, on: connection) }
            return steps.map(\.name)
        }
    }

    /// Whoever changes tables of PostgreSQL holds this lock.
    static let schemaLock = 4_826_570

    private static func take(_ step: Migration, on connection: any Connection) throws {
        try connection.script("begin")
        do {
            try connection.script(step.text(for: connection.dialect))
            try connection.run("insert into migration (name, applied_at) values (\(step.name), \(Date()))")
            try connection.script("commit")
        } catch {
            try? connection.script("rollback")
            throw error
        }
    }

    private static func applied(on connection: any Connection) throws -> Set<String> {
        let log = Migration("log", sqlite: Migration.log)
        try connection.script(log.text(for: connection.dialect))
        var names: Set<String> = []
        try connection.run("select name from migration") { row in
            names.insert(try row.text(0))
            return true
        }
        return names
    }

    private static func ordered(_ migrations: [Migration]) -> [Migration] {
        (Migration.own + migrations).enumerated()
            .sorted { ($0.element.name.prefix(10), $0.offset) < ($1.element.name.prefix(10), $1.offset) }
            .map(\.element)
    }

    /// A secret of this installation, made at the first call: keys for signatures of forms and codes.
    package func secret(_ name: String, length: Int = 32) async throws -> [UInt8] {
        try await write { transaction in
            var generator = SystemRandomNumberGenerator()
            let fresh = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            try transaction.run("insert into secret (name, value) values (\(name), \(fresh)) on conflict do nothing")
            return try transaction.one("select value from secret where name = \(name)") { try $0.blob(0) } ?? fresh
        }
    }

    /// Runs the body on a connection of its own, outside of any transaction.
    func alone<Value>(_ body: (any Connection) throws -> Value) throws -> Value { try engine.alone(body) }

    /// Whether what was answered survives a power cut: SQLite's `synchronous` is FULL, PostgreSQL's commit waits for the
    /// disk.
    package func isDurable() throws -> Bool { try engine.isDurable() }

    /// Takes no more work, finishes what waits, and closes the database.
    package func close() throws { try engine.close() }
}
