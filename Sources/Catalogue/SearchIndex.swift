/// Everything that can be found, and the words that find it.
struct SearchIndex: Sendable {
    /// Raised when keys or columns are made in another way, so that tables of before are made anew.
    static let format = 1

    /// A word of the index: how often it stands there, and how people write it.
    struct Word: Sendable {
        var count: Int
        let written: String
    }

    let version: String
    let entries: [SearchEntry]
    let vocabulary: [String: Word]
    private let facets: [String: Facets]

    /// An entry's words, ready to be asked.
    private struct Facets: Sendable {
        let telling: Set<String>
        let other: Set<String>
        let phrases: Set<[String]>
    }

    init(_ content: CatalogueContent) {
        version = "\(content.version)-\(SearchIndex.format)"
        var lexicon = Lexicon(content.synonyms)
        let services = content.services.map { SearchEntry($0, content, &lexicon) }
        entries = services + content.entities.map { SearchEntry($0, &lexicon) }
        vocabulary = lexicon.words
        let faceted = entries.map { entry in
            ("\(entry.kind).\(entry.id)", Facets(telling: entry.telling, other: entry.other, phrases: entry.phrases))
        }
        facets = Dictionary(faceted) { first, _ in first }
    }

    /// How well an entry answers a query as a whole, about 0 to 1.5: it should have all the words, rather in what it
    /// is called than elsewhere; one that is called just so comes first.
    func fit(_ kind: SearchEntry.Kind, _ id: String, _ terms: [SearchQuery.Term]) -> Double {
        guard let facet = facets["\(kind).\(id)"], !terms.isEmpty else { return 0 }
        let parts = terms.map { term in
            term.stands(in: facet.telling) ? 1 : term.stands(in: facet.other) ? 0.7 : 0
        }
        let share = parts.reduce(0, +) / Double(terms.count)
        return share * share * (facet.phrases.contains(terms.map(\.key)) ? 1.5 : 1)
    }
}
