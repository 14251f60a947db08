import Foundation
import Kit
import Store
import Synchronization
import Testing

@testable import Payments
@testable import Web

@Suite("Notices of the bank")
struct NoticeTests {
    /// A charge that waits for the bank, and the notice of its payment as the bank would write it.
    private func waiting(_ till: Till) async throws -> (charge: Charge, notice: BankNotice) {
        let charge = try await till.charge()
        _ = try await till.pay(charge)
        var resource = try #require(await till.bank.books.all().first).shown(at: "http://bank.test")
        resource.state = BankPayment.State(status: "success", finished: true)
        return (charge, BankNotice(id: "n1", event: "card_payment_succeeded", payment: resource.id, resource: resource))
    }

    private func bytes(_ notice: BankNotice) throws -> [UInt8] { Array(try JSONEncoder().encode(notice)) }

    private func outcome(_ answer: Answer) -> String {
        let body = try? JSONDecoder().decode([String: String].self, from: Data(answer.body))
        return body?["outcome"] ?? ""
    }

    @Test("a right one pays, and is answered with one word of JSON")
    func right() async throws {
        let till = try Till()
        let (charge, notice) = try await waiting(till)
        let answer = try await till.signed(try bytes(notice))
        #expect(answer.status == 200)
        #expect(outcome(answer) == "paid")
        #expect(answer.headers.contains { $0.name == "content-type" && $0.value.hasPrefix("application/json") })
        #expect(try await till.now(charge).status == .paid)
    }

    @Test("one that is not signed, signed otherwise, or old, is refused and changes nothing")
    func signature() async throws {
        let till = try Till()
        let (charge, notice) = try await waiting(till)
        let body = try bytes(notice)
        let now = till.clock.now
        let old = NoticeSignature.header(for: body, secret: "secret", at: now.addingTimeInterval(-301))
        let foreign = NoticeSignature.header(for: body, secret: "other", at: now)
        for signature in [nil, "", old, foreign] {
            let answer = try await till.notice(body, signature: signature)
            #expect(answer.status == 401)
            #expect(outcome(answer) == "wrong-signature")
        }
        #expect(try await till.now(charge).status == .submitted)
        #expect(till.payments.meter.noticesRefused.value == 4)
    }

    @Test("one about a payment that nobody began is not found")
    func unknown() async throws {
        let till = try Till()
        var notice = try await waiting(till).notice
        notice.payment = "other"
        notice.resource.id = "other"
        notice.resource.metadata = ["attempt": "none"]
        #expect(try await till.signed(try bytes(notice)).status == 404)
    }

    @Test("one with another amount or currency does not pay, and an operator sees it once", arguments: [true, false])
    func wrongAmount(_ amount: Bool) async throws {
        let till = try Till()
        var (charge, notice) = try await waiting(till)
        if amount { notice.resource.amount -= 1 } else { notice.resource.currency = "USD" }
        for _ in 0..<2 {
            let answer = try await till.signed(try bytes(notice))
            #expect(answer.status == 409)
            #expect(outcome(answer) == (amount ? "discrepancy-amount" : "discrepancy-currency"))
        }
        charge = try await till.now(charge)
        #expect(charge.status == .submitted)
        let found = try await till.store.read { try $0.discrepancies() }
        #expect(found.map(\.kind) == [amount ? .amount : .currency])
        #expect(try await till.events(DiscrepancyFound.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 0))
    }

    @Test("one that takes back what was confirmed is a discrepancy, and the charge stays paid")
    func takenBack() async throws {
        let till = try Till()
        var (charge, notice) = try await waiting(till)
        _ = try await till.signed(try bytes(notice))
        notice.resource.state = BankPayment.State(status: "failed", finished: true, code: "P0010")
        #expect(try await till.signed(try bytes(notice)).status == 409)
        charge = try await till.now(charge)
        #expect(charge.status == .paid)
    }

    @Test(
        "a signed body that is no notice is refused as such",
        arguments: ["", "{}", "[]", "null", "{\"resource\":1}", "\u{0}", String(repeating: "[", count: 5000)])
    func nonsense(_ body: String) async throws {
        let till = try Till()
        #expect(try await till.signed(Array(body.utf8)).status == 400)
    }

    @Test("one that speaks of two payments is refused")
    func twoNames() async throws {
        let till = try Till()
        var notice = try await waiting(till).notice
        notice.payment = "other"
        #expect(try await till.signed(try bytes(notice)).status == 400)
    }

    @Test("a notice that is lost loses nothing: the bank is asked after 2, 10 and 60 minutes, and every hour")
    func reconciles() async throws {
        let till = try Till()
        let charge = try await till.charge()
        let page = try await till.pay(charge)
        for minutes in [2.0, 10, 60] {
            till.clock.pass(minutes: minutes)
            try await till.work()
            #expect(try await till.now(charge).status == .submitted)
        }
        await till.type(PayingTests.silent, at: page)
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .submitted)
        till.clock.pass(minutes: 60)
        try await till.work()
        #expect(try await till.now(charge).status == .paid)
        #expect(try await till.events(ChargePaid.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 2))
        till.clock.pass(minutes: 600)
        try await till.work()
        #expect(try await till.store.read { try $0.one("select count(*) from job") { try $0.integer(0) } } == 0)
    }

    @Test("a payer who never comes back lets the payment expire, and can begin again")
    func expires() async throws {
        let till = try Till()
        let charge = try await till.charge()
        _ = try await till.pay(charge)
        for _ in 0..<4 {
            till.clock.pass(minutes: 60)
            try await till.work()
        }
        #expect(try await till.now(charge).status == .expired)
        #expect(try await till.pay(charge).hasPrefix("http://bank.test/secure/"))
    }

    @Test("a portal that is down when the notice comes gets it again")
    func again() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type(PayingTests.good, at: try await till.pay(charge))
        till.isReachable.withLock { $0 = false }
        await till.bank.deliverDue()
        till.isReachable.withLock { $0 = true }
        till.clock.pass(minutes: 1)
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .paid)
    }
}
