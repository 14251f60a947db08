import Foundation
import GRDB
import GRDBSQLite
import Kit

/// A connection to the embedded database, used by one thread at a time.
///
/// GRDB opens it, keeps its prepared statements and sees to the pool; statements are bound and stepped here, because
/// a row of GRDB is an object and a page reads many.
struct SQLiteConnection: Connection {
    let database: Database

    var dialect: Dialect { .sqlite }
    var isInsideTransaction: Bool { database.isInsideTransaction }

    @discardableResult
    func run(_ sql: SQL, _ row: (Row) throws -> Bool) throws -> Int {
        var prepared = try database.cachedStatement(sql: sql.text)
        // The same text is in use further up: a statement of its own.
        if sqlite3_stmt_busy(prepared.sqliteStatement) != 0 { prepared = try database.makeStatement(sql: sql.text) }
        let statement = prepared.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in sql.values.enumerated() { bind(value, to: statement, at: Int32(index + 1)) }
        return try withExtendedLifetime(prepared) {
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: guard try row(Row(cells: .sqlite(statement))) else { return database.changesCount }
                case SQLITE_DONE: return database.changesCount
                case let code: throw SQLiteFault(code: code, database).told
                }
            }
        }
    }

    func script(_ text: String) throws { try database.execute(sql: text) }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(var text):
            text.withUTF8 { bytes in
                let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                if let start {
                    sqlite3_bind_text(statement, index, start, Int32(bytes.count), SQLiteConnection.copied)
                } else {
                    sqlite3_bind_text(statement, index, "", 0, SQLiteConnection.copied)
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(statement, index, 0)
            } else {
                sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), SQLiteConnection.copied)
            }
        }
    }

    /// SQLITE_TRANSIENT, which the C header writes as a cast that Swift does not import: SQLite copies the bytes.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// What the embedded database refused, in its own words and without the values of the statement.
struct SQLiteFault: Error, CustomStringConvertible {
    /// The extended result code of SQLite.
    let code: Int32
    let description: String

    init(code: Int32, _ database: Database) {
        self.code = database.sqliteConnection.map { sqlite3_extended_errcode($0) } ?? code
        description = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) } ?? "closed"
    }

    /// A disk that is full, read-only, broken or gone is nobody's mistake: it may be well again soon.
    var told: any Error {
        [SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN].contains(code & 0xff)
            ? Unavailable("database") : self
    }
}
