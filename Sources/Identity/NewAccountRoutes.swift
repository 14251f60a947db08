import Foundation
import Kit
import Messaging
import Store
import Web

/// Opening an account from abroad: the address, the code that comes there, and who one is.
extension Identity {
    func showNewAccount(_ context: Context) async throws -> Answer {
        let next = LocalPath(context.query["next"])
        guard context.visitor == nil else { return context.redirect(to: (next ?? .account).description) }
        return context.newAccountPage("", next: next)
    }

    func startNewAccount(_ context: Context) async throws -> Answer {
        let (typed, next) = (String(context.form["email"].prefix(255)), LocalPath(context.form["next"]))
        guard let address = MailAddress(typed) else {
            let key = typed.isEmpty ? "identity.new.email.missing" : "identity.new.email.malformed"
            return context.newAccountPage(typed, next: next, mistake: context.t(key))
        }
        guard try await begin(address, next ?? .account, context) else {
            return context.newAccountPage(typed, next: next, isTooMany: true)
        }
        return context.redirect(to: "/account/new/code")
    }

    private func begin(_ address: MailAddress, _ next: LocalPath, _ context: Context) async throws -> Bool {
        let (now, browser) = (context.now, context.browserDigest)
        let (letters, allowance) = (NewAccountLetters(context), MailAllowance(address, context))
        return try await store.write { transaction in
            try transaction.begin(address, next: next, letters, allowance, in: browser, at: now)
        }
    }

    // MARK: The code

    func showNewCode(_ context: Context) async throws -> Answer {
        guard let account = try await newAccount(context) else { return context.redirect(to: "/account/new") }
        guard !account.isProved else { return context.redirect(to: "/account/new/details") }
        return context.newCodePage(account, account.hasCode ? .fresh : .none)
    }

    func enterNewCode(_ context: Context) async throws -> Answer {
        guard let code = SignInCode(context.form["code"]) else { return try await newCodeProblem(.malformed, context) }
        let (now, browser) = (context.now, context.browserDigest)
        let digest = code.digest(in: browser, context.site.seal)
        switch try await store.write({ try $0.proveAddress(digest, in: browser, at: now) }) {
        case .none: return context.redirect(to: "/account/new")
        case .wrong(let left): return try await newCodeProblem(.wrong(left: left), context)
        case .spent: return try await newCodeProblem(.spent, context)
        case .right: return context.redirect(to: "/account/new/details")
        }
    }

    func resendNewCode(_ context: Context) async throws -> Answer {
        guard let account = try await newAccount(context) else { return context.redirect(to: "/account/new") }
        guard !account.isProved else { return context.redirect(to: "/account/new/details") }
        let isSent = try await begin(account.address, account.next, context)
        return isSent ? context.redirect(to: "/account/new/code") : context.newCodePage(account, .tooMany)
    }

    private func newCodeProblem(_ problem: CodeProblem, _ context: Context) async throws -> Answer {
        guard let account = try await newAccount(context) else { return context.redirect(to: "/account/new") }
        return context.newCodePage(account, problem)
    }

    private func newAccount(_ context: Context) async throws -> NewAccount? {
        let (now, browser) = (context.now, context.browserDigest)
        return try await store.glance { try $0.newAccount(in: browser, at: now) }
    }

    // MARK: Who one is

    func showNewDetails(_ context: Context) async throws -> Answer {
        guard let account = try await newAccount(context) else { return context.redirect(to: "/account/new") }
        guard account.isProved else { return context.redirect(to: "/account/new/code") }
        return context.newDetailsPage(account, NewAccountForm())
    }

    /// The account is open, and its owner signed in: his address and his password have just been proved.
    func openAccount(_ context: Context) async throws -> Answer {
        // Sent twice: the first time has opened it.
        guard context.visitor == nil else { return context.redirect(to: "/account") }
        guard let account = try await newAccount(context) else { return context.redirect(to: "/account/new") }
        guard account.isProved else { return context.redirect(to: "/account/new/code") }
        let (form, now, browser) = (NewAccountForm(context, account.address), context.now, context.browserDigest)
        guard let person = form.person(account.address, language: context.language, at: now) else {
            return context.newDetailsPage(account, form)
        }
        let hash = try await passwords.hash(form.password)
        let start = SessionStart(context, lifetime)
        let name = context.site.seal.account(.email(account.address))
        try await store.write { transaction in
            guard try transaction.open(person, hash: hash, in: browser, at: now) else {
                throw Refusal("identity.new.taken")
            }
            let attempt = Attempt(account: name, place: start.origin.address, isKnown: false)
            try transaction.start(start, of: person.id, by: .mail(account.address), after: attempt)
        }
        let answer = context.redirect(to: account.next.description)
        return context.starting(session: start.token, lasting: Int(lifetime.most), answer)
    }
}
