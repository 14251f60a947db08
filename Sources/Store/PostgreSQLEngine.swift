import Foundation
import Kit
import Synchronization

/// PostgreSQL on other machines: a few connections, each on a thread that may wait for its answer.
///
/// Every write is SERIALIZABLE, as everything is on SQLite's one writer, so that the code may rely on it on both; where
/// two get into each other's way, one is done again.
final class PostgreSQLEngine: Engine {
    /// For how long a transaction is tried again while the database is away: a failover takes some seconds.
    private static let patience = 5.0
    /// After so many collisions a transaction has all others wait for it.
    private static let tries = 4
    private static let mostTries = 12

    /// A replica that did not answer is left alone for so long.
    private static let rest = 30.0

    private let address: String
    private let leader: PostgreSQLPool
    private let replica: PostgreSQLPool?
    private let replicaRestsUntil = Mutex(Date.distantPast)
    private let meter: StoreMeter

    let dialect = Dialect.postgresql

    /// - Parameters:
    ///   - address: as libpq takes it, `postgres://user:password@host/name?sslmode=verify-full`.
    ///   - replica: the address of a server that follows; nil where there is none.
    ///   - connections: how many at most to each; about twice the database's cores serve best.
    init(address: String, replica: String?, connections: Int, waiting: Int, meter: StoreMeter) throws {
        self.address = address
        self.meter = meter
        leader = PostgreSQLPool(address: address, connections: connections, waiting: waiting)
        self.replica = replica.map { PostgreSQLPool(address: $0, connections: connections, waiting: waiting) }
        leader.give(try leader.open())
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try await transaction(.reading, body) }

    func glance<Value: Sendable>(
        _ age: Age, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        if age == .recent, let replica, replicaRestsUntil.withLock({ $0 < Date() }) {
            do {
                return try await replica.run { [self] in try once(.glancing, on: replica, body) }
            } catch is PostgreSQLFault {
                // Away, behind a conflict, or without a table that is new: the leader has it.
                replica.forget()
                replicaRestsUntil.withLock { $0 = Date(timeIntervalSinceNow: PostgreSQLEngine.rest) }
            }
        }
        return try await transaction(.glancing, body)
    }

    func write<Value: Sendable>(
        _ care: Care, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try await transaction(care == .taking ? .taking : .writing(alone: false), body) }

    func alone<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try body(leader.open(.init(statement: 0, lock: 60_000), mayWriteOutside: true))
    }

    func listen(for announcement: Announcement, _ tell: @escaping @Sendable () -> Void) -> any Sendable {
        Listening(PostgreSQLListener(address: address, channel: announcement.rawValue, tell: tell))
    }

    func isDurable() throws -> Bool {
        let connection = try leader.open()
        var isOn = false
        try connection.run(
            "select (current_setting('synchronous_commit') <> 'off' and current_setting('fsync') = 'on')::int"
        ) { row in
            isOn = try row.flag(0)
            return true
        }
        return isOn
    }

    func backup(to path: String) throws {
        let dump = Process()
        dump.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        dump.arguments = ["pg_dump", "--format=custom", "--file=\(path)", "--dbname=\(address)"]
        try dump.run()
        dump.waitUntilExit()
        guard dump.terminationStatus == 0 else { throw Unavailable("pg_dump") }
    }

    func close() throws {
        leader.close()
        replica?.close()
    }

    // MARK: Transactions

    private func transaction<Value: Sendable>(
        _ mode: PostgreSQLConnection.Mode, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        meter.queue.set(leader.waiting)
        return try await leader.run { [self] in try insist(mode, body) }
    }

    /// Does the transaction, and does it again where it collided or the database was away.
    private func insist<Value>(
        _ mode: PostgreSQLConnection.Mode, _ body: (any Connection) throws -> Value
    ) throws -> Value {
        let end = Date(timeIntervalSinceNow: PostgreSQLEngine.patience)
        var repetitions = 0
        while true {
            // Whoever goes alone must not hold all others up behind somebody who takes long: then he tries beside them.
            var isAlone = false
            if case .writing = mode { isAlone = repetitions >= PostgreSQLEngine.tries && repetitions % 2 == 0 }
            do {
                return try once(isAlone ? .writing(alone: true) : mode, on: leader, body)
            } catch PostgreSQLFault.tooSlow where isAlone && repetitions < PostgreSQLEngine.mostTries {
                repetitions += 1
            } catch let fault as PostgreSQLFault {
                if repetitions < fault.repetitions {
                    repetitions += 1
                    meter.collisions.add()
                    Thread.sleep(forTimeInterval: Double.random(in: 0...0.002) * Double(1 << min(repetitions, 6)))
                } else if fault.isAway(for: mode), Date() < end {
                    leader.forget()
                    Thread.sleep(forTimeInterval: Double.random(in: 0.05...0.2))
                } else if case .refused = fault {
                    throw fault
                } else {
                    throw Unavailable("database")
                }
            }
        }
    }

    private func once<Value>(
        _ mode: PostgreSQLConnection.Mode, on pool: PostgreSQLPool, _ body: (any Connection) throws -> Value
    ) throws -> Value {
        let connection = try pool.take()
        defer { pool.give(connection) }
        connection.begin(mode)
        let value: Value
        do {
            value = try body(connection)
        } catch {
            connection.rollBack()
            throw error
        }
        do {
            guard mode.mayWrite else {
                try connection.endReading()
                return value
            }
            try connection.commit()
        } catch PostgreSQLFault.lost where mode.mayWrite {
            // Whether it was committed before the connection went is known to the server only.
            guard let number = connection.number, try wasCommitted(number, on: connection.server) else {
                throw PostgreSQLFault.lost
            }
        } catch {
            connection.rollBack()
            throw error
        }
        return value
    }

    /// Asks the server that came back how a transaction ended whose end was not heard of.
    private func wasCommitted(_ number: String, on server: String) throws -> Bool {
        let end = Date(timeIntervalSinceNow: PostgreSQLEngine.patience)
        while Date() < end {
            Thread.sleep(forTimeInterval: 0.1)
            guard let connection = try? leader.open() else { continue }
            // A server that was started since, or another that took over, may have given the number to somebody else.
            guard connection.server == server else { break }
            var status: String?
            // Whatever goes wrong here says nothing of how the transaction ended.
            _ = try? connection.run("select pg_xact_status(\(number)::xid8)") { row in
                status = row.optionalText(0)
                return true
            }
            switch status {
            case "committed": return true
            case "aborted": return false
            default: continue
            }
        }
        // It may have been committed: to do it again could do it twice.
        throw Unavailable("database")
    }
}
