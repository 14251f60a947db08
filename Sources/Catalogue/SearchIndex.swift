import Kit

/// What can be found: a service or an entity, as the match keys of its texts.
struct SearchEntry: Sendable, Hashable {
    enum Kind: String, Sendable { case service, entity }

    let kind: Kind
    let id: String
    let name: [String]
    let alsoCalled: [String]
    /// Words of the pack's synonyms for what the entry is called.
    let related: [String]
    let summary: [String]
    let rest: [String]
    /// Each name on its own, as people may type it whole.
    let phrases: Set<[String]>

    /// Words that say what the entry is.
    var telling: Set<String> { Set(name + alsoCalled + related) }
    /// Words that stand with it.
    var other: Set<String> { Set(summary + rest) }
}

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
        let groups = content.synonyms.map { $0.map { MatchKey.keys(of: $0) }.filter { !$0.isEmpty } }
        var words: [String: Word] = [:]
        func keys(_ texts: [String]) -> [String] {
            texts.flatMap { MatchKey.parts(of: $0) }.map { part in
                words[part.key, default: Word(count: 0, written: part.word)].count += 1
                return part.key
            }
        }
        func related(_ names: [String]) -> [String] {
            let called = names.map { MatchKey.keys(of: $0) }
            let own = Set(called.joined())
            let near = groups.filter { group in group.contains { phrase in called.contains { $0.contains(phrase) } } }
            return near.joined().joined().filter { !own.contains($0) }
        }
        var entries: [SearchEntry] = []
        for service in content.services {
            let names = service.name.both + service.alsoCalled.all
            entries.append(SearchEntry(
                kind: .service, id: service.id, name: keys(service.name.both), alsoCalled: keys(service.alsoCalled.all),
                related: related(names), summary: keys(service.summary.both), rest: keys(SearchIndex.rest(service, content)),
                phrases: Set(names.map { MatchKey.keys(of: $0) })))
        }
        for entity in content.entities {
            entries.append(SearchEntry(
                kind: .entity, id: entity.id, name: keys(entity.name.both), alsoCalled: keys([entity.id]), related: [],
                summary: keys(entity.summary.both), rest: keys(entity.note?.both ?? []),
                phrases: Set((entity.name.both + [entity.id]).map { MatchKey.keys(of: $0) })))
        }
        for key in entries.flatMap(\.related) { words[key, default: Word(count: 0, written: key)].count += 1 }
        self.entries = entries
        vocabulary = words
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

    private static func rest(_ service: PublicService, _ content: CatalogueContent) -> [String] {
        let fees = (service.fees ?? []).map { fee in
            switch fee {
            case .amount(_, let text), .unknown(let text), .terms(let text): text
            }
        }
        let topics = [content.pack.category(service.category)?.name, content.entity(service.entity)?.name].compactMap { $0 }
        let texts = topics + service.requirements + fees + service.steps + service.channels.map(\.name)
        return texts.flatMap(\.both)
    }
}

extension Bilingual {
    var both: [String] { ar == en ? [ar] : [ar, en] }
}
