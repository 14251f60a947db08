/// What was typed into the search box, understood: words without endings, mistakes mended, fillers dropped.
struct SearchQuery: Sendable, Hashable {
    static let longest = 200
    private static let mostWords = 12

    /// One word that is looked for.
    struct Term: Sendable, Hashable {
        let key: String
        /// The beginning of a word that is still being typed.
        let isBeginning: Bool

        func matches(_ key: String) -> Bool { isBeginning ? key.hasPrefix(self.key) : key == self.key }

        func stands(in keys: Set<String>) -> Bool { isBeginning ? keys.contains(where: matches) : keys.contains(key) }
    }

    let typed: String
    let terms: [Term]
    /// What is searched for instead of what was typed, where that had mistakes.
    let corrected: String?

    init(_ text: String, in index: SearchIndex) {
        typed = String(MatchKey.visible(text).unicodeScalars.prefix(SearchQuery.longest))
        var parts = Array(MatchKey.parts(of: typed).prefix(SearchQuery.mostWords))
        let telling = parts.filter { !StopWords.keys.contains($0.key) }
        if !telling.isEmpty { parts = telling }
        parts = SearchQuery.joined(parts, index)
        var terms: [Term] = []
        var written: [String] = []
        for (place, part) in parts.enumerated() {
            let term = SearchQuery.term(part.key, isLast: place == parts.count - 1, index)
            terms.append(term)
            let isMended = term.key != part.key
            written.append(isMended ? index.vocabulary[term.key]?.written ?? term.key : part.word)
        }
        self.terms = terms
        corrected = zip(terms, parts).contains { $0.key != $1.key } ? written.joined(separator: " ") : nil
    }

    /// For FTS5: every word in quotes, so that nothing that was typed is read as an operator.
    var expression: String {
        terms.map { "\"\($0.key)\"" + ($0.isBeginning ? "*" : "") }.joined(separator: " OR ")
    }

    private static func term(_ key: String, isLast: Bool, _ index: SearchIndex) -> Term {
        if index.vocabulary[key] != nil { return Term(key: key, isBeginning: false) }
        let letters = key.unicodeScalars.count
        if isLast, letters >= 3, index.vocabulary.keys.contains(where: { $0.hasPrefix(key) }) {
            return Term(key: key, isBeginning: true)
        }
        return Term(key: Spelling.nearest(to: key, in: index.vocabulary) ?? key, isBeginning: false)
    }

    /// Words that were typed apart but are known as one: «wi fi», «كيو ار».
    private static func joined(
        _ parts: [(word: String, key: String)], _ index: SearchIndex
    ) -> [(word: String, key: String)] {
        var joined: [(word: String, key: String)] = []
        for part in parts {
            let both = joined.last.map { $0.key + part.key }
            if let both, let last = joined.last, index.vocabulary[both] != nil,
                index.vocabulary[last.key] == nil || index.vocabulary[part.key] == nil
            {
                joined[joined.count - 1] = (last.word + part.word, both)
            } else {
                joined.append(part)
            }
        }
        return joined
    }
}
