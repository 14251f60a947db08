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
    var telling: [String] { name + alsoCalled + related }
    /// Words that stand with it.
    var other: [String] { summary + rest }
}

extension SearchEntry {
    init(_ service: PublicService, _ content: CatalogueContent, _ lexicon: inout Lexicon) {
        let names = service.name.both + service.alsoCalled.all
        kind = .service
        id = service.id
        name = lexicon.keys(service.name.both)
        alsoCalled = lexicon.keys(service.alsoCalled.all)
        related = lexicon.related(to: names)
        summary = lexicon.keys(service.summary.both)
        rest = lexicon.keys(SearchEntry.rest(service, content))
        phrases = Set(names.map { MatchKey.keys(of: $0) })
    }

    init(_ entity: Entity, _ lexicon: inout Lexicon) {
        kind = .entity
        id = entity.id
        name = lexicon.keys(entity.name.both)
        alsoCalled = lexicon.keys([entity.id])
        related = []
        summary = lexicon.keys(entity.summary.both)
        rest = lexicon.keys(entity.note?.both ?? [])
        phrases = Set((entity.name.both + [entity.id]).map { MatchKey.keys(of: $0) })
    }

    private static func rest(_ service: PublicService, _ content: CatalogueContent) -> [String] {
        let fees = (service.fees ?? []).map { fee in
            switch fee {
            case .amount(_, let text), .unknown(let text), .terms(let text): text
            }
        }
        let category = content.pack.category(service.category)?.name
        let topics = [category, content.entity(service.entity)?.name].compactMap { $0 }
        let texts = topics + service.requirements + fees + service.steps + service.channels.map(\.name)
        return texts.flatMap(\.both)
    }
}

/// Gathers the words of all entries while they are made, and knows which words mean the same.
struct Lexicon {
    private(set) var words: [String: SearchIndex.Word] = [:]
    private let groups: [[[(word: String, key: String)]]]

    init(_ synonyms: [[String]]) {
        groups = synonyms.map { $0.map { MatchKey.parts(of: $0) } }
    }

    mutating func keys(_ texts: [String]) -> [String] { texts.flatMap { MatchKey.parts(of: $0) }.map { add($0) } }

    /// Words of the groups of which one phrase stands in a name.
    mutating func related(to names: [String]) -> [String] {
        let called = names.map { MatchKey.keys(of: $0) }
        let own = Set(called.joined())
        let near = groups.filter { group in
            group.contains { phrase in
                // Most phrases have a word that no name has; only the rest is worth looking through.
                guard phrase.allSatisfy({ own.contains($0.key) }) else { return false }
                let keys = phrase.map(\.key)
                return called.contains { $0.contains(keys) }
            }
        }
        return near.joined().joined().filter { !own.contains($0.key) }.map { add($0) }
    }

    private mutating func add(_ part: (word: String, key: String)) -> String {
        let next = words.count
        words[part.key, default: SearchIndex.Word(part, number: next)].add(part.word)
        return part.key
    }
}

extension Bilingual {
    var both: [String] { ar == en ? [ar] : [ar, en] }
}
