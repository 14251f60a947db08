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

    private static let batch = 1000
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
        guard try from.texts(steps) == to.texts(steps) else { throw Fault.otherSchema }
        let tables = try ordered(from.tables().filter { !Moving.left.contains($0) })
            .map { try Table($0, on: from) }
        for table in tables where try !table.isEmpty(on: to) { throw Fault.notEmpty(table: table.name) }
        try to.script("begin")
        do {
            for table in tables {
                report(table.name, try copy(table))
                try catchUp(table)
            }
            try to.script("commit")
        } catch {
            try? to.script("rollback")
            throw error
        }
        for table in tables {
            guard try table.digest(on: from) == table.digest(on: to) else { throw Fault.differs(table: table.name) }
        }
    }

    private func copy(_ table: Table) throws -> Int {
        var waiting: [[SQLValue]] = []
        var count = 0
        try table.each(on: from) { row in
            waiting.append(row)
            count += 1
            guard waiting.count == Moving.batch else { return }
            try table.add(waiting, on: to)
            waiting.removeAll()
        }
        try table.add(waiting, on: to)
        return count
    }

    /// Has the numbers of a table go on from what was copied.
    private func catchUp(_ table: Table) throws {
        guard to.dialect == .postgresql else { return }
        let sequences = try to.texts(
            "select sequencename::text from pg_sequences where schemaname = current_schema()")
        for column in table.columns {
            let numbering = Numbering(table: table.name, column: column)
            if sequences.contains(numbering.sequence) { try to.script(numbering.catchingUp) }
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
            waiting[table] = Set(try from.texts(referred)).subtracting([table])
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
