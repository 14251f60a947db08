import Kit

/// A month as JSON for other programs; each source in its own entry.
struct MonthDocument: Encodable {
    struct Line: Encodable {
        let id: String
        let name: Bilingual?
        let transactions: Int
        let share: Double?
        let change: Double?

        enum CodingKeys: String, CodingKey {
            case id, name, transactions
            case share = "share_percent"
            case change = "change_percent"
        }
    }

    struct Entry: Encodable {
        let source: Source
        let sourceName: Bilingual?
        let checked: Day?
        let cause: Bilingual?
        let transactions: Int
        let transactionsBefore: Int?
        let change: Double?
        let services: [Line]
        let entities: [Line]
        let channels: [Line]
        let outcomes: [Line]

        enum CodingKeys: String, CodingKey {
            case source, checked, cause, transactions, services, entities, channels, outcomes
            case sourceName = "source_name"
            case transactionsBefore = "transactions_before"
            case change = "change_percent"
        }
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
                        share: MonthDocument.percent(figures.share(of: figure)),
                        change: MonthDocument.percent(figure.change))
                }
            }
            return Entry(
                source: figures.source, sourceName: figures.publication?.source,
                checked: figures.publication?.checked, cause: figures.publication?.cause,
                transactions: figures.total, transactionsBefore: figures.totalBefore,
                change: MonthDocument.percent(figures.change), services: lines(figures.services, services),
                entities: lines(figures.entities, entities), channels: lines(figures.channels),
                outcomes: lines(figures.outcomes))
        }
    }

    private static func percent(_ tenths: Int?) -> Double? { tenths.map { Double($0) / 10 } }
}
