import Foundation
import Kit
import Messaging
import Store
import Web

/// What became of a code that was typed.
enum CodeCheck: Sendable {
    /// There is no sign-in under way in this browser.
    case none
    /// It was the wrong one; so many tries are left.
    case wrong(left: Int)
    /// None is out: it ran out, was used up, or was typed wrongly too often.
    case spent
    case right(SignIn)
}

extension Transaction {
    /// The password was right: the next step is the code. A sign-in that waited in this browser is dropped.
    func begin(_ attempt: Attempt, of person: String, next: LocalPath, in browser: String, at now: Date) throws {
        try run("delete from sign_in where started_at < \(now.addingTimeInterval(-SignIn.patience))")
        try run(
            """
            insert into sign_in (browser, person, account, place, is_known, next, started_at, attempts_left)
            values (\(browser), \(person), \(attempt.account), \(attempt.place), \(attempt.isKnown),
                \(next.description), \(now), 0)
            on conflict (browser) do update set person = excluded.person, account = excluded.account,
                place = excluded.place, is_known = excluded.is_known, next = excluded.next,
                started_at = excluded.started_at, code = null, code_expires_at = null, attempts_left = 0
            """)
    }

    /// The sign-in that waits for its code in this browser.
    func signIn(in browser: String, at now: Date) throws -> SignIn? {
        try one(
            """
            select s.person, s.account, s.place, s.is_known, s.next, p.phone, p.email, p.language,
                s.attempts_left > 0 and s.code_expires_at > \(now)
            from sign_in s join person p on p.id = s.person
            where s.browser = \(browser) and s.started_at > \(now.addingTimeInterval(-SignIn.patience))
            """
        ) { row in
            let phone = row.optionalText(5).flatMap { Phone($0) }.map(CodeWay.sms)
            let mail = row.optionalText(6).flatMap { MailAddress($0) }.map(CodeWay.mail)
            guard let way = phone ?? mail else { throw StoreDefect.emptyCell(5) }
            return SignIn(
                person: try row.text(0),
                attempt: Attempt(account: try row.text(1), place: try row.text(2), isKnown: try row.flag(3)),
                next: LocalPath(try row.text(4)) ?? .account, way: way,
                language: Language(rawValue: try row.text(7)) ?? .arabic,
                hasCode: (row.optionalInteger(8) ?? 0) != 0)
        }
    }

    /// Makes this the one code of the sign-in, unless too many were sent; answers whether it may go out.
    ///
    /// Places that the account is known at have an allowance of their own, so that somebody who has the password but
    /// not the telephone cannot use up the owner's.
    func put(_ digest: String, into signIn: SignIn, in browser: String, at now: Date) throws -> Bool {
        let allowance = signIn.attempt.isKnown ? signIn.attempt.place : Attempt.everywhere
        guard try takeCode(of: signIn.person, from: allowance, at: now) else { return false }
        try run(
            """
            update sign_in set code = \(digest), code_expires_at = \(now.addingTimeInterval(signIn.way.lifetime)),
                attempts_left = \(SignInCode.attempts)
            where browser = \(browser)
            """)
        return true
    }

    /// Takes a code out of one of a person's allowances; false where so many were sent of late.
    func takeCode(of person: String, from allowance: String, at now: Date) throws -> Bool {
        try run("delete from sign_in_code where sent_at <= \(now.addingTimeInterval(-SignInCode.period))")
        let sent =
            try one("select count(*) from sign_in_code where person = \(person) and sent_to = \(allowance)") {
                try $0.integer(0)
            } ?? 0
        guard sent < SignInCode.most else { return false }
        try run(
            """
            insert into sign_in_code (id, person, sent_to, sent_at)
            values (\(Identifier.make(at: now)), \(person), \(allowance), \(now))
            """)
        return true
    }

    /// Checks a code. The right one is used up, and with it the sign-in; a wrong one counts as a failure.
    func check(_ digest: String, in browser: String, at now: Date) throws -> CodeCheck {
        guard let signIn = try signIn(in: browser, at: now) else { return .none }
        guard signIn.hasCode else { return .spent }
        if try changed(by: "delete from sign_in where browser = \(browser) and code = \(digest)") == 1 {
            return .right(signIn)
        }
        try countFailure(signIn.attempt, at: now)
        let left =
            try one(
                """
                update sign_in set attempts_left = attempts_left - 1 where browser = \(browser) returning attempts_left
                """
            ) { try $0.integer(0) } ?? 0
        return left > 0 ? .wrong(left: left) : .spent
    }
}
