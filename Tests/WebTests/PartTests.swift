import Testing

@testable import Web

@Suite("Parts of a page") struct PartTests {
    @Test("a reference in a sentence stays whole, keeps its plain hyphens, and the words around it are escaped")
    func words() {
        let html = Part.words("طلبك \u{2066}8K2M-47QD-XP\u{2069} & <هذا>").description
        #expect(html.contains("<bdi dir=\"ltr\" class=\"code\">8K2M-47QD-XP</bdi>"))
        #expect(html.contains("&amp; &lt;هذا&gt;") && html.hasPrefix("طلبك"))
        #expect(Part.words("Follow-up, e-mail & 2026-11-21").description == "Follow-up, e-mail &amp; 2026-11-21")
    }

    @Test("what is short stays on one line, an address of many letters may break")
    func code() {
        #expect(!Part.code("8K2M-47QD-XP").description.contains("long"))
        #expect(Part.code(String(repeating: "0f", count: 32)).description.contains("class=\"code long\""))
    }

    @Test("each cell of a record names its column, for narrow screens")
    func records() {
        let columns = [Column("Day"), Column("Sum", isNumber: true)]
        let html = Part.records(caption: "All", id: "all", columns: columns, rows: [["1 May", "<b>7</b>"]]).description
        #expect(html.contains("<th scope=\"row\" data-label=\"Day\">1 May</th>"))
        #expect(html.contains("<td class=\"number\" data-label=\"Sum\"><b>7</b></td>"))
    }
}
