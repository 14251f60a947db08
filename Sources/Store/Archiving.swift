package import Foundation
import Kit

/// Rows of a growing table that may leave the database for an archive when they are old.
package struct OldRows: Sendable {
    let table: String
    /// The columns by which a row is named.
    let key: [String]
    /// The condition, written after `where`, that a row is from before the moment and nobody works with it any more.
    let before: @Sendable (Date, Transaction) throws -> SQL
    /// Done at the end of the transaction in which rows left or came back; throws where they may not.
    let settle: @Sendable (Transaction) throws -> Void

    /// - Parameters:
    ///   - key: the columns of the primary key, in its order; rows leave in this order.
    ///   - before: throws `Archiving.Fault.unsound` where the table is not as it should be: nothing leaves it then.
    package init(
        _ table: String, key: [String], before: @escaping @Sendable (Date, Transaction) throws -> SQL,
        settle: @escaping @Sendable (Transaction) throws -> Void = { _ in }
    ) {
        self.table = table
        self.key = key
        self.before = before
        self.settle = settle
    }
}

extension OldRows {
    /// The store's own: what modules told each other. It was delivered long ago.
    static let own = OldRows(
        "event", key: ["id"],
        before: { moment, _ in "id < \(Identifier.beginning(at: moment)) and happened_at < \(moment)" })
}

/// Takes old rows out of a database into an archive, and brings them back. The archive is an SQLite file with the schema
/// of the product, so that every tool that reads one reads the other.
package struct Archiving {
    /// What stands in the way.
    package enum Fault: Error, CustomStringConvertible {
        /// The archive is of another version of the product.
        case otherSchema
        /// The file is a database, but none that an archive was made of.
        case noArchive
        /// A row that is in both is not the same in both.
        case differs(table: String)
        /// The record is not what was written, or would not be whole with what comes back.
        case unsound(String)

        package var description: String {
            switch self {
            case .otherSchema: "the archive is at another migration than the database; run hukoomi migrate on both"
            case .noArchive: "the file is no archive; give the name of a new one"
            case .unsound(let what): what
            case .differs(let table): "a row of «\(table)» is not the same in the database and in the archive"
            }
        }
    }

    /// So many rows at a time: others go on writing meanwhile.
    private static let batch = 2000
    /// By which an archive is known (SQLite's `application_id`): no other database is ever taken for one.
    private static let mark = 0x484B_4152

    private let live: any Connection
    private let archive: any Connection
    /// The database, for what modules ask of it.
    private let transaction: Transaction

    /// Opens an archive, and makes it where there is none.
    package static func open(_ file: String, _ migrations: [Migration]) throws -> Store {
        let isNew = !FileManager.default.fileExists(atPath: file)
        let archive = try Store(file)
        try archive.alone { connection in
            if isNew { return try connection.script("pragma application_id = \(mark)") }
            var found = 0
            try connection.run("select application_id from pragma_application_id") { row in
                found = try row.integer(0)
                return false
            }
            guard found == mark else { throw Fault.noArchive }
        }
        try archive.migrate(migrations)
        return archive
    }

    /// Takes what is from before the moment out of the store. A row leaves once it is on disk in the archive; whoever is
    /// interrupted begins again, with the same archive. Others may use the database meanwhile.
    package static func take(
        _ rows: [OldRows], before moment: Date, from store: Store, into archive: Store,
        report: (_ table: String, _ rows: Int) -> Void
    ) throws {
        try with(store, archive) { archiving in
            for old in [OldRows.own] + rows { report(old.table, try archiving.take(old, before: moment)) }
        }
    }

    /// Brings everything that the archive holds back into the store, a table in one transaction: others wait meanwhile.
    /// The archive stays as it is.
    package static func restore(
        _ rows: [OldRows], from archive: Store, into store: Store, report: (_ table: String, _ rows: Int) -> Void
    ) throws {
        try with(store, archive) { archiving in
            for old in [OldRows.own] + rows { report(old.table, try archiving.restore(old)) }
        }
    }

    private static func with(_ store: Store, _ archive: Store, _ body: (Archiving) throws -> Void) throws {
        try store.alone { live in
            try archive.alone { archive in
                let steps: SQL = "select name from migration order by name"
                guard try live.texts(steps) == archive.texts(steps) else { throw Fault.otherSchema }
                // What the rows belong to stays where it is.
                if archive.dialect == .sqlite { try archive.script("pragma foreign_keys = off") }
                let transaction = Transaction(live, subscribers: store.subscribers)
                try body(Archiving(live: live, archive: archive, transaction: transaction))
            }
        }
    }

    private func take(_ old: OldRows, before moment: Date) throws -> Int {
        let table = try Table(old.table, key: old.key, on: live)
        let condition = try old.before(moment, transaction)
        var (count, last) = (0, [SQLValue]?.none)
        while true {
            let rows = try table.rows(on: live, where: condition, after: last, atMost: Archiving.batch)
            guard let end = rows.last else { break }
            try inTransaction(archive) { try put(rows, of: table, into: archive) }
            try letGo(table) {
                guard try table.remove(rows, on: live) == rows.count else { throw Fault.differs(table: old.table) }
                try old.settle(transaction)
            }
            (count, last) = (count + rows.count, end)
            if rows.count < Archiving.batch { break }
        }
        try live.dropEmptyPartitions(of: old.table)
        return count
    }

    private func restore(_ old: OldRows) throws -> Int {
        let table = try Table(old.table, key: old.key, on: archive)
        var (count, last) = (0, [SQLValue]?.none)
        try inTransaction(live) {
            while true {
                let rows = try table.rows(on: archive, where: "true", after: last, atMost: Archiving.batch)
                guard let end = rows.last else { break }
                try put(rows, of: table, into: live)
                (count, last) = (count + rows.count, end)
            }
            try old.settle(transaction)
        }
        return count
    }

    /// Writes the rows where they are not there yet, and sees that they are the same there.
    private func put(_ rows: [[SQLValue]], of table: Table, into connection: any Connection) throws {
        try table.add(rows, on: connection)
        guard try table.holds(rows, on: connection) else { throw Fault.differs(table: table.name) }
    }

    /// Runs the body in a transaction of the database in which the guards of the table let rows go.
    private func letGo(_ table: Table, _ body: () throws -> Void) throws {
        try inTransaction(live) {
            let guards = try live.lift(guardsOf: table.name)
            try body()
            try live.script(guards)
        }
    }

    private func inTransaction(_ connection: any Connection, _ body: () throws -> Void) throws {
        try connection.script(connection.dialect == .sqlite ? "begin immediate" : "begin")
        do {
            try body()
            try connection.script("commit")
        } catch {
            try? connection.script("rollback")
            throw error
        }
    }
}
