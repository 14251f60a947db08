import Kit
import Web

/// All months that there are figures of, and what is counted.
struct MonthsPage {
    let counted: [Bar]
    let published: [Bar]

    init(counted: [MonthTotal], published: [MonthFigures], _ context: Context) {
        let t = context.t
        func bar(_ month: Month, _ count: Int) -> Bar {
            Bar(
                t.month(month.year, month.number), count, text: t.number(count),
                address: context.address("/statistics/\(month)"))
        }
        self.counted = counted.map { bar($0.month, $0.count) }
        self.published = published.reversed().map { bar($0.month, $0.total) }
    }

    func html(_ t: Texts) -> HTML {
        """
        \(Part.headline(t("statistics.title"), lead: t("statistics.lead")))
        <h2>\(t("statistics.counted.heading"))</h2>
        \(counted.isEmpty ? "<p>\(t("statistics.counted.empty"))</p>" : chart(counted, "counted", t))
        \(when: !published.isEmpty, """
            <h2>\(t("statistics.published.heading"))</h2>
            <p>\(t("statistics.published.text"))</p>
            \(chart(published, "published", t))
            """)
        <h2>\(t("statistics.meaning.title"))</h2>
        \(Part.summaryList(t, ["transaction", "visitor", "visit", "percent"].map { word in
            SummaryRow(t("statistics.meaning.\(word)"), text: t("statistics.meaning.\(word).text"))
        }))
        """
    }

    private func chart(_ bars: [Bar], _ id: String, _ t: Texts) -> HTML {
        Part.barChart(
            caption: t("statistics.months.caption"), id: id, what: t("statistics.column.month"),
            now: t("statistics.column.count"), bars: bars)
    }
}

/// One month, by each source that says something of it.
struct MonthPage {
    let month: Month
    let title: String
    let isRunning: Bool
    let reports: [MonthReport]

    func html(_ t: Texts) -> HTML {
        guard !reports.isEmpty else {
            return """
                \(Part.headline(title))
                <p>\(t("statistics.month.empty"))</p>
                <p><a href="/\(t.language.rawValue)/statistics">\(t("statistics.month.all"))</a></p>
                """
        }
        return """
            \(Part.headline(title))
            \(when: isRunning, Part.notice(t, .info, t("statistics.month.running")))
            \(when: reports.count > 1, Part.notice(t, .info, t("statistics.month.two-sources")))
            \(each: reports, { report($0, t) })
            <h2>\(t("statistics.data.title"))</h2>
            \(Part.linkList([
                Link(t("statistics.data.csv"), to: "/statistics/\(month)/data.csv"),
                Link(t("statistics.data.json"), to: "/statistics/\(month)/data.json"),
            ]))
            """
    }

    private func report(_ report: MonthReport, _ t: Texts) -> HTML {
        let hasServices = report.breakdowns.contains { $0.kind == "services" }
        return """
            <h2>\(t("statistics.\(report.source.rawValue).heading"))</h2>
            \(Part.summaryList(t, report.rows))
            \(report.cause.map { Part.notice(t, .info, t("statistics.month.cause"), "<p>\($0)</p>") })
            \(each: report.breakdowns, { breakdown($0, t) })
            \(when: report.source == .published, "<p>\(t(hasServices ? "statistics.published.only" : "statistics.published.only-total"))</p>")
            \(each: report.remarks, { "<p>\($0)</p>" })
            """
    }

    private func breakdown(_ part: MonthReport.Breakdown, _ t: Texts) -> HTML {
        """
        \(Part.barChart(
            caption: part.caption, id: part.id, what: part.what, now: t("statistics.column.count"),
            before: part.hasBefore ? t("statistics.column.before") : nil, bars: part.bars))
        \(Part.table(
            caption: t("statistics.shares.\(part.kind)"), id: "\(part.id)-shares",
            columns: [
                Column(part.what), Column(t("statistics.column.share"), isNumber: true),
                Column(t("statistics.column.change"), isNumber: true),
            ],
            rows: zip(part.bars, part.shares).map { bar, shares in
                ["\(bar.label)", "\(shares.share)", "\(shares.change)"]
            }))
        """
    }
}
