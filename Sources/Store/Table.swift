import CLibPQ
import GRDBSQLite

/// A table whose rows are copied as they are, whatever they mean.
struct Table {
    let name: String
    let columns: [String]
    /// The columns by which a row is named.
    private let key: [String]
    /// Where the key's columns stand among all.
    private let places: [Int]

    /// So many rows a statement.
    private static let batch = 100

    private var list: String { columns.joined(separator: ", ") }

    /// - Parameter key: the columns of the primary key, where rows are to be found again.
    init(_ name: String, key: [String] = [], on connection: any Connection) throws {
        self.name = name
        self.key = key
        columns = try connection.columns(of: name)
        places = key.compactMap(columns.firstIndex(of:))
    }

    func isEmpty(on connection: any Connection) throws -> Bool {
        var isEmpty = true
        try connection.run(SQL(written: "select 1 from \(name) limit 1")) { _ in
            isEmpty = false
            return false
        }
        return isEmpty
    }

    /// Hands over every row.
    func each(on connection: any Connection, _ take: ([SQLValue]) throws -> Void) throws {
        try connection.run(SQL(written: "select \(list) from \(name)")) { row in
            try take(columns.indices.map { row.value($0) })
            return true
        }
    }

    /// Rows for which the condition holds, in the order of their key, from the one after `last`.
    func rows(
        on connection: any Connection, where condition: SQL, after last: [SQLValue]?, atMost count: Int
    ) throws -> [[SQLValue]] {
        let order = SQL(written: key.joined(separator: ", "))
        var sql: SQL = "select \(SQL(written: list)) from \(SQL(written: name)) where (\(condition))"
        if let last {
            var after = SQL(written: " and (\(order.text)) > (\(marks(key.count)))")
            after.values = places.map { last[$0] }
            sql = "\(sql)\(after)"
        }
        var rows: [[SQLValue]] = []
        try connection.run("\(sql) order by \(order) limit \(count)") { row in
            rows.append(columns.indices.map { row.value($0) })
            return true
        }
        return rows
    }

    /// Writes the rows; with a key, those that are not there yet.
    func add(_ rows: some Collection<[SQLValue]>, on connection: any Connection) throws {
        try batches(rows) { some in
            var insert = SQL(
                written: "insert into \(name) (\(list)) values "
                    + repeatElement("(\(marks(columns.count)))", count: some.count).joined(separator: ", ")
                    + (key.isEmpty ? "" : " on conflict do nothing"))
            insert.values = some.flatMap { $0 }
            try connection.run(insert)
        }
    }

    /// Whether each row is there, and the same.
    func holds(_ rows: [[SQLValue]], on connection: any Connection) throws -> Bool {
        // By their bytes: two texts may be the same to a reader and not the same.
        var found: Set<[UInt8]> = []
        try batches(rows) { some in
            try connection.run("select \(SQL(written: list)) from \(SQL(written: name)) where \(named(some))") { row in
                found.insert(columns.indices.flatMap { row.value($0).mark })
                return true
            }
        }
        return found == Set(rows.map { $0.flatMap(\.mark) })
    }

    /// Removes the rows and answers how many there were.
    func remove(_ rows: [[SQLValue]], on connection: any Connection) throws -> Int {
        var count = 0
        try batches(rows) { some in
            count += try connection.run("delete from \(SQL(written: name)) where \(named(some))")
        }
        return count
    }

    /// A number that is the same where the rows are the same, in whatever order they lie: the sum of a hash of each
    /// (FNV-1a, 64 bits) beside their count.
    func digest(on connection: any Connection) throws -> [UInt64] {
        var (sum, count): (UInt64, UInt64) = (0, 0)
        try each(on: connection) { row in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for value in row {
                for byte in value.mark { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            }
            sum &+= hash
            count += 1
        }
        return [sum, count]
    }

    private func batches<Rows: Collection<[SQLValue]>>(_ rows: Rows, _ body: (Rows.SubSequence) throws -> Void) throws {
        var rest = rows[...]
        while !rest.isEmpty {
            try body(rest.prefix(Table.batch))
            rest = rest.dropFirst(Table.batch)
        }
    }

    /// The condition that a row is one of these.
    private func named(_ rows: some Collection<[SQLValue]>) -> SQL {
        let one = "(" + key.map { "\($0) = ?" }.joined(separator: " and ") + ")"
        var sql = SQL(written: repeatElement(one, count: rows.count).joined(separator: " or "))
        sql.values = rows.flatMap { row in places.map { row[$0] } }
        return sql
    }

    private func marks(_ count: Int) -> String { repeatElement("?", count: count).joined(separator: ", ") }
}

extension Connection {
    /// The first column of each row.
    func texts(_ sql: SQL) throws -> [String] {
        var texts: [String] = []
        try run(sql) { row in
            texts.append(try row.text(0))
            return true
        }
        return texts
    }

    /// The names of all tables; of one that lies in pieces, that of the whole.
    func tables() throws -> [String] {
        switch dialect {
        case .sqlite:
            try texts("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
        case .postgresql:
            try texts(
                """
                select relname::text from pg_class
                where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
                order by 1
                """)
        }
    }

    func columns(of table: String) throws -> [String] {
        switch dialect {
        case .sqlite: try texts("select name from pragma_table_info(\(table)) order by cid")
        case .postgresql:
            try texts(
                """
                select column_name::text from information_schema.columns
                where table_schema = current_schema() and table_name = \(table) order by ordinal_position
                """)
        }
    }

    /// Lifts the triggers that keep rows of the table from being removed, inside a transaction; answers the statements
    /// that set them again.
    func lift(guardsOf table: String) throws -> String {
        switch dialect {
        case .sqlite:
            let guards = try texts(
                """
                select sql from sqlite_schema
                where type = 'trigger' and tbl_name = \(table) and sql like '%before delete%'
                """)
            for name in try texts(
                """
                select name from sqlite_schema
                where type = 'trigger' and tbl_name = \(table) and sql like '%before delete%'
                """)
            { try script("drop trigger \(name)") }
            return guards.map { "\($0);" }.joined(separator: "\n")
        case .postgresql:
            // Taking the lock for nothing would hold others up.
            guard
                try !texts(
                    "select tgname::text from pg_trigger where tgrelid = to_regclass(\(table)) and not tgisinternal"
                ).isEmpty
            else { return "" }
            try script("alter table \(table) disable trigger user")
            return "alter table \(table) enable trigger user"
        }
    }
}

extension Row {
    /// A cell as it is, whatever it is.
    func value(_ index: Int) -> SQLValue {
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
