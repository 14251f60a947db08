import Credentials
package import Foundation
package import Kit
package import Store
package import Web

/// What the state issues: signed documents that the holder keeps, prints and shows, and that anybody can verify.
///
/// Other modules issue with `Transaction.issue(_:by:at:)` and revoke with `Transaction.revoke(_:reason:at:)`. What is
/// signed is the data; the paper is made when somebody downloads it.
package struct Documents: Sendable {
    let store: Store
    /// Scheme and host of the portal: `https://hukoomi.gov.qa`.
    let base: String
    let government: Bilingual
    let calendar: WorkingCalendar
    let entities: [String: Bilingual]
    let pool: BoundedPool
    let keys: Keys

    /// - Parameters:
    ///   - government: who speaks at the head of every paper: `دولة قطر`.
    ///   - entities: the names of the entities that issue, by their ids.
    ///   - pool: the threads on which papers are drawn.
    package init(
        store: Store, site: Site, government: Bilingual, entities: [String: Bilingual], pool: BoundedPool
    ) {
        self.store = store
        keys = Keys(store: store)
        base = site.base
        calendar = site.calendar
        self.government = government
        self.entities = entities
        self.pool = pool
    }

    /// Makes ready to sign. Called once, before the first document.
    package func prepare(at now: Date) async throws { try await keys.prepare(at: now) }

    package var routes: [Route] {
        [
            .get("/documents", .signedIn, listDocuments),
            .get("/documents/:reference", .signedIn, showDocument),
            .get(
                "/documents/:reference/pdf", .signedIn, limit: RateLimit("papers", burst: 30, perMinute: 30),
                downloadPaper),
            .get("/documents/:reference/credential.json", .signedIn, downloadCredential),
            .get("/verify", .anyone, showVerifyForm),
            .post("/verify", .anyone, limit: Documents.checks, bodyLimit: 1 << 19, verify),
            .get("/verify/:reference", limit: Documents.checks, verifyReference),
            .get("/verify/:reference/:statement", limit: Documents.checks, verifyStatement),
            .bare(.get, "/verify", leadToForm),
            .bare(.get, "/documents/:reference", leadToDocument),
            .bare(.get, "/V/:reference/:statement", leadToStatement),
            .bare(.get, "/.well-known/did.json", showIdentity),
            .bare(.get, "/status/:list", showStatusList),
            .bare(.get, "/contexts/documents/v1", showContext),
        ]
    }

    /// Enough for a counter that checks one paper after the other, too little to try references out.
    private static let checks = RateLimit("verify", burst: 30, perMinute: 30)

    package static var texts: Bundle { .module }

    var host: String {
        base.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init) ?? base
    }
    var identity: WebIdentity { WebIdentity(host: host) }
    var safe: KeySafe { keys.safe }
    var code: PaperCode { PaperCode(portal: base) }

    func name(of entity: String) -> Bilingual { entities[entity] ?? government }
}

/// A mistake of the program, never of the person.
enum DocumentsDefect: Error {
    /// `prepare` was not called, or the term of the last key is over.
    case noKey
    /// The key of a new document stands for another one.
    case keyTaken
    /// A row that this program did not write.
    case broken
}
