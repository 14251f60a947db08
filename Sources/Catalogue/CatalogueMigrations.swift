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
                """)
    ]
}
