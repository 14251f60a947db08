import Kit

/// A month as JSON for other programs; each source in its own entry.
struct MonthDocument: Encodable {
    struct Line: Encodable {
        let id: String
        let name: Bilingual?
        let transactions: Int
        let share_percent: Double?
        let change_percent: Double?
    }

    struct Entry: Encodable {
        let source: Source
        let source_name: Bilingual?
        let checked: Day?
        let cause: Bilingual?
        let transactions: Int
        let transactions_before: Int?
        let change_percent: Double?
        let services: [Line]
        let entities: [Line]
        let channels: [Line]
        let outcomes: [Line]
    }

    let month: Month
    let sources: [Entry]

    init(
        _ month: Month, _ sources: [MonthFigures], services: [String: Bilingual], entities: [String: Bilingual]
    ) {
        self.month = month
        self.sources = sources.map { figures in
            func lines(_ list: [Figure], _ names: [String: Bilingual] = [:]) -> [Line] {
                list.map { figure in
                    Line(
                        id: figure.id, name: names[figure.id], transactions: figure.count,
                        share_percent: MonthDocument.percent(figures.share(of: figure)),
                        change_percent: MonthDocument.percent(figure.change))
                }
            }
            return Entry(
                source: figures.source, source_name: figures.publication?.source,
                checked: figures.publication?.checked, cause: figures.publication?.cause,
                transactions: figures.total, transactions_before: figures.totalBefore,
                change_percent: MonthDocument.percent(figures.change), services: lines(figures.services, services),
                entities: lines(figures.entities, entities), channels: lines(figures.channels),
                outcomes: lines(figures.outcomes))
        }
    }

    private static func percent(_ tenths: Int?) -> Double? { tenths.map { Double($0) / 10 } }
}
