import Foundation
import Kit
import Testing
import Web

@testable import Statistics

@Suite("The page of a month")
struct PageTests {
    private func texts(_ language: Language) -> Texts {
        var library = TextLibrary()
        library.add(Statistics.texts, module: "Statistics")
        #expect(library.faults == [])
        return library.texts(in: language)
    }

    private var september: MonthFigures {
        let counts = [("exit-permit", 89_410), ("renewal", 74_550), ("customs", 60_570), ("medical", 43_370)]
        return MonthFigures(
            month: Month(of: Day(number: 16_680)), source: .published, total: 375_580, totalBefore: 405_110,
            services: counts.map { Figure(id: $0.0, count: $0.1, change: $0.0 == "exit-permit" ? 247 : nil) },
            entities: [], channels: [], outcomes: [],
            publication: Publication(
                source: Bilingual(ar: "صحيفة", en: "Press"), sourceNote: nil, checked: Day(number: 20_000),
                cause: Bilingual(ar: "عيد الأضحى", en: "Eid al-Adha"), remarks: []))
    }

    private func page(_ language: Language) -> String {
        let t = texts(language)
        let names = MonthReport.Names(services: ["exit-permit": "<b>Exit</b>"], entities: [:])
        let report = MonthReport(september, names, until: "", t)
        return MonthPage(month: september.month, title: "x", isRunning: false, reports: [report]).html(t).description
    }

    @Test("shows the total, the change, the share of the first four and the cause", arguments: Language.allCases)
    func figures(language: Language) {
        let html = page(language)
        for part in ["375,580", "405,110", "−7.3%", "+24.7%", "71.3%", "267,900", "89,410"] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(html.contains(language == .arabic ? "عيد الأضحى" : "Eid al-Adha"))
        #expect(html.contains("/statistics/2015-09/data.csv"))
        #expect(html.contains("&lt;b&gt;Exit"))
        #expect(html.contains("/\(language.rawValue)/services/exit-permit"))
        #expect(!html.contains("⟦statistics."))
    }

    @Test("an empty month says plainly that nothing was counted", arguments: Language.allCases)
    func empty(language: Language) {
        let t = texts(language)
        let html = MonthPage(month: september.month, title: "x", isRunning: false, reports: []).html(t).description
        #expect(html.contains(t("statistics.month.empty")))
        #expect(!html.contains("⟦statistics."))
    }
}
