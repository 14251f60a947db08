import Foundation
import Support
import Testing

@testable import Catalogue

@Suite("search")
struct SearchTests {
    private func find(_ text: String, _ catalogue: Catalogue) -> SearchResults {
        SearchResults.find(text, in: catalogue.search, catalogue.content)
    }

    @Test("people's searches find what they meant among the first three")
    func graded() throws {
        let catalogue = Catalogue(content: try SamplePack.product())
        var gain = 0.0
        var found = 0
        for (query, answers) in GradedQueries.all {
            let ids = find(query, catalogue).services.map(\.id)
            gain += Self.gain(ids.prefix(10).map { answers[$0] ?? 0 }) / Self.gain(answers.values.sorted(by: >))
            if ids.prefix(3).contains(where: { answers[$0] == 2 }) { found += 1 }
        }
        let count = Double(GradedQueries.all.count)
        #expect(Double(found) / count >= 0.95)
        #expect(gain / count >= 0.95)
    }

    /// Discounted cumulative gain (Järvelin and Kekäläinen 2002, with exponential gain).
    private static func gain(_ grades: [Int]) -> Double {
        grades.enumerated().reduce(0) { $0 + (pow(2, Double($1.element)) - 1) / log2(Double($1.offset) + 2) }
    }

    @Test("احمد finds أحمد", arguments: ["احمد", "أحمد", "والاحمد", "آحْمَـد"])
    func hamza(query: String) throws {
        let content = try #require(try SamplePack().read().content)
        #expect(find(query, Catalogue(content: content)).services.map(\.id) == ["certificate"])
    }

    @Test(
        "a mistake in a word is mended, and said",
        arguments: [
            ("passprt", "passport"), ("residnce permit", "residence permit"), ("القمسيون الطبي", "القومسيون الطبي"),
        ])
    func mended(typed: String, meant: String) throws {
        let catalogue = Catalogue(content: try SamplePack.product())
        let results = find(typed, catalogue)
        #expect(!results.services.isEmpty)
        #expect(results.services.first == find(meant, catalogue).services.first)
        if typed.hasPrefix("p") { #expect(results.query.corrected == meant) }
    }

    @Test("words typed apart are found as one, and the last word may be unfinished")
    func apart() throws {
        let synonyms = "- { ar: [شهادة, كيوآر], en: [certificate, hotspot] }"
        let content = try #require(try SamplePack(synonyms: synonyms).read().content)
        let catalogue = Catalogue(content: content)
        for query in ["كيو ار", "hot spot", "certif", "HOTSPOTS"] {
            #expect(find(query, catalogue).services.map(\.id) == ["certificate"], "\(query)")
        }
    }

    @Test(
        "an entity is found by its name and by its short name",
        arguments: ["وزارة الداخلية", "ministry of interior", "moi"])
    func entity(query: String) throws {
        let results = find(query, Catalogue(content: try SamplePack.product()))
        #expect(results.entities.first?.id == "moi")
        #expect(results.entitiesLead)
    }

    @Test(
        "whatever is typed is searched as words, never read as an instruction",
        arguments: [
            "\"", "a\" OR name:x", "NEAR(visa, 2)", "*", "^visa", "name : visa", "visa AND NOT (", "{name}", "-visa",
            "'; drop",
            "\u{202E}visa\u{0}", "%27", "visa*\"*", "🙂", "\u{0301}", "   ", "",
        ])
    func hostile(query: String) throws {
        let catalogue = Catalogue(content: try SamplePack.product())
        let results = find(query, catalogue)
        #expect(
            results.query.terms.allSatisfy { term in
                term.key.unicodeScalars.allSatisfy(\.properties.isAlphabetic) || Int(term.key) != nil
            })
        #expect(!results.query.typed.unicodeScalars.contains("\u{202E}"))
        #expect(!find("visa", catalogue).isEmpty)
    }

    @Test("a very long search is cut, not refused")
    func long() throws {
        let catalogue = Catalogue(content: try SamplePack.product())
        let results = find(String(repeating: "visa ", count: 10_000), catalogue)
        #expect(results.query.typed.unicodeScalars.count == SearchQuery.longest)
        #expect(results.query.terms.count <= 12)
    }

    @Test("fillers are dropped, unless there is nothing else")
    func fillers() throws {
        let index = SearchIndex(try SamplePack.product())
        #expect(SearchQuery("how do I renew my passport", in: index).terms.map(\.key) == ["renew", "passport"])
        #expect(SearchQuery("كيف أبي أجدد الإقامة", in: index).terms.map(\.key) == ["اجدد", "اقام"])
        #expect(SearchQuery("what is", in: index).terms.count == 2)
    }
}
