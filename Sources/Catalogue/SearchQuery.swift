import Kit

/// What was typed into the search box, understood: words without endings, mistakes mended, fillers dropped.
struct SearchQuery: Sendable, Hashable {
    static let longest = 200
    private static let mostWords = 12

    /// One word that is looked for.
    struct Term: Sendable, Hashable {
        let key: String
        /// The numbers of the words of the index that it stands for: one, all that begin so, or none.
        let words: Set<Int>
        /// The beginning of a word that is still being typed.
        var isBeginning = false

        /// The one word, or a number that no word has.
        var word: Int { isBeginning ? -1 : words.first ?? -1 }

        func stands(in words: Set<Int>) -> Bool { !self.words.isDisjoint(with: words) }
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

    private static func term(_ key: String, isLast: Bool, _ index: SearchIndex) -> Term {
        if let known = index.vocabulary[key] { return Term(key: key, words: [known.number]) }
        let letters = Letters(key)
        if isLast, letters.all.count >= 3 {
            let begun = index.vocabulary.values.filter { $0.letters.all.starts(with: letters.all) }
            if !begun.isEmpty { return Term(key: key, words: Set(begun.map(\.number)), isBeginning: true) }
        }
        guard let (meant, word) = Spelling.nearest(to: letters, in: index.vocabulary) else {
            return Term(key: key, words: [])
        }
        return Term(key: meant, words: [word.number])
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
