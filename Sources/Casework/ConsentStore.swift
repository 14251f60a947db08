import Foundation
import Kit
import Store

extension Transaction {
    /// Who was asked about a case, in the order in which they were.
    func consents(of id: String) throws -> [Consent] {
        try all("select step, since, person, action from consent where case_id = \(id) and person <> '' order by since")
        { row in
            try Consent(
                step: row.text(0), since: row.moment(1), person: row.text(2), action: row.optionalText(3))
        }
    }

    func insert(_ consent: Consent, of id: String) throws {
        try run(
            """
            insert into consent (case_id, step, since, person)
            values (\(id), \(consent.step), \(consent.since), \(consent.person))
            """)
    }

    /// Writes down that somebody was to be asked who is not there; he is nobody.
    func noteAbsence(at step: String, of id: String, at now: Date) throws {
        try run(
            """
            insert into consent (case_id, step, since, person, action, answered_at)
            values (\(id), \(step), \(now), '', 'absent', \(now)) on conflict do nothing
            """)
    }

    func answer(_ consent: Consent, _ action: String, of id: String, at now: Date) throws {
        try run(
            """
            update consent set action = \(action), answered_at = \(now)
            where case_id = \(id) and step = \(consent.step) and since = \(consent.since)
            """)
    }
}
