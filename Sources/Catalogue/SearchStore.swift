import Store

/// An entry that has some of the words, and how well they fit (BM25; more is better).
struct SearchMatch: Sendable, Hashable {
    let kind: SearchEntry.Kind
    let id: String
    var score: Double
}

extension Transaction {
    /// The version of the content that the search table was made from.
    func searchVersion() throws -> String? {
        try one("select version from search_index") { try $0.text(0) }
    }

    /// Makes the search table anew.
    func replaceSearch(with index: SearchIndex) throws {
        try run("delete from search_entry")
        for entry in index.entries {
            func text(_ keys: [String]) -> String { keys.joined(separator: " ") }
            try run(
                """
                insert into search_entry (kind, id, name, also_called, related, summary, rest)
                values (\(entry.kind.rawValue), \(entry.id), \(text(entry.name)), \(text(entry.alsoCalled)),
                    \(text(entry.related)), \(text(entry.summary)), \(text(entry.rest)))
                """)
        }
        try run(
            """
            insert into search_index (id, version) values (1, \(index.version))
            on conflict (id) do update set version = excluded.version
            """)
    }

    /// Entries with some of the words. A word in the name counts most; what an entry needs and where it is had, least.
    func searchMatches(_ expression: String, most: Int) throws -> [SearchMatch] {
        try all(
            """
            select kind, id, -bm25(search_entry, 0, 0, 10, 8, 3, 3, 1) from search_entry
            where search_entry match \(expression) order by 3 desc, id limit \(most)
            """
        ) { row -> SearchMatch in
            let kind = SearchEntry.Kind(rawValue: try row.text(0)) ?? .service
            return SearchMatch(kind: kind, id: try row.text(1), score: try row.real(2))
        }
    }
}
