import Casework
import Foundation
import Identity
import Kit
import Store
import Web

extension Transaction {
    /// The channels at which an officer works today; none for all others.
    func channels(of officer: Visitor) throws -> [Case.Channel] {
        guard officer.isOfficer else { return [] }
        return Case.Channel.served(by: try person(officer.person).one?.duties ?? [])
    }

    func insert(_ assistance: Assistance) throws {
        try run(
            """
            insert into assistance (reference, officer, entity, person, channel, begun_at, proven_at, ends_at)
            values (\(assistance.reference), \(assistance.officer), \(assistance.entity), \(assistance.person),
                \(assistance.channel.rawValue), \(assistance.begunAt), \(assistance.provenAt), \(assistance.endsAt))
            """)
    }

    /// What an officer does for somebody; not found where it is another's, or is no longer his duty.
    func assistance(_ reference: Reference, by officer: Visitor) throws -> Assistance {
        let found = try one(
            "\(assistanceColumns) where reference = \(reference) and officer = \(officer.person)", makeAssistance)
        guard let found, try channels(of: officer).contains(found.channel) else { throw NotFound() }
        return found
    }

    /// What an officer does for somebody with a draft, or did; nil where he has nothing to do with it, or no longer.
    func assistance(ofDraft id: String, by officer: Visitor) throws -> Assistance? {
        guard officer.isOfficer else { return nil }
        let found = try one(
            "\(assistanceColumns) where draft = \(id) and officer = \(officer.person)", makeAssistance)
        guard let found, try channels(of: officer).contains(found.channel) else { return nil }
        return found
    }

    /// By number alone, for what is sent while nobody is there.
    func assistance(_ reference: Reference) throws -> Assistance? {
        try one("\(assistanceColumns) where reference = \(reference)", makeAssistance)
    }

    /// The officer who filled in a draft that its person sends himself; nil where nobody did.
    func officer(assistingWith draft: String) throws -> String? {
        try one("select officer from assistance where draft = \(draft)") { try $0.text(0) }
    }

    /// What an officer has begun and not ended, the latest first.
    func assistances(by officer: Visitor, at now: Date) throws -> [Assistance] {
        try all(
            """
            \(assistanceColumns) where officer = \(officer.person) and ended_at is null and ends_at > \(now)
            order by begun_at desc limit 20
            """, makeAssistance)
    }

    /// How often codes were asked for about a person since a moment, by whomever.
    func calls(about person: String, since moment: Date) throws -> Int {
        try one(
            """
            select count(*) from assistance
            where person = \(person) and begun_at > \(moment) and channel = \(Case.Channel.phone.rawValue)
            """
        ) { try $0.integer(0) } ?? 0
    }

    /// How many callers of an officer read out no code since a moment.
    func unprovenCalls(by officer: Visitor, since moment: Date) throws -> Int {
        try one(
            """
            select count(*) from assistance
            where officer = \(officer.person) and begun_at > \(moment) and proven_at is null
            """
        ) { try $0.integer(0) } ?? 0
    }

    func prove(_ assistance: Assistance) throws {
        try run(
            """
            update assistance set proven_at = \(assistance.provenAt), ends_at = \(assistance.endsAt)
            where reference = \(assistance.reference) and proven_at is null and ended_at is null
            """)
    }

    /// Gives an assistance its application; it has one, and no second.
    func give(_ draft: Draft, to assistance: Assistance) throws {
        let count = try changed(
            by:
                """
                update assistance set draft = \(draft.id)
                where reference = \(assistance.reference) and draft is null and ended_at is null
                """)
        if count == 0 { throw Applying.assistanceOver }
    }

    func end(_ assistance: Assistance, at now: Date) throws {
        try run(
            "update assistance set ended_at = \(now) where reference = \(assistance.reference) and ended_at is null")
    }

    /// In whose name a draft is sent, and whether an officer does so for him.
    func sender(ofDraft id: String, _ visitor: Visitor, at now: Date) throws -> Sender {
        guard let assistance = try assistance(ofDraft: id, by: visitor),
            let person = try sender(assistance.person)
        else { return Sender(visitor) }
        // What was sent already is answered as it was; what was not must still be this officer's.
        if let draft = try draft(id, ownedBy: ["person:\(person.person)"]) {
            guard visitor.entities(serving: draft.service).contains(assistance.entity) else { throw NotFound() }
            guard assistance.isOpen(at: now) else { throw Applying.assistanceOver }
        }
        return Sender(person, through: assistance)
    }

    private var assistanceColumns: SQL {
        """
        select reference, officer, entity, person, channel, begun_at, proven_at, ends_at, draft, ended_at from assistance
        """
    }

    private func makeAssistance(_ row: Row) throws -> Assistance {
        guard let channel = Case.Channel(rawValue: try row.text(4)) else { throw StoreDefect.emptyCell(4) }
        return try Assistance(
            reference: row.reference(0), officer: row.text(1), entity: row.text(2), person: row.text(3),
            channel: channel, begunAt: row.moment(5), provenAt: row.optionalMoment(6), endsAt: row.moment(7),
            draft: row.optionalText(8), endedAt: row.optionalMoment(9))
    }
}
