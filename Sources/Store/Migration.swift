/// One step of the schema. Append-only, ordered by its name, which begins with the day it was written.
package struct Migration: Sendable, Hashable {
    package let name: String
    /// Statements for SQLite, parted by semicolons.
    package let sqlite: String

    /// Statements for PostgreSQL, where they are more than SQLite's in other words.
    private let postgresql: String?

    package init(_ name: String, sqlite: String, postgresql: String? = nil) {
        self.name = name
        self.sqlite = sqlite
        self.postgresql = postgresql
    }

    func text(for dialect: Dialect) -> String {
        switch dialect {
        case .sqlite: sqlite
        case .postgresql: postgresql ?? PostgreSQLText.schema(sqlite)
        }
    }
}

extension Migration {
    /// The list of the steps that were taken.
    static let log = """
        create table if not exists migration (name text primary key, applied_at integer not null) strict
        """

    /// The store's own tables.
    static let own = [
        Migration(
            "2026-11-21-store-1",
            sqlite: """
                create table event (
                    id text primary key,
                    name text not null,
                    payload text not null check (json_valid(payload)),
                    happened_at integer not null
                ) strict, without rowid;

                create table job (
                    id text primary key,
                    kind text not null,
                    payload text not null check (json_valid(payload)),
                    due_at integer not null,
                    attempts integer not null,
                    leased_until integer,
                    fault text,
                    dead_at integer,
                    created_at integer not null
                ) strict, without rowid;
                create index job_due on job (due_at) where dead_at is null;
                create index job_dead on job (dead_at) where dead_at is not null;

                create table secret (
                    name text primary key,
                    value blob not null
                ) strict, without rowid;
                """),
        // Locked by writing transactions; holds nothing.
        Migration("2026-11-22-store-3", sqlite: "select 1", postgresql: "create table turn (one bigint)"),
        Partitioning.own.migration("2026-11-22-store-4"),
    ]
}
