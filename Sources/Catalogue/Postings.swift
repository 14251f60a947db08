import Foundation

/// An entry that has some of the words, and how well they fit (more is better).
struct SearchMatch: Sendable, Hashable {
    let kind: SearchEntry.Kind
    let id: String
    var score: Double
}

/// Where each word stands, and how well an entry fits some words: BM25 with weighted columns (Robertson and Zaragoza
/// 2009). A word in the name counts most; what an entry needs and where it is had, least.
struct Postings: Sendable {
    /// How much a word counts in an entry: its occurrences, each by the weight of where it stands.
    private typealias Standing = (entry: Int, weight: Double)

    private static let saturation = 1.2
    private static let lengthShare = 0.75

    private let entries: [SearchEntry]
    private let standings: [Int: [Standing]]
    /// How long each entry is against the average.
    private let lengths: [Double]

    init(_ entries: [SearchEntry], _ vocabulary: [String: SearchIndex.Word]) {
        self.entries = entries
        var standings: [Int: [Standing]] = [:]
        var counts: [Double] = []
        for (place, entry) in entries.enumerated() {
            let columns = [
                (entry.name, 10.0), (entry.alsoCalled, 8), (entry.related, 3), (entry.summary, 3), (entry.rest, 1),
            ]
            var weights: [Int: Double] = [:]
            for (keys, weight) in columns {
                for key in keys { if let word = vocabulary[key] { weights[word.number, default: 0] += weight } }
            }
            for (word, weight) in weights { standings[word, default: []].append((place, weight)) }
            counts.append(Double(columns.reduce(0) { $0 + $1.0.count }))
        }
        let average = counts.reduce(0, +) / Double(max(1, counts.count))
        self.standings = standings
        lengths = counts.map { $0 / max(1, average) }
    }

    /// Entries with some of the words, the best first.
    func matches(_ terms: [SearchQuery.Term], most: Int) -> [SearchMatch] {
        var scores: [Int: Double] = [:]
        for term in terms {
            var found: [Int: Double] = [:]
            for word in term.words {
                for (entry, weight) in standings[word] ?? [] { found[entry, default: 0] += weight }
            }
            let rarity = max(1e-6, log((Double(entries.count - found.count) + 0.5) / (Double(found.count) + 0.5)))
            for (entry, weight) in found { scores[entry, default: 0] += rarity * share(weight, of: entry) }
        }
        let matches = scores.map { SearchMatch(kind: entries[$0].kind, id: entries[$0].id, score: $1) }
        return Array(matches.sorted { ($0.score, $1.id) > ($1.score, $0.id) }.prefix(most))
    }

    /// What a word adds to an entry: less and less with each time it stands there, and less in a long one.
    private func share(_ weight: Double, of entry: Int) -> Double {
        let length = 1 - Postings.lengthShare + Postings.lengthShare * lengths[entry]
        return weight * (Postings.saturation + 1) / (weight + Postings.saturation * length)
    }
}
