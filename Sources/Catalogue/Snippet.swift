import Kit
import Web

/// A result with the words marked that were looked for.
struct Snippet {
    let text: HTML
    /// Another name of the service, where only this has the words.
    let calledAs: HTML?

    init(_ service: PublicService, _ query: SearchQuery, _ language: Language) {
        text = Snippet.marked(service.summary[language], query.terms)
        let shows = Snippet.hits(service.name[language] + " " + service.summary[language], query.terms)
        let other = service.alsoCalled.all.max {
            (Snippet.hits($0, query.terms), $1) < (Snippet.hits($1, query.terms), $0)
        }
        calledAs = other.flatMap { Snippet.hits($0, query.terms) > shows ? Snippet.marked($0, query.terms) : nil }
    }

    /// How many of the words stand in the text.
    private static func hits(_ text: String, _ terms: [SearchQuery.Term]) -> Int {
        let keys = Set(MatchKey.keys(of: text))
        return terms.count { $0.stands(in: keys) }
    }

    static func marked(_ text: String, _ terms: [SearchQuery.Term]) -> HTML {
        var html = HTML.empty
        for run in MatchKey.runs(of: text) {
            let isHit = run.isWord && MatchKey.keys(of: run.text).contains { key in terms.contains { $0.matches(key) } }
            html += isHit ? "<b>\(run.text)</b>" : HTML(text: run.text)
        }
        return html
    }
}
