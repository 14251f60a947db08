import Content
import Foundation
import Kit
import Store
import Support
import Synchronization
import Testing

@testable import Identity
@testable import Messaging
@testable import Web

/// A portal with the demonstration's people, and browsers that come to it.
struct FrontDesk {
    /// 2026-11-21T08:00:00Z.
    static let opening = Date(timeIntervalSince1970: 1_795_248_000)
    static let pack = PackFolder(
        path: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Content/qatar").path)

    let store: Store
    let identity: Identity
    let people: People
    let site: Site
    private let read = Letters()

    init(demo: Bool = true) async throws {
        store = try TestStore.make(Messaging.migrations + Identity.migrations)
        identity = Identity(store: store, links: [])
        people = try #require(People.read(Self.pack, Inspection()))
        try await identity.load(people, at: Self.opening)
        var texts = TextLibrary()
        texts.add(Identity.texts, module: "Identity")
        site = Site(
            name: Bilingual(ar: "حكومي", en: "Hukoomi"), tagline: Bilingual(same: ""), phone: "109",
            base: "http://127.0.0.1:8080", demo: demo,
            calendar: WorkingCalendar(
                weekend: [.friday, .saturday], holidays: [],
                timeZone: try #require(TimeZone(identifier: "Asia/Qatar"))),
            seal: Seal(key: [UInt8](repeating: 7, count: 32)), assets: Assets(), formTargets: [], texts: texts)
    }

    func person(_ id: String) throws -> Person { try #require(people.entries.first { $0.person.id == id }).person }

    func context(
        _ client: Client, form: [String: String] = [:], query: [String: String] = [:], after seconds: Double = 0,
        visitor: Visitor? = nil
    ) -> Context {
        Context(
            site: site, language: .english, t: site.texts(.english), path: "/sign-in",
            query: Form(fields: query.map { ($0.key, $0.value) }), form: Form(fields: form.map { ($0.key, $0.value) }),
            visitor: visitor, browser: client.browser, address: client.address, agent: client.agent,
            now: Self.opening.addingTimeInterval(seconds), body: [], isPost: !form.isEmpty, headers: { _ in nil },
            parameters: { _ in nil })
    }

    /// Types QID and password.
    func knock(
        _ client: Client, qid: String, password: String? = nil, next: String = "", after seconds: Double = 0
    ) async throws -> Answer {
        let form = ["qid": qid, "password": password ?? people.password, "next": next]
        return try await identity.signIn(context(client, form: form, after: seconds))
    }

    func enter(_ client: Client, code: String, after seconds: Double = 0) async throws -> Answer {
        try await identity.enterCode(context(client, form: ["code": code], after: seconds))
    }

    /// Signs in from beginning to end and answers the session's token.
    func signIn(_ client: Client, as id: String, after seconds: Double = 0) async throws -> String {
        let answer = try await knock(client, qid: person(id).account, after: seconds)
        try #require(answer.goes(to: "/en/sign-in/code"))
        return try #require(try await enter(client, code: code(), after: seconds).sessionToken)
    }

    func visitor(_ token: String, after seconds: Double = 0) async throws -> Visitor? {
        try await identity.sessions.visitor(token: token, at: Self.opening.addingTimeInterval(seconds))
    }

    /// The six digits of the message that came since this was last asked.
    func code() async throws -> String {
        let all = try await store.read { transaction in
            try transaction.all("select id, payload from job") { (try $0.text(0), try $0.text(1)) }
        }
        let text = try #require(all.first { read.isNew($0.0) }).1
        for (id, _) in all { _ = read.isNew(id) }
        return String(try #require(text.split { !("0"..."9").contains($0) }.first { $0.count == 6 }))
    }

    /// The e-mails that wait to be sent to an address, the oldest first.
    func mails(to address: String) async throws -> [MailJob] {
        try await store.read { transaction in
            try transaction.all("select payload from job where kind = \(MailJob.kind) order by created_at, id") { row in
                try JSONDecoder().decode(MailJob.self, from: Data(try row.text(0).utf8))
            }
        }.filter { $0.to == address }
    }

    /// The six digits of the e-mail to an address that came since this was last asked; nil where none did.
    func mailedCode(to address: String) async throws -> String? {
        let news = try await mails(to: address).filter { read.isNew($0.id) }
        return news.last?.subject.split { !("0"..."9").contains($0) }.first { $0.count == 6 }.map(String.init)
    }

    /// What waits to be sent by SMS, the oldest first.
    func messages() async throws -> [String] {
        try await store.read { try $0.all("select payload from job order by created_at, id") { try $0.text(0) } }
    }
}

/// Which messages were read already.
private final class Letters: Sendable {
    private let ids = Mutex<Set<String>>([])

    /// Whether the message was not read before; now it is.
    func isNew(_ id: String) -> Bool { ids.withLock { $0.insert(id).inserted } }
}

/// A browser somewhere.
struct Client {
    var browser = Secret.token()
    var address = "192.0.2.1"
    var agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
}

extension Answer {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    func goes(to address: String) -> Bool { status == 303 && header("location") == address }

    var sessionToken: String? {
        header("set-cookie").flatMap { cookie in
            guard cookie.hasPrefix("session=") else { return nil }
            return String(cookie.dropFirst(8).prefix { $0 != ";" })
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The page without what differs from one to the next: the form token and what was typed.
    func text(without typed: String) -> String {
        text.replacing(/name="csrf" value="[^"]*"/, with: "").replacing(typed, with: "")
    }
}
