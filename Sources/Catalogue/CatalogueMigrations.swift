package import Store

extension Catalogue {
    package static let migrations = [
        Migration(
            "2026-11-21-catalogue-1",
            sqlite: """
                create table search_index (
                    id integer primary key check (id = 1),
                    version text not null
                ) strict;

                create virtual table search_entry using fts5 (
                    kind unindexed, id unindexed, name, also_called, related, summary, rest,
                    tokenize = "unicode61 remove_diacritics 0"
                );
                """,
            postgresql: ""),
        Migration(
            "2026-11-22-catalogue-2",
            sqlite: """
                drop table search_entry;
                drop table search_index;
                """,
            postgresql: ""),
        Migration(
            "2026-11-22-catalogue-3",
            sqlite: """
                create table publication (
                    one integer primary key check (one = 1),
                    version text not null,
                    published_at integer not null
                ) strict;
                """),
    ]
}
