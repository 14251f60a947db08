import Foundation
import Kit
import Messaging
import Store
import Web

extension Identity {
    func showSignIn(_ context: Context) async throws -> Answer {
        let next = LocalPath(context.query["next"])
        guard context.visitor == nil else { return context.redirect(to: (next ?? .account).description) }
        return context.signInPage(SignInForm(next: next))
    }

    func signIn(_ context: Context) async throws -> Answer {
        var form = SignInForm(context)
        guard let name = form.name, form.errors.isEmpty else { return context.signInPage(form, status: 422) }
        switch try await admit(form, name, context) {
        case .blocked(let until):
            let wait = max(1, Int(until.timeIntervalSince(context.now).rounded(.up)))
            form.problem = context.t("identity.sign-in.blocked", count: (wait + 59) / 60)
            return context.signInPage(form, status: 429).with("retry-after", String(wait))
        case .open(_, nil):
            form.errors["qid"] = context.t("identity.sign-in.wrong")
            return context.signInPage(form, status: 422)
        case .open(let attempt, .some(let credential)):
            try await begin(attempt, credential, form.next ?? .account, context)
            return context.redirect(to: "/sign-in/code")
        }
    }

    /// Counts the attempt, then checks the password; no credential means that the two do not belong together.
    private func admit(_ form: SignInForm, _ name: AccountName, _ context: Context) async throws -> Admission {
        let (now, demo, origin) = (context.now, context.site.demo, Origin(context))
        let account = context.site.seal.account(name)
        let admission = try await store.write { try $0.open(name, account, from: origin, demo: demo, at: now) }
        guard case .open(let attempt, let credential) = admission else { return admission }
        do {
            let isRight = try await passwords.matches(form.password, credential?.hash)
            return .open(attempt, isRight ? credential : nil)
        } catch {
            try await store.write { try $0.forgive(attempt) }
            throw error
        }
    }

    private func begin(
        _ attempt: Attempt, _ credential: Credential, _ next: LocalPath, _ context: Context
    ) async throws {
        let (now, browser) = (context.now, context.browserDigest)
        let letter = CodeLetter(context.site, credential.language, in: browser)
        try await store.write { transaction in
            try transaction.forgive(attempt)
            try transaction.begin(attempt, of: credential.person, next: next, in: browser, at: now)
            guard let signIn = try transaction.signIn(in: browser, at: now) else { return }
            _ = try transaction.send(letter, for: signIn, in: browser, at: now)
        }
    }

    // MARK: The code

    func showCode(_ context: Context) async throws -> Answer {
        let (now, browser) = (context.now, context.browserDigest)
        guard let signIn = try await store.glance({ try $0.signIn(in: browser, at: now) }) else {
            return context.redirect(to: "/sign-in")
        }
        return context.codePage(signIn, signIn.hasCode ? .fresh : .none)
    }

    func enterCode(_ context: Context) async throws -> Answer {
        let (now, browser) = (context.now, context.browserDigest)
        guard let code = SignInCode(context.form["code"]) else { return try await codeProblem(.malformed, context) }
        let digest = code.digest(in: browser, context.site.seal)
        let start = SessionStart(context, lifetime)
        let check = try await store.write { transaction in
            let check = try transaction.check(digest, in: browser, at: now)
            if case .right(let signIn) = check { try transaction.start(start, for: signIn) }
            return check
        }
        switch check {
        case .none: return context.redirect(to: "/sign-in")
        case .wrong(let left): return try await codeProblem(.wrong(left: left), context)
        case .spent: return try await codeProblem(.spent, context)
        case .right(let signIn):
            let seconds = Int(lifetime.most)
            return context.starting(
                session: start.token, lasting: seconds, context.redirect(to: signIn.next.description))
        }
    }

    func resendCode(_ context: Context) async throws -> Answer {
        let (now, browser) = (context.now, context.browserDigest)
        let read = try await store.glance { try $0.signIn(in: browser, at: now) }
        guard let signIn = read else { return context.redirect(to: "/sign-in") }
        let letter = CodeLetter(context.site, signIn.language, in: browser)
        let isSent = try await store.write { try $0.send(letter, for: signIn, in: browser, at: now) }
        return isSent ? context.redirect(to: "/sign-in/code") : context.codePage(signIn, .tooMany)
    }

    private func codeProblem(_ problem: CodeProblem, _ context: Context) async throws -> Answer {
        let (now, browser) = (context.now, context.browserDigest)
        guard let signIn = try await store.glance({ try $0.signIn(in: browser, at: now) }) else {
            return context.redirect(to: "/sign-in")
        }
        return context.codePage(signIn, problem)
    }

    // MARK: Out again

    func signOut(_ context: Context) async throws -> Answer {
        if let visitor = context.visitor {
            try await store.write { try $0.end(visitor.session, of: visitor.person) }
        }
        return context.endingSession(context.redirect(to: ""))
    }
}

/// A code and the messages that can bring it, finished in the person's language.
struct CodeLetter: Sendable {
    /// The SMS.
    let text: String
    let mail: MailLetter
    let digest: String

    init(_ site: Site, _ language: Language, in browser: String) {
        let code = SignInCode.random()
        let t = site.texts(language)
        let values = ["code": code.digits, "portal": site.name[language]]
        text = t("identity.code.sms", count: Int(SignInCode.lifetime) / 60, values)
        mail = MailLetter(
            subject: t("identity.code.mail.subject", values),
            body: t("identity.code.mail", count: Int(SignInCode.lifetimeByMail) / 60, values), language: language)
        digest = code.digest(in: browser, site.seal)
    }
}

extension Transaction {
    /// Sends a code for the sign-in, unless too many were sent.
    func send(_ letter: CodeLetter, for signIn: SignIn, in browser: String, at now: Date) throws -> Bool {
        guard try put(letter.digest, into: signIn, in: browser, at: now) else { return false }
        switch signIn.way {
        case .sms(let phone):
            try sendSMS(to: phone, text: letter.text, key: "identity.code:\(Identifier.make(at: now))", at: now)
        case .mail(let address): try sendMail(letter.mail, to: address, at: now)
        }
        return true
    }
}

extension Seal {
    /// An account as failures are counted for it.
    func account(_ name: AccountName) -> String { digest("account:\(name.text)") }
}

extension Context {
    /// The browser as the database knows it.
    var browserDigest: String { Secret.digest(browser) }
}
