import Foundation
import Kit
import Store
import Synchronization
import Testing

@testable import Payments

@Suite("Refunds and the books")
struct RefundTests {
    private func paid(_ till: Till) async throws -> Charge {
        let charge = try await till.charge()
        await till.type(PayingTests.good, at: try await till.pay(charge))
        await till.bank.deliverDue()
        return try await till.now(charge)
    }

    private func refund(_ charge: Charge, _ till: Till) async throws -> Charge {
        let now = till.clock.now
        return try await till.store.write { try $0.requestRefund(charge.id, reason: "withdrawn", at: now) }
    }

    @Test("money goes back once, however often it is asked for")
    func once() async throws {
        let till = try Till()
        let charge = try await paid(till)
        #expect(try await refund(charge, till).status == .refunding)
        #expect(try await refund(charge, till).status == .refunding)
        #expect(try await till.ledger() == Till.Books(0, 4))
        try await till.work()
        #expect(try await till.now(charge).status == .refunded)
        #expect(try await refund(charge, till).status == .refunded)
        try await till.work()
        #expect(await till.bank.books.all().map(\.refunded) == [50_000])
        #expect(await till.bank.books.all().first?.refunds.count == 1)
        #expect(try await till.events(ChargeRefunded.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 6))
        let balances = try await till.store.read {
            try $0.all("select sum(amount) from ledger_entry group by account") { try $0.integer(0) }
        }
        #expect(balances == [0, 0, 0])
    }

    @Test("a part goes back as it was asked for first, is booked as such, and is not given twice")
    func part() async throws {
        let till = try Till()
        let charge = try await paid(till)
        let now = till.clock.now
        for minor in [20_000, 30_000] {
            let asked = try await till.store.write { try $0.requestRefund(charge.id, of: minor, reason: "so", at: now) }
            #expect(asked.refund?.minor == 20_000)
        }
        till.loses.withLock { $0 = 1 }
        try await till.work()
        till.clock.pass(minutes: 5)
        try await till.work()
        #expect(try await till.now(charge).status == .refunded)
        #expect(try await till.now(charge).refund?.minor == 20_000)
        #expect(await till.bank.books.all().map(\.refunded) == [20_000])
        let balances = try await till.store.read {
            try $0.all("select sum(amount) from ledger_entry group by account order by account") { try $0.integer(0) }
        }
        #expect(balances == [30_000, 0, -30_000])
    }

    @Test("a refund whose answer was lost is not given twice")
    func lostAnswer() async throws {
        let till = try Till()
        let charge = try await paid(till)
        _ = try await refund(charge, till)
        till.loses.withLock { $0 = 1 }
        try await till.work()
        #expect(try await till.now(charge).status == .refunding)
        till.clock.pass(minutes: 5)
        try await till.work()
        #expect(try await till.now(charge).status == .refunded)
        #expect(await till.bank.books.all().first?.refunds.count == 1)
    }

    @Test("where the bank has forgotten the key but given all back, the refund is done")
    func forgottenKey() async throws {
        let till = try Till()
        let charge = try await paid(till)
        let payment = try #require(await till.bank.books.all().first)
        let order = BankRefundOrder(amount: 50_000, available: 50_000)
        _ = try await till.bank.books.refund(payment.id, order, key: nil, at: till.clock.now)
        _ = try await refund(charge, till)
        try await till.work()
        #expect(try await till.now(charge).status == .refunded)
        #expect(await till.bank.books.all().first?.refunds.count == 1)
    }

    @Test("what was not paid cannot be given back")
    func unpaid() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await #expect(throws: Refusal("payments.refusal.state")) { try await refund(charge, till) }
        let now = till.clock.now
        await #expect(throws: NotFound()) {
            try await till.store.write { try $0.requestRefund("none", reason: "withdrawn", at: now) }
        }
    }

    @Test("entries of the books cannot be changed, taken out or written twice")
    func appendOnly() async throws {
        let till = try Till()
        let charge = try await paid(till)
        let now = till.clock.now
        await #expect(throws: (any Error).self) {
            try await till.store.write { _ = try $0.run("update ledger_entry set amount = 1") }
        }
        await #expect(throws: (any Error).self) {
            try await till.store.write { _ = try $0.run("delete from ledger_entry") }
        }
        await #expect(throws: (any Error).self) { try await till.store.write { try $0.post(.paid(charge), at: now) } }
        #expect(try await till.ledger() == Till.Books(0, 2))
    }

    @Test("after many journeys of every kind every journal and the whole book add up to zero")
    func everything() async throws {
        let till = try Till()
        let cards = [PayingTests.good, PayingTests.declined, nil, PayingTests.silent, "4000 0000 0000 0101"]
        for number in 0..<15 {
            let charge = try await till.charge(ChargeTests.new(key: "case:\(number)", amount: 100 + number))
            await till.type(cards[number % cards.count], at: try await till.pay(charge))
            if number % 2 == 0 { _ = try await till.comeBack(charge) }
            await till.bank.deliverDue()
            if number % 3 == 0, try await till.now(charge).status == .paid { _ = try await refund(charge, till) }
        }
        till.clock.pass(minutes: 3)
        try await till.work()
        #expect(try await till.ledger().sum == 0)
        let unbalanced = try await till.store.read {
            try $0.all("select journal from ledger_entry group by journal having sum(amount) <> 0 or count(*) <> 2") {
                try $0.text(0)
            }
        }
        #expect(unbalanced.isEmpty)
        let open = try await till.store.read {
            try $0.one("select count(*) from charge where status in ('submitted', 'refunding')") { try $0.integer(0) }
        }
        #expect(open == 0)
    }
}
