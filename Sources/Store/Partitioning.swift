package import Foundation
import Kit

/// A table that grows without end. On PostgreSQL its rows lie in partitions by their key, which grows with time, a month or
/// a million rows each, so that what is old can be let go as a whole. SQLite keeps it in one piece.
package struct Partitioning: Sendable {
    /// The first column of the primary key.
    package enum Key: Sendable {
        /// An `Identifier`: a partition for each month (UTC).
        case identifier(String)
        /// A number that counts: a partition for each million.
        case number(String)
    }

    /// So much is there beforehand; what comes later lies together.
    private static let monthsAhead = 12
    private static let millionsAhead = 8
    private static let million = 1_000_000

    let table: String
    let key: Key
    /// The table that its rows belong to: who writes both locks that one first, and so does who makes a partition.
    private let parent: String?
    /// What is not taken over with the columns and indexes of the table: foreign keys, triggers.
    private let also: String

    /// - Parameter also: statements of PostgreSQL, ended by semicolons, when the table that was there is called
    ///   `<table>_early`.
    package init(_ table: String, by key: Key, of parent: String? = nil, also: String = "") {
        self.table = table
        self.key = key
        self.parent = parent
        self.also = also
    }

    /// The lock of the parent, where there is one.
    var lock: String { parent.map { "lock table \($0) in share row exclusive mode;" } ?? "" }

    /// The store's own.
    static let own = Partitioning("event", by: .identifier("id"))

    /// Parts a table that may be in use; while its rows are looked through once, nobody else can use it. What it holds,
    /// and what comes until the end of the month, is the first partition; what no other takes is the last.
    package func migration(_ name: String) -> Migration {
        Migration(
            name, sqlite: "select 1",
            postgresql: """
                \(lock)
                alter table \(table) rename to \(table)_early;
                alter index \(table)_pkey rename to \(table)_early_pkey;
                create table \(table) (like \(table)_early including all) partition by range (\(column));
                \(also)
                do $$ begin execute format(
                    'alter table \(table) attach partition \(table)_early for values from (minvalue) to (%L)',
                    (\(firstEnd))); end $$;
                create table \(table)_rest partition of \(table) default;
                """)
    }

    /// The column of the key.
    var column: String {
        switch key {
        case .identifier(let column), .number(let column): column
        }
    }

    private var firstEnd: String {
        switch key {
        case .identifier:
            """
            select case when exists (select 1 from \(table)_early where \(column) >= mark) then 'g' else mark end
            from (select substr(hex, 1, 8) || '-' || substr(hex, 9, 4) as mark from (select lpad(to_hex((1000 *
                extract(epoch from date_trunc('month', now() at time zone 'utc') + interval '1 month'))::bigint), 12, '0')
                as hex) as moment) as month
            """
        case .number:
            "select (coalesce(max(\(column)), 0) / \(Partitioning.million) + 1) * \(Partitioning.million) from \(table)_early"
        }
    }

    /// The partitions that are still to be made, by where they begin and end, after the last that is there.
    func missing(after end: String, last: Int, now: Date) -> [(name: String, from: String, to: String)] {
        switch key {
        case .identifier:
            let today = Day(number: Int((now.timeIntervalSince1970 / 86_400).rounded(.down)))
            return (0...Partitioning.monthsAhead).compactMap { ahead in
                let month = (today - (today.day - 1)).adding(months: ahead)
                let next = month.adding(months: 1)
                let from = Partitioning.mark(month)
                guard from >= end else { return nil }
                return (
                    "\(table)_\(month.description.prefix(7).replacing("-", with: "_"))", from, Partitioning.mark(next)
                )
            }
        case .number:
            let from = (Int(end) ?? 0) / Partitioning.million
            let ahead = last / Partitioning.million + Partitioning.millionsAhead
            return (from..<max(from, ahead)).map { million in
                ("\(table)_\(million)", "\(million)000000", "\(million + 1)000000")
            }
        }
    }

    /// Where the identifiers of a day begin.
    private static func mark(_ day: Day) -> String {
        Identifier.beginning(at: Date(timeIntervalSince1970: Double(day.number) * 86_400))
    }
}

extension Store {
    /// Makes the partitions of the time to come. Nothing on SQLite.
    package func extend(_ partitionings: [Partitioning], at now: Date) throws {
        guard !isEmbedded else { return }
        try alone { connection in
            // Nodes that start at once go one after the other; the lock ends with the connection.
            try connection.script("select pg_advisory_lock(\(Store.schemaLock))")
            for one in [Partitioning.own] + partitionings { try connection.extend(one, at: now) }
        }
    }
}

extension Connection {
    fileprivate func extend(_ one: Partitioning, at now: Date) throws {
        guard let end = try partitions(of: one.table).last?.end else { return }
        var last = 0
        if case .number(let column) = one.key {
            try run(SQL(written: "select coalesce(max(\(column)), 0) from \(one.table)")) { row in
                last = try row.integer(0)
                return false
            }
        }
        for new in one.missing(after: end, last: last, now: now) {
            // What came while there was no partition for it stays with the rest.
            var isTaken = false
            try run(
                SQL(
                    written: """
                        select 1 from \(one.table)_rest
                        where \(one.column) >= '\(new.from)' and \(one.column) < '\(new.to)' limit 1
                        """)
            ) { _ in
                isTaken = true
                return false
            }
            guard !isTaken else { continue }
            // Several statements that are sent together are one transaction.
            try script(
                """
                \(one.lock) create table if not exists \(new.name) partition of \(one.table)
                    for values from ('\(new.from)') to ('\(new.to)')
                """)
        }
    }

    /// Lets partitions go that are empty and come before one that is not.
    func dropEmptyPartitions(of table: String) throws {
        let all = try partitions(of: table)
        guard let filled = try all.firstIndex(where: { try !Table($0.name, on: self).isEmpty(on: self) }) else {
            return
        }
        for partition in all[..<filled] {
            // Nobody may write into it between the look and the end of it.
            try script(
                """
                do $$ begin
                    lock table \(table) in access exclusive mode;
                    if not exists (select 1 from \(partition.name)) then drop table \(partition.name); end if;
                end $$
                """)
        }
    }

    /// The partitions of a table in the order of their ranges, each with the end of its range, without the one for the
    /// rest. None where there are none.
    private func partitions(of table: String) throws -> [(name: String, end: String)] {
        guard dialect == .postgresql else { return [] }
        var found: [(String, String)] = []
        try run(
            """
            select relname::text, substring(pg_get_expr(relpartbound, pg_class.oid) from 'TO \\(''{0,1}([^'')]+)') as range_end
            from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = to_regclass(\(table)) and pg_get_expr(relpartbound, pg_class.oid) <> 'DEFAULT'
            order by length(substring(pg_get_expr(relpartbound, pg_class.oid) from 'TO \\(''{0,1}([^'')]+)')), range_end
            """
        ) { row in
            found.append((try row.text(0), try row.text(1)))
            return true
        }
        return found
    }
}
