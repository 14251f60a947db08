import Foundation
import Kit
import Store
import Web

extension Transaction {
    /// The visitor of a session that has not ended. A power to act for an organisation that was withdrawn is gone here
    /// too, in the middle of a session.
    func visitor(of digest: String, idle: TimeInterval, at now: Date) throws -> (visitor: Visitor, seenAt: Date)? {
        // A line for each organisation that he represents.
        let lines = try all(
            """
            select p.id, p.name_ar, p.name_en, p.roles, s.seen_at, s.acting_for, o.id, o.name_ar, o.name_en, p.duties,
                p.qid is null
            from session s join person p on p.id = s.person
            left join representation r on r.person = s.person and r.withdrawn_at is null
            left join organisation o on o.id = r.organisation
            where s.digest = \(digest) and s.ends_at > \(now) and s.seen_at > \(now.addingTimeInterval(-idle))
            order by o.name_en, o.id
            """
        ) { row in
            let principal = try row.optionalText(6).map {
                Principal(id: $0, name: Bilingual(ar: try row.text(7), en: try row.text(8)))
            }
            let name = Bilingual(ar: try row.text(1), en: try row.text(2))
            return (
                person: try row.text(0), name, roles: try row.text(3), seenAt: try row.moment(4),
                actingFor: row.optionalText(5), principal: principal, duties: try row.text(9),
                isFromAbroad: try row.flag(10)
            )
        }
        guard let (person, name, roles, seenAt, actingFor, principal: _, duties, isFromAbroad) = lines.first else {
            return nil
        }
        let represented = lines.compactMap(\.principal)
        let visitor = Visitor(
            session: digest, person: person, name: name, roles: try Stored.list(roles),
            duties: try Stored.list(duties), actingFor: represented.first { $0.id == actingFor },
            represents: represented, isFromAbroad: isFromAbroad)
        return (visitor, seenAt)
    }

    func see(_ digest: String, at now: Date) throws {
        try run("update session set seen_at = \(now) where digest = \(digest) and seen_at < \(now)")
    }

    /// Begins the session of a finished sign-in: a new token, and what this browser had before is over.
    func start(_ start: SessionStart, for signIn: SignIn) throws {
        try self.start(start, of: signIn.person, by: signIn.way, after: signIn.attempt)
    }

    func start(_ start: SessionStart, of person: String, by way: CodeWay, after attempt: Attempt) throws {
        let idleSince = start.now.addingTimeInterval(-start.lifetime.idle)
        try run(
            """
            delete from session where browser = \(start.browser)
                or person = \(person) and (ends_at <= \(start.now) or seen_at <= \(idleSince))
            """)
        try run(
            """
            insert into session (digest, person, method, browser, program, device, started_at, seen_at, ends_at)
            values (\(Secret.digest(start.token)), \(person), \(way.method), \(start.browser),
                \(start.words.program.rawValue), \(start.words.device.rawValue), \(start.now), \(start.now),
                \(start.now.addingTimeInterval(start.lifetime.most)))
            """)
        try remember(start.origin, after: attempt, at: start.now)
        try publish(SignedIn(person: person, method: way.method), at: start.now)
    }

    /// The person's sessions that go on, the one last seen first.
    func sessions(of person: String, idle: TimeInterval, at now: Date) throws -> [SessionLine] {
        try all(
            """
            select digest, program, device, started_at, seen_at from session
            where person = \(person) and ends_at > \(now) and seen_at > \(now.addingTimeInterval(-idle))
            order by seen_at desc, digest
            """
        ) { row in
            let words = BrowserWords(
                program: BrowserWords.Program(rawValue: try row.text(1)) ?? .other,
                device: BrowserWords.Device(rawValue: try row.text(2)) ?? .other)
            return SessionLine(
                digest: try row.text(0), words: words, startedAt: try row.moment(3), seenAt: try row.moment(4))
        }
    }

    /// Ends one session, where it is the person's own.
    func end(_ digest: String, of person: String) throws {
        try run("delete from session where digest = \(digest) and person = \(person)")
    }

    /// Ends every session of the person but this one.
    func endOthers(than digest: String, of person: String) throws {
        try run("delete from session where person = \(person) and digest <> \(digest)")
    }

    /// From now on this session acts for the organisation, or for the person himself again.
    func act(_ session: String, of person: String, for organisation: String?) throws {
        if let organisation, try !represents(person, organisation) { throw NotFound() }
        let changed = try changed(
            by:
                "update session set acting_for = \(organisation) where digest = \(session) and person = \(person)")
        guard changed == 1 else { throw NotFound() }
    }
}
