import Kit

/// Numbers for the rows of a table, one after the other. Nobody waits for another's number, so on PostgreSQL a transaction
/// that is undone leaves a gap.
package struct Numbering: Sendable {
    let table: String
    let column: String

    package init(table: String, column: String) {
        self.table = table
        self.column = column
    }

    /// The sequence on PostgreSQL that gives the numbers out.
    var sequence: String { "\(table)_\(column)_next" }

    /// Makes the sequence, to go on from what the table holds. The embedded database looks at the table itself.
    package func migration(_ name: String) -> Migration {
        Migration(
            name, sqlite: "select 1",
            postgresql: "create sequence \(sequence) minvalue 0 start 0; \(catchingUp)")
    }

    /// Has the sequence go on from what the table holds.
    var catchingUp: String {
        "select setval('\(sequence)', (select coalesce(max(\(column)) + 1, 0) from \(table)), false)"
    }
}

extension Transaction {
    /// The next number, from 0.
    package func next(_ numbering: Numbering) throws -> Int {
        let sql =
            connection.dialect == .postgresql
            ? "select nextval('\(numbering.sequence)')"
            : "select coalesce(max(\(numbering.column)) + 1, 0) from \(numbering.table)"
        return try one(SQL(written: sql)) { try $0.integer(0) } ?? 0
    }
}
