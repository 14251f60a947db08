import Kit
import Web

/// A text as it is shown, each of its words with its number in the index, so that a search compares numbers only.
struct NumberedText: Sendable {
    private let runs: [(text: String, words: [Int])]
    private let words: Set<Int>

    init(_ text: String, _ vocabulary: [String: SearchIndex.Word]) {
        runs = MatchKey.runs(of: text).map { run in
            (run.text, run.isWord ? MatchKey.keys(of: run.text).compactMap { vocabulary[$0]?.number } : [])
        }
        words = Set(runs.flatMap(\.words))
    }

    func has(_ term: SearchQuery.Term) -> Bool { term.stands(in: words) }

    /// How many words it has.
    var length: Int { runs.count { !$0.words.isEmpty } }

    /// The text with the words marked that are looked for.
    func marked(_ terms: [SearchQuery.Term]) -> HTML {
        let wanted = terms.reduce(into: Set<Int>()) { $0.formUnion($1.words) }
        return """
            \(each: runs, { run in
                run.words.contains(where: wanted.contains) ? "<b>\(run.text)</b>" : HTML(text: run.text)
            })
            """
    }
}

/// What a result shows of its service in one language.
struct ShownTexts: Sendable {
    let name: NumberedText
    let summary: NumberedText
    /// In the order of their letters.
    let alsoCalled: [NumberedText]
}

/// A result with the words marked that were looked for.
struct Snippet {
    let text: HTML
    /// Another name of the service, where only this has the words.
    let calledAs: HTML?

    init(_ texts: ShownTexts, _ terms: [SearchQuery.Term]) {
        text = texts.summary.marked(terms)
        let shows = terms.count { texts.name.has($0) || texts.summary.has($0) }
        let names = texts.alsoCalled.map { name in (name: name, hits: terms.count { name.has($0) }) }
        // Of two that fit as well, the shorter name says it more plainly.
        let best = names.max { ($0.hits, -$0.name.length) < ($1.hits, -$1.name.length) }
        calledAs = best.flatMap { $0.hits > shows ? $0.name.marked(terms) : nil }
    }
}
