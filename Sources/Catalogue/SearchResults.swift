/// What a search found, the best first.
struct SearchResults: Sendable {
    static let most = 20
    private static let candidates = 60

    let query: SearchQuery
    let index: SearchIndex
    let services: [PublicService]
    let entities: [Entity]
    /// Whether an entity fits better than any service.
    let entitiesLead: Bool

    var isEmpty: Bool { services.isEmpty && entities.isEmpty }

    init(_ query: SearchQuery, _ matches: [SearchMatch], _ index: SearchIndex, _ content: CatalogueContent) {
        self.query = query
        self.index = index
        // What can be done here and now comes before what is only described, where both fit about as well.
        let ranked = SearchResults.ranked(matches, query, index).map { match in
            let isStartable = match.kind == .service && content.service(match.id)?.isStartable ?? false
            return SearchMatch(kind: match.kind, id: match.id, score: match.score * (isStartable ? 1.3 : 1))
        }.sorted { ($0.score, $1.id) > ($1.score, $0.id) }
        let least = (ranked.first?.score ?? 0) * 0.2
        let good = ranked.filter { $0.score >= least }
        let services = good.filter { $0.kind == .service }.compactMap { content.service($0.id) }
        self.services = Array(services.prefix(SearchResults.most))
        entities = Array(good.filter { $0.kind == .entity }.compactMap { content.entity($0.id) }.prefix(5))
        entitiesLead = good.first?.kind == .entity
    }

    /// Entries that have all the words come before those that have a few, however rare these are.
    static func ranked(_ matches: [SearchMatch], _ query: SearchQuery, _ index: SearchIndex) -> [SearchMatch] {
        matches.map { match in
            SearchMatch(
                kind: match.kind, id: match.id, score: match.score * index.fit(match.kind, match.id, query.terms))
        }.sorted { ($0.score, $1.id) > ($1.score, $0.id) }
    }

    static func find(_ text: String, in index: SearchIndex, _ content: CatalogueContent) -> SearchResults {
        let query = SearchQuery(text, in: index)
        return SearchResults(query, index.postings.matches(query.terms, most: candidates), index, content)
    }
}
