import AsyncHTTPClient
import Content
package import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
package import Identity
package import Kit
import Logging
package import Messaging
import NIOCore
package import Payments
package import Platform
package import Registers
import Store
import Synchronization
import Web

/// A whole government for a test: the portal on a database of its own with the real content pack, and beside it the
/// demonstration's bank and post office, each a party of its own over loopback. Time stands still until it is moved.
package final class World: Sendable {
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    package static let content = "\(root)/Content/qatar"
    package static let password = "demo-hukoomi"
    package static let portal = "http://portal.test"
    /// Sunday, 22 November 2026, nine in the morning in Doha.
    package static let opening = Date(timeIntervalSince1970: 1_795_327_200)

    package let platform: Platform
    package let clock: Clock
    package let people: People
    package let bank: SandboxBank
    package let bankAddress: String
    package let postAddress: String
    /// Who keeps the registers, where they are kept elsewhere.
    package let registry: SandboxRegisters?
    let post: SandboxPost
    package let wire: TourWire
    private let visitors = SignedIn()
    private let publishing: Publishing
    private let shown: Mutex<Publishing.Shown>

    /// Opens a portal; whatever is set differs from the demonstration's own settings.
    ///
    /// - Parameter registersElsewhere: whether the registers are kept by a party of their own.
    package init(_ options: [Setting: String] = [:], registersElsewhere: Bool = false) async throws {
        let clock = Clock()
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let folder = try TestFolder.make().path
        let post = SandboxPost(smtpPort: 0, clock: { clock.now })
        let smtp = try await World.mailPort(of: post)
        postAddress = try await Party.open { _ in
            { request, body in
                await post.respond(
                    method: request.method.rawValue, path: request.uri.path, query: request.uri.query,
                    headers: request.headers.map { ($0.name.canonicalName, $0.value) }, body: body)
            }
        }
        let front = Slot<TourWire>()
        let desk = Slot<SandboxBank>()
        bankAddress = try await Party.open { address in
            let bank = World.bank(at: address, clock, front, log)
            desk.value = bank
            return { request, body in await bank.respond(World.asked(request, body)) }
        }
        var settings: [Setting: String] = [
            .demo: "true", .data: try TestStore.location(), .files: "\(folder)/files", .content: World.content,
            .assets: "\(World.root)/Public", .base: World.portal, .bankURL: bankAddress, .smsURL: postAddress,
            .smtpPort: String(smtp), .proxy: "true",
        ]
        registry = registersElsewhere ? World.registry() : nil
        if let registry { settings[.registersURL] = try await World.address(of: registry) }
        settings.merge(options) { $1 }
        let configuration = Configuration(options: settings, environment: [:])
        platform = try await Platform(
            configuration, store: try Platform.open(configuration), client: .shared, clock: { clock.now }, log: log)
        let (stage, client) = (Stage(platform.front), HTTPClient.shared)
        publishing = Publishing(
            platform, on: stage, configuration, client: client, clock: { clock.now }, log: log)
        shown = Mutex(publishing.first)
        wire = try await World.wire(to: stage, log)
        front.value = wire
        guard let bank = desk.value else { throw TourFault(expected: "a bank", found: "none") }
        guard let people = People.read(.init(path: World.content), .init()) else {
            throw TourFault(expected: "invented people", found: "none")
        }
        (self.clock, self.post, self.bank, self.people) = (clock, post, bank, people)
    }

    package func person(_ id: String) throws -> Person {
        guard let entry = people.entries.first(where: { $0.person.id == id }) else {
            throw TourFault(expected: "the person \(id)", found: "nobody")
        }
        return entry.person
    }

    /// Does all that is due now: notices of the bank, events, letters.
    package func settle() async throws {
        for _ in 0..<50 {
            await bank.deliverDue()
            if try await platform.jobs.round() == 0 { return }
        }
    }

    /// Does what a node does that hears of other content.
    package func follow() async {
        let next = await publishing.follow(after: shown.withLock { $0 })
        shown.withLock { $0 = next }
    }

    /// From now on jobs are done and notices delivered as in service, beside the test.
    package func work() {
        let (platform, bank) = (platform, bank)
        Task.detached { await platform.jobs.run() }
        Task.detached { try? await bank.run() }
    }

    /// A browser that nobody has used; its address on the network is its own.
    package func browser(_ language: Language = .english) -> Browser {
        let browser = Browser(portal: World.portal, wire: wire)
        browser.language = language.rawValue
        let parts = (0..<3).map { _ in String(Int.random(in: 1...254)) }.joined(separator: ".")
        browser.headers = [("x-forwarded-for", "10.\(parts)")]
        return browser
    }

    /// A browser in which somebody has signed in. Signs in once, by QID or e-mail, password and code, and then shares the session.
    package func browser(of person: String, _ language: Language = .english) async throws -> Browser {
        let signedIn = try await visitors.browser(of: person) { try await self.signIn(person) }
        let window = signedIn.value.window()
        window.language = language.rawValue
        return window
    }

    /// Signs in anew.
    package func signIn(_ id: String, in browser: Browser? = nil) async throws -> Kept {
        let (browser, person) = (browser ?? self.browser(), try person(id))
        let page = try await browser.visit("/\(browser.language)/sign-in")
        try await browser.submit(page, to: "/sign-in", ["qid": person.account, "password": World.password])
        try await settle()
        let code = try await letters(to: person.codeAddress).compactMap { Tour.code(in: $0.text) }.first ?? ""
        try await browser.submit(browser.page, to: "/sign-in/code", ["code": code])
        guard browser.page.status == 200, browser.page.address.hasSuffix("/account") else {
            throw TourFault(expected: "the account of \(id)", found: browser.page.summary)
        }
        return Kept(browser)
    }

    /// What was sent to a person's telephone, the latest first.
    package func sms(to person: Person) async throws -> [String] {
        try await letters(to: person.codeAddress).filter { $0.kind == .sms }.map(\.text)
    }

    /// What was sent to a number or an e-mail address, the latest first.
    package func letters(to address: String) async throws -> [SentItem] {
        let query = "to=\(TourForm.encoded(address))"
        let answer = await post.respond(method: "GET", path: "/sent.json", query: query, headers: [], body: [])
        return try JSONDecoder().decode([SentItem].self, from: Data(answer.body))
    }
}

/// A clock that is moved by hand.
package final class Clock: Sendable {
    private let moment = Mutex(World.opening)
    package var now: Date { moment.withLock { $0 } }
    package func move(hours: Double) { moment.withLock { $0 += hours * 3600 } }
}

/// A browser handed from one task to another, which then alone uses it.
package struct Kept: @unchecked Sendable {
    package let value: Browser
    init(_ value: Browser) { self.value = value }
}

/// Who has signed in already.
private actor SignedIn {
    private var tasks: [String: Task<Kept, any Error>] = [:]

    func browser(of person: String, _ signIn: @escaping @Sendable () async throws -> Kept) async throws -> Kept {
        let task = tasks[person] ?? Task { try await signIn() }
        tasks[person] = task
        return try await task.value
    }
}
