import Kit

/// Everything that can be found, and the words that find it. All that a search compares is made here, once.
struct SearchIndex: Sendable {
    /// A word of the index: how often it stands there, and how people write it.
    struct Word: Sendable {
        /// The same for as long as the index lives.
        let number: Int
        let letters: Letters
        /// The plainest of the ways in which it is written: small letters before capital ones, the shortest first.
        private(set) var written: String
        private(set) var count = 0

        init(_ part: (word: String, key: String), number: Int) {
            self.number = number
            letters = Letters(part.key)
            written = part.word
        }

        mutating func add(_ word: String) {
            count += 1
            let plain = (written.lowercased() == written ? 0 : 1, written.count, written)
            if (word.lowercased() == word ? 0 : 1, word.count, word) < plain { written = word }
        }
    }

    let entries: [SearchEntry]
    let postings: Postings
    let vocabulary: [String: Word]
    /// What results show of services, by language and id.
    let shown: [Language: [String: ShownTexts]]
    private let facets: [SearchEntry.Kind: [String: Facets]]

    /// An entry's words by their numbers.
    private struct Facets: Sendable {
        let telling: Set<Int>
        let other: Set<Int>
        let phrases: Set<[Int]>

        init(_ entry: SearchEntry, _ vocabulary: [String: Word]) {
            func numbers(_ keys: [String]) -> [Int] { keys.compactMap { vocabulary[$0]?.number } }
            telling = Set(numbers(entry.telling))
            other = Set(numbers(entry.other))
            phrases = Set(entry.phrases.map(numbers))
        }
    }

    init(_ content: CatalogueContent) {
        var lexicon = Lexicon(content.synonyms)
        let services = content.services.map { SearchEntry($0, content, &lexicon) }
        entries = services + content.entities.map { SearchEntry($0, &lexicon) }
        let vocabulary = lexicon.words
        self.vocabulary = vocabulary
        postings = Postings(entries, vocabulary)
        facets = Dictionary(grouping: entries, by: \.kind).mapValues { entries in
            Dictionary(entries.map { ($0.id, Facets($0, vocabulary)) }) { first, _ in first }
        }
        var shown: [Language: [String: ShownTexts]] = [:]
        for service in content.services {
            let alsoCalled = service.alsoCalled.all.sorted().map { NumberedText($0, vocabulary) }
            for language in Language.allCases {
                shown[language, default: [:]][service.id] = ShownTexts(
                    name: NumberedText(service.name[language], vocabulary),
                    summary: NumberedText(service.summary[language], vocabulary), alsoCalled: alsoCalled)
            }
        }
        self.shown = shown
    }

    /// How well an entry answers a query as a whole, about 0 to 1.5: it should have all the words, rather in what it
    /// is called than elsewhere; one that is called just so comes first.
    func fit(_ kind: SearchEntry.Kind, _ id: String, _ terms: [SearchQuery.Term]) -> Double {
        guard let facet = facets[kind]?[id], !terms.isEmpty else { return 0 }
        let parts = terms.map { term in
            term.stands(in: facet.telling) ? 1 : term.stands(in: facet.other) ? 0.7 : 0
        }
        let share = parts.reduce(0, +) / Double(terms.count)
        return share * share * (facet.phrases.contains(terms.map(\.word)) ? 1.5 : 1)
    }
}
