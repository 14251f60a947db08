import Foundation
import GRDB
import Logging
import Synchronization
import Kit

/// The database behind one façade: SQLite in this process.
///
/// Reads run on several connections beside each other; writes are taken in groups by one writer, each in a savepoint
/// of its own, and answered after the group's commit has reached the disk.
package final class Store: Sendable {
    private let pool: DatabasePool
    private let writer: Writer
    let subscribers = Subscribers()
    let handlers = Mutex<[String: JobHandler]>([:])
    package let meter: StoreMeter
    let jobsWaiting = Signal()

    /// Opens the file, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: an SQLite file; its folder must exist.
    ///   - readers: connections for reading, at least four.
    package init(path: String, readers: Int = 6) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = max(4, readers)
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "pragma foreign_keys = on; pragma cache_size = -16000; pragma temp_store = memory;")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        // The pool sets NORMAL when it turns on write-ahead logging; an answer must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "pragma synchronous = full") }
        meter = StoreMeter()
        writer = Writer(pool: pool, subscribers: subscribers, meter: meter, jobsWaiting: jobsWaiting)
    }

    /// Reads one consistent state of the database. No `await` inside.
    package func read<Value>(_ body: (Transaction) throws -> Value) async throws -> Value {
        meter.reads.add()
        return try readNow(body)
    }

    private func readNow<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try pool.unsafeRead { database in
            let connection = SQLiteConnection(database: database)
            // The pool would compile these anew for each read, and the connection cannot write anyway.
            try connection.run("begin")
            defer { try? connection.run("commit") }
            return try body(Transaction(connection, subscribers: subscribers))
        }
    }

    /// Changes the database: all of the body or nothing, on disk when this returns. No `await` inside.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.submit(Write(body: body, continuation: continuation))
        }
    }

    /// A consistent copy into a new file, while others go on reading and writing.
    package func backup(to path: String) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: "vacuum into ?", arguments: [path]) }
    }

    /// Names of the migrations that this database has not seen.
    package func pending(_ migrations: [Migration]) throws -> [String] {
        let done = try appliedMigrations()
        return Store.ordered(migrations).map(\.name).filter { !done.contains($0) }
    }

    /// Brings the schema up to date, each step in its transaction, and answers the names of the steps taken.
    @discardableResult
    package func migrate(_ migrations: [Migration]) throws -> [String] {
        let done = try appliedMigrations()
        let steps = Store.ordered(migrations).filter { !done.contains($0.name) }
        for step in steps {
            try pool.write { database in
                try database.execute(sql: step.sqlite)
                try database.execute(
                    sql: "insert into migration (name, applied_at) values (?, ?)",
                    arguments: [step.name, Int64(Date().timeIntervalSince1970 * 1000)])
            }
        }
        return steps.map(\.name)
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

    /// The value of SQLite's `synchronous` on the writing connection: 2 is FULL.
    package func synchronous() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "pragma synchronous") ?? -1 }
    }

    /// Takes no more writes, finishes those that wait, and closes the file.
    package func close() throws {
        writer.finish()
        try pool.close()
    }

    private func appliedMigrations() throws -> Set<String> {
        try pool.write { database in
            try database.execute(
                sql: "create table if not exists migration (name text primary key, applied_at integer not null) strict")
            return try Set(String.fetchAll(database, sql: "select name from migration"))
        }
    }

    private static func ordered(_ migrations: [Migration]) -> [Migration] {
        (Migration.own + migrations).enumerated()
            .sorted { ($0.element.name.prefix(10), $0.offset) < ($1.element.name.prefix(10), $1.offset) }
            .map(\.element)
    }
}
