import Foundation
import Kit
import Testing

@testable import Statistics

@Suite("Figures for other programs")
struct MonthTableTests {
    private let figures = MonthFigures(
        month: Month(of: Day(number: 0)), source: .counted, total: 3, totalBefore: 4,
        services: [Figure(id: "a", count: 3, before: 4, change: -250)], entities: [], channels: [], outcomes: [],
        publication: nil)

    @Test("the table begins with a byte-order mark and its lines end as RFC 4180 says")
    func table() {
        let name = Bilingual(ar: "خدمة، أولى", en: "First, \"best\"")
        let table = MonthTable.text([figures], services: ["a": name], entities: [:])
        #expect(Array(table.utf8.prefix(3)) == [0xEF, 0xBB, 0xBF])
        let lines = table.dropFirst().components(separatedBy: "\r\n")
        #expect(lines[1] == "1970-01,counted,total,,,,3,100.0,-25.0")
        #expect(lines[2] == "1970-01,counted,service,a,خدمة، أولى,\"First, \"\"best\"\"\",3,100.0,-25.0")
        #expect(lines.count == 4 && lines[3].isEmpty)
    }

    @Test("a name that looks like a formula is only text", arguments: ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
    func formula(name: String) {
        #expect(MonthTable.line([.text(name)]) == "'\(name)\r\n")
        #expect(MonthTable.line([.percent(-73)]) == "-7.3\r\n")
    }

    @Test("JSON has percentages as numbers and names in both languages")
    func json() throws {
        let document = MonthDocument(
            figures.month, [figures], services: ["a": Bilingual(ar: "أ", en: "A")], entities: [:])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(document), as: UTF8.self)
        #expect(text.contains(#""change_percent":-25"#))
        #expect(text.contains(#""name":{"ar":"أ","en":"A"}"#))
        #expect(text.contains(#""source":"counted""#))
    }
}
