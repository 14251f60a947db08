package import Content
import Foundation
import Kit

/// What was published beside a month's numbers, and where.
struct Publication: Sendable {
    let source: Bilingual
    /// What is known of the source itself, such as how its year was found.
    let sourceNote: Bilingual?
    /// When the numbers were last compared with it.
    let checked: Day
    /// What the change was put down to.
    let cause: Bilingual?
    /// What a reader of the source should know.
    let remarks: [Bilingual]
}

/// The months that were published before this portal counted, quoted from the content pack with their sources.
package struct History: Sendable {
    /// The earliest first.
    let months: [MonthFigures]

    package static let file = "statistics.yaml"
    private static let most = 1_000_000_000_000

    /// Reads `statistics.yaml`. Every mistake is noted, also a published percentage that the numbers do not make.
    ///
    /// - Parameter services: the ids that the catalogue knows.
    package static func read(_ folder: PackFolder, services: Set<String>, _ inspection: Inspection) -> History {
        guard let sheet = folder.sheet(file, inspection) else { return History(months: []) }
        let sources = Sources(folder, inspection)
        var months: [MonthFigures] = []
        for entry in sheet.sheets("months") {
            guard let month = month(of: entry) else { continue }
            if let last = months.last?.month, last >= month {
                entry.note("months stand once each, the earliest first; \(month) comes after \(last)", at: "month")
            }
            let before = months.first { $0.month == month.before }
            months.append(figures(entry, month, before: before, services, sources))
        }
        sheet.finish()
        return History(months: months.sorted { $0.month < $1.month })
    }

    /// What was published by then: nothing is known of a month before it is over.
    func months(before running: Month) -> [MonthFigures] { months.filter { $0.month < running } }

    func figures(of month: Month) -> MonthFigures? { months.first { $0.month == month } }

    /// What was published of a month: all of it, and each service of which the number is known. Nil where nothing was.
    package func published(_ month: String) -> (total: Int, services: [String: Int])? {
        months.first { $0.month.description == month }.map { figures in
            (figures.total, Dictionary(uniqueKeysWithValues: figures.services.map { ($0.id, $0.count) }))
        }
    }

    private static func month(of entry: Sheet) -> Month? {
        let text = entry.text("month")
        let month = Month(text)
        if month == nil { entry.note("«month» must be a month such as 2015-09, not «\(text)»", at: "month") }
        return month
    }

    private static func figures(
        _ entry: Sheet, _ month: Month, before: MonthFigures?, _ services: Set<String>, _ sources: Sources
    ) -> MonthFigures {
        let total = count(entry, "total")
        let list = entry.sheets("services").map { figure($0, before: before, known: services) }
        if Set(list.map(\.id)).count < list.count { entry.note("a service stands twice", at: "services") }
        if list.reduce(0, { $0 + $1.count }) > total {
            entry.note("the services come to more than the total of the month", at: "services")
        }
        let figures = MonthFigures(
            month: month, source: .published, total: total, totalBefore: before?.total,
            services: list.sorted(by: Figure.isBusier), entities: [], channels: [], outcomes: [],
            publication: publication(entry, sources))
        compare(entry, "change", with: figures.change)
        if let together = entry.optionalSheet("together") {
            compare(together, "share", with: figures.together(first: together.integer("first"))?.share)
            together.finish()
        }
        entry.finish()
        return figures
    }

    private static func figure(_ entry: Sheet, before: MonthFigures?, known: Set<String>) -> Figure {
        let id = entry.text("service")
        if !known.contains(id) { entry.note("the catalogue has no service «\(id)»", at: "service") }
        let number = count(entry, "count")
        let past = before?.services.first { $0.id == id }?.count
        let computed = past.flatMap { Percent.change(from: $0, to: number) }
        let published = computed == nil ? percent(entry, "change") : compare(entry, "change", with: computed)
        entry.finish()
        return Figure(id: id, count: number, before: past, change: published ?? computed)
    }

    private static func publication(_ entry: Sheet, _ sources: Sources) -> Publication {
        let id = entry.text("source")
        let source = sources.byID[id]
        if source == nil, !id.isEmpty { entry.note("pack.yaml names no source «\(id)»", at: "source") }
        return Publication(
            source: source?.name ?? Bilingual(same: id), sourceNote: source?.note, checked: entry.day("checked"),
            cause: entry.optionalBilingual("cause"), remarks: entry.bilinguals("remarks"))
    }

    // MARK: Numbers

    private static func count(_ entry: Sheet, _ key: String) -> Int {
        let number = entry.integer(key)
        if (1...most).contains(number) { return number }
        if entry.has(key) { entry.note("«\(key)» must be a number from 1 to \(most)", at: key) }
        return 1
    }

    private static func percent(_ entry: Sheet, _ key: String) -> Int? {
        guard let text = entry.optionalText(key) else { return nil }
        if let tenths = Percent.tenths(Digits.folded(text)) { return tenths }
        entry.note("«\(key)» must be a percentage such as 24.7 or -7.3, not «\(text)»", at: key)
        return nil
    }

    /// Notes a published percentage that the published numbers do not make.
    @discardableResult
    private static func compare(_ entry: Sheet, _ key: String, with computed: Int?) -> Int? {
        guard let published = percent(entry, key), published != computed else { return computed }
        let made = computed.map(Percent.plain) ?? "nothing"
        entry.note("«\(key)» says \(Percent.plain(published)), but the numbers make \(made)", at: key)
        return published
    }
}

/// The printed sources that `pack.yaml` names.
private struct Sources {
    var byID: [String: (name: Bilingual, note: Bilingual?)] = [:]

    init(_ folder: PackFolder, _ inspection: Inspection) {
        for part in folder.sheet("pack.yaml", inspection)?.parts("sources") ?? [] {
            byID[part.name] = (part.sheet.bilingual("name"), part.sheet.optionalBilingual("note"))
        }
    }
}
