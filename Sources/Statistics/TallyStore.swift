import Kit
import Store

/// How many cases of one kind were completed in a month.
struct Tally: Sendable, Hashable {
    let month: Month
    let service: String
    let entity: String
    let channel: Channel
    let outcome: String
    let count: Int
}

/// What a month came to.
struct MonthTotal: Sendable, Hashable {
    let month: Month
    let count: Int
}

extension Month: SQLBindable {
    var sqlValue: SQLValue { .text(description) }
}

extension Transaction {
    /// Counts a completed case, unless it was counted before.
    func count(_ event: CaseCompleted) throws {
        let isNew = try changed(
            by:
                """
                insert into counted_case (reference, day) values (\(event.reference), \(event.day))
                on conflict do nothing
                """)
        guard isNew == 1 else { return }
        try run(
            """
            insert into tally (month, service, entity, channel, outcome, count)
            values (\(Month(of: event.day)), \(event.service), \(event.entity), \(event.channel.rawValue),
                \(event.outcome), 1)
            on conflict (month, service, entity, channel, outcome) do update set count = tally.count + 1
            """)
    }

    /// The counters of a month and of the month before it.
    func tallies(of month: Month) throws -> [Tally] {
        try all(
            """
            select month, service, entity, channel, outcome, count from tally
            where month in (\(month), \(month.before))
            """
        ) { row in
            guard let month = Month(try row.text(0)), let channel = Channel(rawValue: try row.text(3)) else {
                throw StoreDefect.emptyCell(0)
            }
            return Tally(
                month: month, service: try row.text(1), entity: try row.text(2), channel: channel,
                outcome: try row.text(4), count: try row.integer(5))
        }
    }

    /// What each month came to since then, the latest first.
    func monthTotals(since month: Month) throws -> [MonthTotal] {
        try all("select month, sum(count) from tally where month >= \(month) group by month order by month desc") {
            row in
            guard let month = Month(try row.text(0)) else { throw StoreDefect.emptyCell(0) }
            return MonthTotal(month: month, count: try row.integer(1))
        }
    }
}
