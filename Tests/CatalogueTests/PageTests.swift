import Foundation
import Kit
import Testing
import Web

@testable import Catalogue

@Suite("pages of the catalogue")
struct PageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    private func texts(_ language: Language) throws -> Texts {
        var library = TextLibrary()
        library.add(Catalogue.texts, module: "Catalogue")
        let web = PageTests.root.appending(path: "Sources/Web/Texts/\(language.rawValue).json")
        library.add(try JSONDecoder().decode([String: String].self, from: Data(contentsOf: web)), in: language)
        library.icons = "/static/icons-0123456789.svg"
        #expect(library.faults == [])
        return library.texts(in: language)
    }

    private func weight(_ main: HTML, _ t: Texts) throws -> Int {
        let style = try Data(contentsOf: PageTests.root.appending(path: "Public/hukoomi.css")).count
        let frame = Frame(
            language: t.language, title: "حكومي", path: "/services",
            breadcrumbs: Array(repeating: t.servicesLink, count: 4),
            description: String(repeating: "ا", count: 200), demo: true, css: "/static/hukoomi-0123456789.css",
            portal: "حكومي", tagline: "خدمات الحكومة في مكان واحد", phone: "109", site: "https://hukoomi.example",
            date: "21 نوفمبر 2026")
        return Part.layout(t, frame, main).bytes.count + style
    }

    @Test("no page is heavier than 40 KB, its style included", arguments: Language.allCases)
    func weight(language: Language) throws {
        let content = try SamplePack.product()
        let t = try texts(language)
        var pages: [String: HTML] = [
            "home": HomePages.home(t, content),
            "services": ListPages.services(t, "", content.services, content, audience: nil),
            "entities": EntityPages.entities(t, "", content),
        ]
        for audience in content.pack.audiences {
            pages[audience.id] = ListPages.services(
                t, "", content.services(for: audience.id), content, audience: audience.id)
        }
        for category in content.pack.categories {
            pages[category.id] = ListPages.category(t, category, content.services(in: category.id), content)
        }
        for entity in content.entities {
            pages[entity.id] = EntityPages.entity(t, entity, content.services(of: entity.id), content)
        }
        for service in content.services { pages[service.id] = ServicePages.service(t, service, content) }
        for (name, page) in pages {
            let bytes = try weight(page, t)
            #expect(bytes < 40_000, "\(name): \(bytes)")
            #expect(!page.description.contains("⟦"), "\(name) has a text that is missing")
        }
    }

    @Test("an unknown fee is said to be unknown, and nothing is made up")
    func unknownFee() throws {
        let content = try #require(try SamplePack().read().content)
        let page = ServicePages.service(try texts(.arabic), try #require(content.service("certificate")), content)
            .description
        #expect(page.contains("الرسم غير معروف لدينا"))
        #expect(page.contains("المعلومات كما كانت في 2020"))
        #expect(!page.contains("ريال"))
    }

    @Test("only a service that runs here has a start button; another names its place, as a link that leaves")
    func start() throws {
        let section = "\napplication: { pages: [] }\n"
        let services = ["certificate": SamplePack.service, "permit": SamplePack.service + section]
        let content = try #require(try SamplePack(services: services).read().content)
        let t = try texts(.english)
        let there = ServicePages.service(t, try #require(content.service("certificate")), content).description
        #expect(!there.contains("/apply"))
        #expect(there.contains("href=\"https://example.org\" rel=\"external noopener\""))
        let here = ServicePages.service(t, try #require(content.service("permit")), content).description
        #expect(here.contains("href=\"/en/services/permit/apply\""))
    }

    @Test("what was typed is escaped, and the words that were found are marked")
    func snippet() throws {
        let content = try #require(try SamplePack().read().content)
        let index = SearchIndex(content)
        let query = SearchQuery("<b> احمد", in: index)
        #expect(NumberedText("شهادة أحمد", index.vocabulary).marked(query.terms).description == "شهادة <b>أحمد</b>")
        let results = SearchResults(query, [], index, content)
        let page = SearchPages.results(try texts(.arabic), results, content).description
        #expect(page.contains("value=\"&lt;b&gt; احمد\""))
        #expect(!page.contains("<b> احمد"))
    }

    @Test("costs are one line: free, one amount, a span, or unknown")
    func cost() throws {
        let t = try texts(.english)
        let fees: [(String, String)] = [
            ("[{ amount: 0, for: { ar: رسم, en: fee } }]", "Free"),
            (
                "[{ amount: 500, for: { ar: رسم, en: fee } }, { amount: 1000, for: { ar: رسم, en: fee } }]",
                "QAR 500 to QAR 1,000"
            ),
            (
                "[{ amount: 0, for: { ar: رسم, en: fee } }, { amount: 20.50, for: { ar: رسم, en: fee } }]",
                "Up to QAR 20.50, it depends"
            ),
            ("[{ amount: 5, for: { ar: رسم, en: fee } }, { terms: { ar: خصم, en: discount } }]", "QAR 5"),
            ("[{ amount: unknown, for: { ar: رسم, en: fee } }]", "It depends; see below"),
            ("unknown", "The fee is not known to us"),
        ]
        for (written, said) in fees {
            let text = SamplePack.service.replacing("fees: unknown", with: "fees: \(written)")
            let content = try #require(try SamplePack(services: ["certificate": text]).read().content)
            #expect(ServicePages.cost(t, try #require(content.service("certificate"))) == said)
        }
    }

    @Test("a page that is not there is not found, in any list")
    func unknown() throws {
        let content = try SamplePack.product()
        #expect(content.service("nothing") == nil)
        #expect(content.entity("../moi") == nil)
        #expect(content.pack.category("nothing") == nil)
        #expect(content.services(in: "nothing") == [])
    }
}
