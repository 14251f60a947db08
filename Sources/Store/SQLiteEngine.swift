import Foundation
import GRDB
import Kit

/// SQLite in this process: reads run on several connections beside each other; writes are taken in groups by one
/// writer, each in a savepoint of its own, and answered after the group's commit has reached the disk.
struct SQLiteEngine: Engine {
    private let pool: DatabasePool
    private let writer: Writer

    let dialect = Dialect.sqlite

    /// Opens the file, and makes it where there is none.
    init(path: String, readers: Int, waiting: Int, meter: StoreMeter) throws {
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
        writer = Writer(pool: pool, meter: meter, mostWaiting: waiting)
    }

    /// Reads at once, on the thread that asks: a page takes microseconds, and waiting for another thread takes more.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try readNow(body) }

    func glance<Value: Sendable>(
        _ age: Age, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try now(body) }

    private func now<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try pool.unsafeRead { try body(SQLiteConnection(database: $0)) }
    }

    private func readNow<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try now { connection in
            // The pool would compile these anew for each read, and the connection cannot write anyway.
            try connection.run("begin")
            defer { _ = try? connection.run("commit") }
            return try body(connection)
        }
    }

    func write<Value: Sendable>(
        _ care: Care, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.submit(Write(body: body, continuation: continuation))
        }
    }

    func alone<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try pool.writeWithoutTransaction { try body(SQLiteConnection(database: $0)) }
    }

    /// There is one process: what it announces it tells itself (`Listeners`).
    func listen(for announcement: Announcement, _ tell: @escaping @Sendable () -> Void) -> any Sendable { () }

    func isDurable() throws -> Bool {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "pragma synchronous") == 2 }
    }

    func backup(to path: String) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: "vacuum into ?", arguments: [path]) }
    }

    func close() throws {
        writer.finish()
        try pool.close()
    }
}
