import Foundation
import Kit
import Store

extension Transaction {
    /// All that was said about a case, in the order in which it was.
    func opinions(of id: String) throws -> Asked<Opinion> {
        try ask("select step, since, plan, person, action from opinion where case_id = \(id) order by number") {
            try Opinion(row: $0, from: 0)
        }
    }

    /// What was said about several cases.
    func opinions(ofCases ids: [String]) throws -> [String: [Opinion]] {
        guard !ids.isEmpty else { return [:] }
        let all = try all(
            """
            select case_id, step, since, plan, person, action from opinion
            where case_id in \(list: ids) order by case_id, number
            """
        ) { try ($0.text(0), Opinion(row: $0, from: 1)) }
        return Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
    }

    func append(_ opinion: Opinion, to id: String, at now: Date) throws {
        try run(
            """
            insert into opinion (case_id, number, step, since, plan, person, action, given_at)
            values (\(id), (select coalesce(max(number), 0) + 1 from opinion where case_id = \(id)), \(opinion.step),
                \(opinion.since), \(opinion.plan), \(opinion.person), \(opinion.action), \(now))
            """)
    }
}

extension Opinion {
    /// Columns `step, since, plan, person, action`.
    fileprivate init(row: Row, from first: Int) throws {
        try self.init(
            step: row.text(first), since: row.moment(first + 1), plan: row.text(first + 2),
            person: row.optionalText(first + 3), action: row.text(first + 4))
    }
}
