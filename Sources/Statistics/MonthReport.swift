import Kit
import Web

/// What one source says of a month, ready to be laid out: named, written and ordered in the reader's language.
struct MonthReport: Sendable {
    /// The names of services and entities in one language, by their ids.
    struct Names: Sendable {
        let services: [String: String]
        let entities: [String: String]
    }

    /// The month by services, entities, channels or outcomes.
    struct Breakdown: Sendable {
        let kind: String
        let id: String
        let caption: String
        let what: String
        let bars: [Bar]
        /// Share of the total and change against the month before.
        let shares: [(share: String, change: String)]
        let hasBefore: Bool
    }

    let source: Source
    let rows: [SummaryRow]
    let cause: String?
    let remarks: [String]
    let breakdowns: [Breakdown]

    private static let first = 4

    /// - Parameter until: the moment of counting, written out.
    init(_ figures: MonthFigures, _ names: Names, until: String, _ t: Texts) {
        source = figures.source
        let publication = figures.publication
        cause = publication?.cause?[t.language]
        remarks = (publication?.remarks ?? []).map { $0[t.language] }
        rows = MonthReport.totals(figures, t) + MonthReport.origin(publication, until: until, t)
        let parts: [(String, [Figure], (String) -> String)] = [
            ("services", figures.services, { names.services[$0] ?? $0 }),
            ("entities", figures.entities, { names.entities[$0] ?? $0 }),
            ("channels", figures.channels, { t("statistics.channel.\($0)") }),
            ("outcomes", figures.outcomes, { MonthReport.outcome($0, t) }),
        ]
        breakdowns = parts.filter { !$0.1.isEmpty }.map { kind, list, name in
            let links = kind == "services" ? Set(names.services.keys) : []
            return MonthReport.breakdown(kind, list, of: figures, links, t, name)
        }
    }

    private static func totals(_ figures: MonthFigures, _ t: Texts) -> [SummaryRow] {
        var rows = [SummaryRow(t("statistics.row.total"), text: t.number(figures.total))]
        if let before = figures.totalBefore {
            let month = figures.month.before
            let label = t("statistics.row.before", ["month": t.month(month.year, month.number)])
            rows.append(SummaryRow(label, text: t.number(before)))
        }
        if let change = figures.change {
            rows.append(SummaryRow(t("statistics.row.change"), text: t.percent(tenths: change, signed: true)))
        }
        if let together = figures.together(first: first) {
            let text = t(
                "statistics.row.together",
                ["share": t.percent(tenths: together.share), "sum": t.number(together.count)])
            rows.append(SummaryRow(t("statistics.row.first", count: together.services), text: text))
        }
        return rows
    }

    private static func origin(_ publication: Publication?, until: String, _ t: Texts) -> [SummaryRow] {
        guard let publication else { return [SummaryRow(t("statistics.row.until"), text: until)] }
        let note: HTML? = publication.sourceNote.map { "<br><small>\($0[t.language])</small>" }
        return [
            SummaryRow(t("statistics.row.source"), "\(publication.source[t.language])\(note)"),
            SummaryRow(t("statistics.row.checked"), text: t.day(publication.checked)),
        ]
    }

    private static func breakdown(
        _ kind: String, _ list: [Figure], of figures: MonthFigures, _ links: Set<String>, _ t: Texts,
        _ name: (String) -> String
    ) -> Breakdown {
        let bars = list.map { figure in
            Bar(
                name(figure.id), figure.count, text: t.number(figure.count), before: figure.before,
                beforeText: figure.before.map { t.number($0) } ?? "",
                address: links.contains(figure.id) ? "/\(t.language.rawValue)/services/\(figure.id)" : nil)
        }
        let unknown = t("statistics.unknown")
        let shares = list.map { figure in
            (
                figures.share(of: figure).map { t.percent(tenths: $0) } ?? unknown,
                figure.change.map { t.percent(tenths: $0, signed: true) } ?? unknown
            )
        }
        return Breakdown(
            kind: kind, id: "\(figures.source.rawValue)-\(kind)", caption: t("statistics.by.\(kind)"),
            what: t("statistics.column.\(kind)"), bars: bars, shares: shares,
            hasBefore: list.contains { $0.before != nil })
    }

    private static func outcome(_ id: String, _ t: Texts) -> String {
        t.has("statistics.outcome.\(id)") ? t("statistics.outcome.\(id)") : t("statistics.outcome.other")
    }
}
