import Foundation
import Kit
import Messaging
import Store
import Web

extension Transaction {
    /// Begins an account in this browser and sends the e-mail, unless too many were sent; what was begun here before is
    /// dropped. Whether somebody has an account by this address shows only in his own mail.
    func begin(
        _ address: MailAddress, next: LocalPath, _ letters: NewAccountLetters, _ allowance: MailAllowance,
        in browser: String, at now: Date
    ) throws -> Bool {
        guard try take(allowance, at: now) else { return false }
        let owner = try accountOwner(address)
        try run("delete from new_account where started_at < \(now.addingTimeInterval(-NewAccount.patience))")
        // Where there is an account, no code is right.
        try run(
            """
            insert into new_account (browser, email, next, started_at, code, code_expires_at, attempts_left)
            values (\(browser), \(address.text), \(next.description), \(now), \(owner == nil ? letters.digest : nil),
                \(now.addingTimeInterval(SignInCode.lifetimeByMail)), \(SignInCode.attempts))
            on conflict (browser) do update set email = excluded.email, next = excluded.next,
                started_at = excluded.started_at, code = excluded.code, code_expires_at = excluded.code_expires_at,
                attempts_left = excluded.attempts_left, proved_at = null
            """)
        try sendMail(owner.map(letters.tried) ?? letters.code, to: address, at: now)
        return true
    }

    /// Counts one e-mail for its address and for who asks, unless either has had its share.
    private func take(_ allowance: MailAllowance, at now: Date) throws -> Bool {
        try run("delete from account_mail where sent_at <= \(now.addingTimeInterval(-SignInCode.period))")
        let ofAddress =
            try one("select count(*) from account_mail where address = \(allowance.address)") { try $0.integer(0) } ?? 0
        let ofPlace =
            try one("select count(*) from account_mail where place = \(allowance.place)") { try $0.integer(0) } ?? 0
        guard ofAddress < SignInCode.most, ofPlace < NewAccount.mostOfPlace else { return false }
        try run(
            """
            insert into account_mail (id, address, place, sent_at)
            values (\(Identifier.make(at: now)), \(allowance.address), \(allowance.place), \(now))
            """)
        return true
    }

    /// The language of whoever signs in with this address; nil where nobody does.
    private func accountOwner(_ address: MailAddress) throws -> Language? {
        try one("select language from person where qid is null and email = \(address.account)") { row in
            Language(rawValue: try row.text(0)) ?? .arabic
        }
    }

    /// The account that is being opened in this browser.
    func newAccount(in browser: String, at now: Date) throws -> NewAccount? {
        try one(
            """
            select email, next, attempts_left > 0 and code_expires_at > \(now), proved_at is not null from new_account
            where browser = \(browser) and started_at > \(now.addingTimeInterval(-NewAccount.patience))
            """
        ) { row in
            guard let address = MailAddress(try row.text(0)) else { throw StoreDefect.emptyCell(0) }
            return NewAccount(
                address: address, next: LocalPath(try row.text(1)) ?? .account, hasCode: try row.flag(2),
                isProved: try row.flag(3))
        }
    }

    /// Checks a code. The right one is used up, and proves the address in this browser.
    func proveAddress(_ digest: String, in browser: String, at now: Date) throws -> NewCodeCheck {
        guard let account = try newAccount(in: browser, at: now) else { return .none }
        if account.isProved { return .right }
        guard account.hasCode else { return .spent }
        let isRight = try changed(
            by:
                """
                update new_account set code = null, attempts_left = 0, proved_at = \(now)
                where browser = \(browser) and code = \(digest)
                """)
        if isRight == 1 { return .right }
        let left =
            try one(
                """
                update new_account set attempts_left = attempts_left - 1 where browser = \(browser)
                returning attempts_left
                """
            ) { try $0.integer(0) } ?? 0
        return left > 0 ? .wrong(left: left) : .spent
    }

    /// The account is open: the person stands in the register, with his password. False where somebody who reads the
    /// same mailbox was quicker.
    func open(_ person: Person, hash: String, in browser: String, at now: Date) throws -> Bool {
        guard try changed(by: "delete from new_account where browser = \(browser) and proved_at is not null") == 1,
            let address = person.email.flatMap({ MailAddress($0) }), try accountOwner(address) == nil
        else { return false }
        try save(person, isDemo: false)
        try setPassword(hash, of: person.id, at: now)
        return true
    }
}

/// What became of a code that was typed to prove an address.
enum NewCodeCheck: Sendable {
    /// No account is being opened in this browser.
    case none
    case wrong(left: Int)
    /// None is out: it ran out, or was typed wrongly too often.
    case spent
    case right
}
