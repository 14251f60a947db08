/// SQL as PostgreSQL writes it.
enum PostgreSQLText {
    /// `?` for each value becomes `$1`, `$2` …
    static func numbered(_ text: String) -> String {
        var written = ""
        var count = 0
        for piece in text.split(separator: "?", omittingEmptySubsequences: false) {
            if count > 0 { written += "$\(count)" }
            written += piece
            count += 1
        }
        return written
    }

    /// The schema of a migration, which is written for SQLite: other names for the kinds of columns, no table options,
    /// a function behind each trigger that keeps rows as they are.
    static func schema(_ text: String) -> String {
        let guardian =
            /create trigger (\w+) before (update|delete) on (\w+)\s+begin select raise\(abort, '([^']+)'\); end;/
        return text.replacing(/\)\s*strict(, without rowid)?/, with: ")")
            .replacing(/\binteger\b/, with: "bigint")
            .replacing(/\bblob\b/, with: "bytea")
            .replacing(/\breal\b/, with: "double precision")
            .replacing(/json_valid\((\w+)\)/) { "(\($0.output.1)::jsonb is not null)" }
            .replacing(guardian) { match in
                """
                create function \(match.1)() returns trigger language plpgsql as
                    $$ begin raise exception '\(match.4)'; end $$;
                create trigger \(match.1) before \(match.2) on \(match.3)
                    for each row execute function \(match.1)();
                """
            }
    }
}
