import Content
import Foundation
import Kit
import Support
import Testing

@testable import Statistics

@Suite("Published figures")
struct HistoryTests {
    private static let services: Set<String> = [
        "exit-permit", "residence-permit-renewal", "customs-income-calculation", "medical-commission-registration",
    ]

    @Test("the pack's September shows what was printed: −7.3, +24.7 and 71.3 per cent")
    func qatar() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let inspection = Inspection()
        let folder = PackFolder(path: root.appending(path: "Content/qatar").path)
        let history = History.read(folder, services: HistoryTests.services, inspection)
        #expect(inspection.mistakes.filter { $0.place.file == History.file } == [])
        let september = try #require(Month("2015-09").flatMap { history.figures(of: $0) })
        #expect(september.total == 375_580)
        #expect(september.totalBefore == 405_110)
        #expect(september.change == -73)
        #expect(september.together(first: 4)?.share == 713)
        #expect(september.services.first == Figure(id: "exit-permit", count: 89_410, before: nil, change: 247))
        #expect(september.services.map(\.count) == [89_410, 74_550, 60_570, 43_370])
        #expect(september.publication?.cause?.en.contains("Eid al-Adha") == true)
        let august = try #require(Month("2015-08").flatMap { history.figures(of: $0) })
        #expect(august.services.isEmpty)
    }

    @Test("a percentage that the numbers do not make is named with its line")
    func disagreement() throws {
        let mistakes = try read(
            """
            months:
              - { month: 2015-08, total: 405110, source: press, checked: 2026-11-21 }
              - month: 2015-09
                total: 375580
                change: -7.4
                source: press
                checked: 2026-11-21
                services:
                  - { service: exit-permit, count: 89410, change: 24.7 }
                  - { service: residence-permit-renewal, count: 74550 }
                together: { first: 4, share: 71.3 }
            """)
        #expect(
            mistakes == [
                "statistics.yaml:5: «change» says -7.4, but the numbers make -7.3",
                "statistics.yaml:11: «share» says 71.3, but the numbers make 43.7",
            ])
    }

    @Test("every mistake of the file is reported at once")
    func mistakes() throws {
        let mistakes = try read(
            """
            months:
              - { month: 2015-13, total: 5 }
              - { month: 2015-09, total: 0, source: nobody, checked: 2015-02-30 }
              - month: 2015-09
                total: 10
                source: press
                checked: 2026-11-21
                services:
                  - { service: exit-permit, count: 8 }
                  - { service: exit-permit, count: 8, chnge: 1 }
                  - { service: unknown, count: x }
                together: { first: -1, share: many }
            """)
        let text = mistakes.joined(separator: "\n")
        for part in [
            "«2015-13»", "must be a number from 1", "no source «nobody»", "2015-02-30", "once each", "stands twice",
            "more than the total", "did you mean «change»", "no service «unknown»", "not «x»", "not «many»",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
    }

    private func read(_ yaml: String) throws -> [String] {
        let folder = try TestFolder.make()
        try Data(yaml.utf8).write(to: folder.appending(path: "statistics.yaml"))
        try Data("sources: { press: { name: { ar: صحيفة, en: Press } } }".utf8)
            .write(to: folder.appending(path: "pack.yaml"))
        let inspection = Inspection()
        _ = History.read(PackFolder(path: folder.path), services: HistoryTests.services, inspection)
        return inspection.mistakes.map(\.description)
    }
}
