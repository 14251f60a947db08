import Foundation
import Kit
import Logging
import Store
import Support
import Synchronization

@testable import Payments
@testable import Web

/// A time that tests move on.
final class TestClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_795_300_000))
    var now: Date { moment.withLock { $0 } }
    func pass(minutes: Double) { moment.withLock { $0 += minutes * 60 } }
}

/// The portal's payments and the sandbox bank, joined by a wire inside the process that tests can cut.
final class Till: Sendable {
    let store: Store
    let clock = TestClock()
    let bank: SandboxBank
    let payments: Payments
    /// Loses the bank's next answers: the bank has heard, the portal does not know.
    let loses = Mutex(0)
    /// Whether the portal can be reached by the bank.
    let isReachable = Mutex(true)

    init(file: String? = nil) throws {
        store = try TestStore.make(Payments.migrations)
        let (clock, log) = (clock, Logger(label: "test"))
        let settings = SandboxBank.Settings(
            address: "http://bank.test", apiKey: "key", webhookAddress: "http://portal.test/hooks/payments",
            webhookSecret: "secret", merchant: Bilingual(ar: "حكومي", en: "Hukoomi"), file: file)
        let hook = Relay()
        bank = SandboxBank(
            settings, texts: Till.texts(), wire: Wire { try await hook.send($0) }, clock: { clock.now }, log: log)
        let line = Relay()
        let provider = BankProvider(
            base: "http://bank.test", pages: "http://bank.test", key: "key", wire: Wire { try await line.send($0) },
            log: log)
        payments = Payments(store: store, provider: provider, webhookSecret: "secret", clock: { clock.now }, log: log)
        payments.listen(on: store)
        line.answer = { [unowned self] in try await toBank($0) }
        hook.answer = { [unowned self] in try await toPortal($0) }
    }

    private static func texts() -> TextLibrary {
        var library = TextLibrary()
        library.add(Payments.texts, module: "Payments")
        return library
    }

    // MARK: The wire

    private func toBank(_ question: Wire.Question) async throws -> Wire.Reply {
        let answer = await bank.respond(Till.request(question))
        if loses.withLock({ left in
            defer { left = max(0, left - 1) }
            return left > 0
        }) {
            throw URLError(.timedOut)
        }
        return Wire.Reply(status: answer.status, body: answer.body)
    }

    private func toPortal(_ question: Wire.Question) async throws -> Wire.Reply {
        guard isReachable.withLock({ $0 }) else { throw URLError(.cannotConnectToHost) }
        let answer = try await notice(question.body, signature: question.headers[NoticeSignature.header])
        return Wire.Reply(status: answer.status, body: answer.body)
    }

    private static func request(_ question: Wire.Question) -> SandboxBank.Request {
        let parts = question.address.dropFirst("http://bank.test".count).split(separator: "?", maxSplits: 1)
        return SandboxBank.Request(
            method: question.method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
            headers: question.headers, body: question.body)
    }

    // MARK: What people and parties do

    func notice(_ body: [UInt8], signature: String?) async throws -> Answer {
        try await payments.hearNotice(
            context("/hooks/payments", body: body, headers: ["pay-signature": signature ?? ""]))
    }

    func signed(_ body: [UInt8]) async throws -> Answer {
        try await notice(body, signature: NoticeSignature.header(for: body, secret: "secret", at: clock.now))
    }

    func charge(_ new: NewCharge = ChargeTests.new()) async throws -> Charge {
        let now = clock.now
        return try await store.write { try $0.charge(new, at: now) }
    }

    /// Presses "pay now"; answers where the browser is sent.
    func pay(_ charge: Charge, person: String = "p1") async throws -> String {
        let answer = try await payments.beginAttempt(context(charge.path, charge: charge, person: person))
        return answer.headers.first { $0.name == "location" }?.value ?? ""
    }

    /// Types a card on the bank's page, or cancels; answers the status and where the browser is sent.
    @discardableResult
    func type(_ card: String?, at address: String) async -> (status: Int, location: String) {
        let action = card == nil ? "cancel" : "pay"
        let form = "action=\(action)&number=\(card ?? "")&expiry=12/30&cvc=123&lang=ar"
        var request = Till.request(
            Wire.Question(method: "POST", address: address, headers: [:], body: Array(form.utf8)))
        request.query = ""
        let answer = await bank.respond(request)
        return (answer.status, answer.headers.first { $0.name == "location" }?.value ?? "")
    }

    /// Comes back from the bank; answers where the browser is sent, or nothing where it waits.
    func comeBack(_ charge: Charge, person: String = "p1") async throws -> String {
        let answer = try await payments.comeBack(context("\(charge.path)/return", charge: charge, person: person))
        return answer.headers.first { $0.name == "location" }?.value ?? ""
    }

    func now(_ charge: Charge) async throws -> Charge {
        try await store.read { try $0.charge(charge.id, payer: charge.payer) }
    }

    func events(_ name: String) async throws -> Int {
        try await store.read {
            try $0.one("select count(*) from event where name = \(name)") { try $0.integer(0) } ?? 0
        }
    }

    /// The sum of the books, and how many entries they have.
    struct Books: Equatable {
        let sum: Int
        let entries: Int

        init(_ sum: Int, _ entries: Int) {
            self.sum = sum
            self.entries = entries
        }
    }

    func ledger() async throws -> Books {
        try await store.read { transaction in
            let entries = try transaction.one("select count(*) from ledger_entry") { try $0.integer(0) } ?? 0
            return Books(try transaction.ledgerSum(), entries)
        }
    }

    /// Does the jobs that are due.
    func work() async throws {
        let (clock, runner) = (clock, Logger(label: "test"))
        while try await JobRunner(store: store, clock: { clock.now }, log: runner).round() > 0 {}
    }

    // MARK: Contexts

    func context(
        _ path: String, charge: Charge? = nil, person: String? = nil, body: [UInt8] = [],
        headers: [String: String] = [:]
    ) -> Context {
        let site = Site(
            name: Bilingual(same: "Hukoomi"), tagline: Bilingual(same: ""), phone: "109", base: "http://portal.test",
            demo: false,
            calendar: WorkingCalendar(weekend: [.friday, .saturday], holidays: [], timeZone: .gmt),
            seal: Seal(key: [1, 2, 3]), assets: Assets(), formTargets: [], texts: Till.texts())
        let visitor = person.map {
            Visitor(session: "s", person: $0, name: Bilingual(same: "Person"), roles: [], actingFor: nil)
        }
        let parameter = charge?.reference.symbols
        return Context(
            site: site, language: .arabic, t: site.texts(.arabic), path: path, query: Form(), form: Form(),
            visitor: visitor, browser: "b", address: "127.0.0.1", agent: "", now: clock.now, body: body,
            isPost: false, headers: { headers[$0] }, parameters: { $0 == "charge" ? parameter : nil })
    }
}

/// An end of the wire that is joined later.
final class Relay: Sendable {
    typealias Answering = @Sendable (Wire.Question) async throws -> Wire.Reply
    private let kept = Mutex<Answering?>(nil)

    var answer: Answering? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }

    func send(_ question: Wire.Question) async throws -> Wire.Reply {
        guard let answer else { throw URLError(.cannotConnectToHost) }
        return try await answer(question)
    }
}
