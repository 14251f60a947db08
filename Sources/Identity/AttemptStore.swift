import Foundation
import Kit
import Messaging
import Store

/// What is said to an attempt before the password is looked at.
enum Admission: Sendable {
    case blocked(until: Date)
    case open(Attempt, Credential?)
}

/// The hash of an account's password, and the language of whom it belongs to.
struct Credential: Sendable {
    let person: String
    let hash: String
    let language: Language
}

extension Transaction {
    /// Counts the attempt as failed before it is checked, so that many at the same moment count as many; a right
    /// password takes it back.
    ///
    /// - Parameters:
    ///   - account: the digest of the name.
    ///   - demo: whether people of the demonstration may sign in.
    func open(_ name: AccountName, _ account: String, from origin: Origin, demo: Bool, at now: Date) throws -> Admission
    {
        let knowsBrowser = try knows(account, origin.browser)
        let isKnown = try knowsBrowser || knows(account, origin.address)
        let place = knowsBrowser ? origin.browser : origin.address
        let attempt = Attempt(account: account, place: place, isKnown: isKnown)
        if let until = try blocked(attempt, at: now) { return .blocked(until: until) }
        try countFailure(attempt, at: now)
        return .open(attempt, try credential(of: name, demo: demo))
    }

    /// Until when the attempt has to wait, or nil.
    func blocked(_ attempt: Attempt, at now: Date) throws -> Date? {
        let rows = attempt.isKnown ? [attempt.place] : [attempt.place, Attempt.everywhere]
        return try one(
            """
            select max(blocked_until) from sign_in_failure
            where account = \(attempt.account) and place in \(list: rows) and blocked_until > \(now)
            """
        ) { $0.optionalMoment(0) } ?? nil
    }

    func countFailure(_ attempt: Attempt, at now: Date) throws {
        try run("delete from sign_in_failure where last_at < \(now.addingTimeInterval(-Backoff.memory))")
        try countFailure(attempt.account, attempt.place, .place, at: now)
        if !attempt.isKnown { try countFailure(attempt.account, Attempt.everywhere, .account, at: now) }
    }

    private func countFailure(_ account: String, _ place: String, _ backoff: Backoff, at now: Date) throws {
        let failures =
            try one(
                """
                insert into sign_in_failure (account, place, failures, last_at) values (\(account), \(place), 1, \(now))
                on conflict (account, place) do update
                    set failures = sign_in_failure.failures + 1, last_at = excluded.last_at
                returning failures
                """
            ) { try $0.integer(0) } ?? 1
        let pause = backoff.pause(after: failures)
        guard pause > 0 else { return }
        try run(
            """
            update sign_in_failure set blocked_until = \(now.addingTimeInterval(pause))
            where account = \(account) and place = \(place)
            """)
    }

    /// Takes one counted failure back: the password was right, or was never looked at.
    func forgive(_ attempt: Attempt) throws {
        let rows = attempt.isKnown ? [attempt.place] : [attempt.place, Attempt.everywhere]
        try run(
            """
            update sign_in_failure set failures = failures - 1, blocked_until = null
            where account = \(attempt.account) and place in \(list: rows) and failures > 0
            """)
    }

    /// The account has signed in from here: it starts afresh, and is known from now on.
    func remember(_ origin: Origin, after attempt: Attempt, at now: Date) throws {
        try run("delete from sign_in_failure where account = \(attempt.account) and place = \(attempt.place)")
        for place in [origin.browser, origin.address] {
            try run(
                """
                insert into known_place (account, place, last_at) values (\(attempt.account), \(place), \(now))
                on conflict (account, place) do update set last_at = excluded.last_at
                """)
        }
    }

    private func knows(_ account: String, _ place: String) throws -> Bool {
        try one("select 1 from known_place where account = \(account) and place = \(place)") { _ in true } ?? false
    }

    private func credential(of name: AccountName, demo: Bool) throws -> Credential? {
        let isNamed: SQL =
            switch name {
            case .qid(let qid): "p.qid = \(qid)"
            case .email(let address): "p.qid is null and p.email = \(address.account)"
            }
        return try one(
            """
            select p.id, c.hash, p.language from person p join credential c on c.person = p.id
            where \(isNamed) and p.is_demo <= \(demo)
            """
        ) { row in
            Credential(
                person: try row.text(0), hash: try row.text(1), language: Language(rawValue: try row.text(2)) ?? .arabic
            )
        }
    }
}
