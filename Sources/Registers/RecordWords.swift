import Kit
import Rules
package import Store

/// Searching a public register by the words of its records, each of which may be only begun.
extension Transaction {
    /// The public records in which every word of a text begins a word, in the order of their numbers; nil where the text has
    /// no word.
    ///
    /// - Parameter most: so many at most.
    package func records(matching text: String, of register: Register, most: Int) throws -> Asked<Record>? {
        let words = Register.words(of: text).sorted { $0.utf8.count > $1.utf8.count }.prefix(6)
        guard let first = words.first else { return nil }
        let others: SQL = words.dropFirst().reduce("") { others, word in
            """
            \(others) and exists (
                select 1 from record_word other where other.register = \(register.id) and other.id = found.id
                    and other.word >= \(word) and other.word < \(Register.end(of: word)))
            """
        }
        // A record may have several words that begin alike.
        return try ask(
            """
            select id, holder, fields from record
            where holder = 'public' and register = \(register.id) and id in (
                select found.id from record_word found
                where found.register = \(register.id) and found.word >= \(first) and found.word < \(Register.end(of: first))
                    \(others)
                order by found.word, found.id limit \(most * 4))
            order by id limit \(most)
            """
        ) { try register.record($0) }
    }

    /// Makes a record findable by its words.
    func index(_ record: Record, of register: Register) throws {
        guard !register.searched.isEmpty else { return }
        try run("delete from record_word where register = \(register.id) and id = \(record.id)")
        for word in register.words(of: record) {
            try run("insert into record_word (register, word, id) values (\(register.id), \(word), \(record.id))")
        }
    }

    /// Whether a register that is searched was loaded before it was.
    func lacksWords(_ register: Register) throws -> Bool {
        guard !register.searched.isEmpty else { return false }
        return try one("select 1 from record_word where register = \(register.id) limit 1") { _ in true } == nil
    }
}

extension Register {
    /// The keys of a text's words.
    static func words(of text: String) -> Set<String> { Set(MatchKey.keys(of: text)) }

    /// The first text after all that begin with a word.
    static func end(of word: String) -> String { word + "\u{10FFFF}" }

    /// Those of the fields that are searched, and of the number.
    func words(of record: Record) -> Set<String> {
        let texts = searched.compactMap { record.fields[$0] }.flatMap { value in
            value.string.map { [$0] } ?? value.context.map { $0.values.compactMap(\.string) } ?? []
        }
        return (texts + [record.id]).reduce(into: []) { $0.formUnion(Register.words(of: $1)) }
    }
}
