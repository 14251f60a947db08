import Foundation
import Kit
import Store

extension Transaction {
    /// Who was asked about a case, in the order in which they were.
    func consents(of id: String) throws -> [Consent] {
        try all("select step, since, person, action from consent where case_id = \(id) order by since") { row in
            try Consent(
                step: row.text(0), since: row.moment(1), person: row.text(2), action: row.optionalText(3))
        }
    }

    /// A case about which somebody is asked, or was.
    func findCase(_ reference: Reference, asking person: String) throws -> Case {
        guard let file = try findCase(reference), try consents(of: file.id).contains(where: { $0.person == person })
        else { throw NotFound() }
        return file
    }

    /// The open cases that wait for somebody's answer, the latest first.
    func cases(asking person: String) throws -> [Case] {
        let references = try all(
            """
            select reference from case_file join consent
                on consent.case_id = case_file.id and consent.step = case_file.step
                    and consent.since = case_file.step_since
            where consent.person = \(person) and consent.action is null and case_file.outcome is null
            order by consent.since desc limit 50
            """
        ) { try $0.reference(0) }
        return try references.compactMap { try findCase($0) }
    }

    func insert(_ consent: Consent, of id: String) throws {
        try run(
            """
            insert into consent (case_id, step, since, person)
            values (\(id), \(consent.step), \(consent.since), \(consent.person))
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
