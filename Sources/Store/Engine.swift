import Foundation
import Kit

/// One of the two databases that the product runs on. Everything else of the store is the same for both.
protocol Engine: Sendable {
    var dialect: Dialect { get }

    /// Runs the body on one consistent state of the database, which it cannot change.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// Runs the body, which asks one question only and changes nothing.
    func glance<Value: Sendable>(
        _ age: Age, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// Runs the body as one transaction, and answers when it is on disk.
    func write<Value: Sendable>(
        _ care: Care, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// Runs the body on a connection of its own, outside of any transaction and without a limit of time.
    func alone<Value>(_ body: (any Connection) throws -> Value) throws -> Value

    /// Calls `tell` whenever something may have been announced, for as long as what is answered is held.
    func listen(for announcement: Announcement, _ tell: @escaping @Sendable () -> Void) -> any Sendable

    /// Whether what was answered survives a power cut.
    func isDurable() throws -> Bool

    /// Writes a consistent copy into a new file, while others go on reading and writing.
    func backup(to path: String) throws

    /// Takes no more work, finishes what waits, and closes.
    func close() throws
}

/// How old what is read may be.
package enum Age: Sendable {
    /// As it is now.
    case current
    /// As it was some seconds ago: from a replica, where there is one.
    case recent
}

/// How strictly a write is kept apart from those beside it.
enum Care: Sendable {
    /// As if it were alone.
    case serial
    /// Takes or counts one thing that others take too, and decides nothing by what it read elsewhere.
    case taking
}

/// What nodes tell each other through the database.
package enum Announcement: String, Sendable {
    /// Other content is published.
    case content
}

/// How an engine writes SQL where the two differ.
enum Dialect: Sendable {
    case sqlite, postgresql
}

/// One connection to an engine, used by one thread at a time.
protocol Connection {
    var dialect: Dialect { get }

    /// Carries a statement out and hands over each row of its answer, until `row` answers false.
    /// - Returns: how many rows the statement changed.
    @discardableResult
    func run(_ sql: SQL, _ row: (Row) throws -> Bool) throws -> Int

    /// Carries a statement out of which nobody wants to know anything; a database on another machine may be told of it
    /// with the next one, and what is wrong with it is said then.
    func put(_ sql: SQL) throws

    /// Asks a question; `row` gets each row of the answer, at the latest when `fetch` has returned.
    func ask(_ sql: SQL, _ row: @escaping (Row) -> Void) throws

    /// Fetches the answers that were asked for and are not there yet.
    func fetch() throws

    /// Carries out several statements without values, parted by semicolons.
    func script(_ text: String) throws
}

extension Connection {
    @discardableResult
    func run(_ sql: SQL) throws -> Int { try run(sql) { _ in true } }

    func put(_ sql: SQL) throws { try run(sql) }

    func ask(_ sql: SQL, _ row: @escaping (Row) -> Void) throws {
        try run(sql) {
            row($0)
            return true
        }
    }

    func fetch() throws {}
}
