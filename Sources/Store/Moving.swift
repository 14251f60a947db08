import CLibPQ
import Foundation
import GRDBSQLite
import Kit

/// Copies everything of one database into another, empty one, of either engine, and compares the two row by row.
package struct Moving {
    /// What stands in the way, or differs afterwards.
    package enum Fault: Error, CustomStringConvertible {
        case notEmpty(table: String)
        case otherSchema
        case differs(table: String)

        package var description: String {
            switch self {
            case .notEmpty(let table): "the new database is not empty: «\(table)» has rows"
            case .otherSchema: "the two databases are not at the same migration; run hukoomi migrate on both"
            case .differs(let table): "«\(table)» is not the same in both; the copy must not be used"
            }
        }
    }

    private static let batch = 100
    /// What is not worth keeping, or comes about by migrating and copying the rest.
    private static let left: Set<String> = ["migration", "rate_limit", "slot_taken", "turn"]

    private let from: any Connection
    private let to: any Connection

    /// Copies what `source` holds at this moment; it may go on being read. Whatever is written to it afterwards is not
    /// in the copy: stop its nodes first. `report` is told each table and its rows.
    package static func move(
        from source: Store, to target: Store, report: (_ table: String, _ rows: Int) -> Void
    ) throws {
        try source.alone { from in
            try target.alone { to in
                try from.script("begin")
                defer { try? from.script("rollback") }
                try Moving(from: from, to: to).run(report)
            }
        }
    }

    private func run(_ report: (String, Int) -> Void) throws {
        let steps: SQL = "select name from migration order by name"
        guard try Moving.texts(steps, on: from) == Moving.texts(steps, on: to) else { throw Fault.otherSchema }
        let tables = try ordered(Moving.tables(on: from).filter { !Moving.left.contains($0) })
        for table in tables {
            var isEmpty = true
            try to.run(SQL(written: "select 1 from \(table) limit 1")) { _ in
                isEmpty = false
                return false
            }
            guard isEmpty else { throw Fault.notEmpty(table: table) }
        }
        try to.script("begin")
        do {
            for table in tables {
                report(table, try copy(table))
                try catchUp(table)
            }
            try to.script("commit")
        } catch {
            try? to.script("rollback")
            throw error
        }
        for table in tables {
            guard try digest(table, on: from) == digest(table, on: to) else { throw Fault.differs(table: table) }
        }
    }

    private func copy(_ table: String) throws -> Int {
        let columns = try Moving.columns(of: table, on: from)
        let places = "(" + repeatElement("?", count: columns.count).joined(separator: ", ") + ")"
        var waiting: [[SQLValue]] = []
        var count = 0
        func write() throws {
            guard !waiting.isEmpty else { return }
            var insert = SQL(
                written: "insert into \(table) (\(columns.joined(separator: ", "))) values "
                    + repeatElement(places, count: waiting.count).joined(separator: ", "))
            insert.values = waiting.flatMap { $0 }
            try to.run(insert)
            waiting.removeAll()
        }
        try from.run(SQL(written: "select \(columns.joined(separator: ", ")) from \(table)")) { row in
            waiting.append(columns.indices.map { row.value($0) })
            count += 1
            if waiting.count == Moving.batch { try write() }
            return true
        }
        try write()
        return count
    }

    /// Has the numbers of a table go on from what was copied.
    private func catchUp(_ table: String) throws {
        guard to.dialect == .postgresql else { return }
        let sequences = try Moving.texts(
            "select sequencename::text from pg_sequences where schemaname = current_schema()", on: to)
        for column in try Moving.columns(of: table, on: to) {
            let numbering = Numbering(table: table, column: column)
            if sequences.contains(numbering.sequence) { try to.script(numbering.catchingUp) }
        }
    }

    /// A number that is the same where the rows are the same, in whatever order they lie: the sum of a hash of each
    /// (FNV-1a, 64 bits) beside their count.
    private func digest(_ table: String, on connection: any Connection) throws -> [UInt64] {
        let columns = try Moving.columns(of: table, on: from)
        var (sum, count): (UInt64, UInt64) = (0, 0)
        try connection.run(SQL(written: "select \(columns.joined(separator: ", ")) from \(table)")) { row in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for index in columns.indices {
                for byte in row.value(index).mark { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            }
            sum &+= hash
            count += 1
            return true
        }
        return [sum, count]
    }

    // MARK: The schema

    private static func texts(_ sql: SQL, on connection: any Connection) throws -> [String] {
        var texts: [String] = []
        try connection.run(sql) { row in
            texts.append(try row.text(0))
            return true
        }
        return texts
    }

    private static func tables(on connection: any Connection) throws -> [String] {
        switch connection.dialect {
        case .sqlite:
            try texts(
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
                on: connection)
        case .postgresql:
            try texts(
                "select tablename::text from pg_tables where schemaname = current_schema() order by 1", on: connection)
        }
    }

    private static func columns(of table: String, on connection: any Connection) throws -> [String] {
        switch connection.dialect {
        case .sqlite: try texts("select name from pragma_table_info(\(table)) order by cid", on: connection)
        case .postgresql:
            try texts(
                """
                select column_name::text from information_schema.columns
                where table_schema = current_schema() and table_name = \(table) order by ordinal_position
                """, on: connection)
        }
    }

    /// Each table after those that its rows refer to.
    private func ordered(_ tables: [String]) throws -> [String] {
        var waiting: [String: Set<String>] = [:]
        for table in tables {
            let referred: SQL =
                switch from.dialect {
                case .sqlite: "select distinct \"table\" from pragma_foreign_key_list(\(table))"
                case .postgresql:
                    """
                    select distinct confrelid::regclass::text from pg_constraint
                    where contype = 'f' and conrelid = (\(table))::regclass
                    """
                }
            waiting[table] = Set(try Moving.texts(referred, on: from)).subtracting([table])
        }
        var ordered: [String] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.value.isSubset(of: ordered) }.keys.sorted()
            guard !ready.isEmpty else { throw Fault.otherSchema }
            for table in ready { waiting[table] = nil }
            ordered += ready
        }
        return ordered
    }
}

extension Row {
    /// A cell as it is, whatever it is.
    fileprivate func value(_ index: Int) -> SQLValue {
        switch cells {
        case .sqlite(let statement):
            switch sqlite3_column_type(statement, Int32(index)) {
            case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, Int32(index)))
            case SQLITE_FLOAT: .real(sqlite3_column_double(statement, Int32(index)))
            case SQLITE_TEXT: .text(optionalText(index) ?? "")
            case SQLITE_BLOB: .blob(optionalBlob(index) ?? [])
            default: .null
            }
        case .postgresql(let result, let row):
            if PQgetisnull(result, row, Int32(index)) == 1 {
                .null
            } else {
                switch PQftype(result, Int32(index)) {
                case 20: .integer(Int64(optionalInteger(index) ?? 0))
                case 701: .real(Double(optionalText(index) ?? "") ?? 0)
                case 17: .blob(optionalBlob(index) ?? [])
                default: .text(optionalText(index) ?? "")
                }
            }
        }
    }
}

extension SQLValue {
    /// The value as bytes, by which two are told apart.
    fileprivate var mark: [UInt8] {
        switch self {
        case .null: [0]
        case .integer(let number): [1] + Array(String(number).utf8)
        case .real(let number): [2] + Array(String(number).utf8)
        case .text(let text): [3] + Array(text.utf8) + [0]
        case .blob(let bytes): [4] + bytes + [0]
        }
    }
}
