package import Foundation
import Kit
import Messaging
package import Store
package import Web

/// Who people are: the register of people and organisations, accounts of visitors from abroad, signing in and out,
/// sessions, and acting for an organisation.
package struct Identity: Sendable {
    let store: Store
    let links: [AccountLink]
    let lifetime: SessionLifetime
    let passwords = PasswordPool()

    /// - Parameter links: where the account page leads on to, in this order.
    package init(store: Store, links: [AccountLink], lifetime: SessionLifetime = .standard) {
        self.store = store
        self.links = links
        self.lifetime = lifetime
    }

    package var routes: [Route] {
        [
            .get("/sign-in", .anyone, showSignIn),
            .post("/sign-in", .anyone, limit: Identity.signInLimit, bodyLimit: 1 << 14, signIn),
            .get("/sign-in/code", .anyone, showCode),
            .post("/sign-in/code", .anyone, limit: Identity.codeLimit, bodyLimit: 1 << 14, enterCode),
            .post("/sign-in/code/another", .anyone, limit: Identity.codeLimit, bodyLimit: 1 << 14, resendCode),
            .post("/sign-out", .anyone, signOut),
            .get("/account/new", .anyone, showNewAccount),
            .post("/account/new", .anyone, limit: Identity.newAccountLimit, bodyLimit: 1 << 14, startNewAccount),
            .get("/account/new/code", .anyone, showNewCode),
            .post("/account/new/code", .anyone, limit: Identity.codeLimit, bodyLimit: 1 << 14, enterNewCode),
            .post(
                "/account/new/code/another", .anyone, limit: Identity.newAccountLimit, bodyLimit: 1 << 14, resendNewCode
            ),
            .get("/account/new/details", .anyone, showNewDetails),
            .post("/account/new/details", .anyone, limit: Identity.newAccountLimit, bodyLimit: 1 << 14, openAccount),
            .get("/account", .signedIn, showAccount),
            .get("/account/acting", .signedIn, showActing),
            .post("/account/acting", .signedIn, changeActing),
            .get("/account/sessions", .signedIn, showSessions),
            .post("/account/sessions/end", .signedIn, endSession),
        ]
    }

    /// Whom the front asks who is signed in.
    package var sessions: SessionKeeper { SessionKeeper(store: store, lifetime: lifetime) }

    package static var texts: Bundle { .module }

    /// Brings the demonstration's people into the register. What stands there already is left alone, so that this costs
    /// next to nothing when nothing is new.
    package func load(_ people: People, at now: Date) async throws {
        let (persons, organisations, hasAll) = try await store.read { transaction in
            (
                try transaction.people(people.entries.map(\.person.id)),
                try transaction.organisations(people.organisations.map(\.id)), try transaction.hasAll(people)
            )
        }
        let known = Set(persons)
        let knownOrganisations = Set(organisations)
        let news = people.entries.map(\.person).filter { !known.contains($0) }
        let newOrganisations = people.organisations.filter { !knownOrganisations.contains($0) }
        guard !hasAll || !news.isEmpty || !newOrganisations.isEmpty else { return }
        // One hash for all of them: their password is printed for everybody to read.
        let hash = try await passwords.hash(people.password)
        try await store.write { transaction in
            for organisation in newOrganisations { try transaction.save(organisation) }
            for person in news { try transaction.save(person, isDemo: true) }
            for entry in people.entries {
                try transaction.setPassword(hash, of: entry.person.id, at: now)
                for organisation in entry.represents {
                    try transaction.empower(entry.person.id, for: organisation, at: now)
                }
            }
        }
    }

    private static let signInLimit = RateLimit("sign-in", burst: 30, perMinute: 30)
    private static let newAccountLimit = RateLimit("new-account", burst: 20, perMinute: 10)
    private static let codeLimit = RateLimit("sign-in-code", burst: 30, perMinute: 30)
}
