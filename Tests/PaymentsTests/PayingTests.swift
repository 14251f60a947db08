import Foundation
import Kit
import Store
import Synchronization
import Testing

@testable import Payments
@testable import Web

@Suite("Paying a charge")
struct PayingTests {
    static let good = "4242 4242 4242 4242"
    static let declined = "4000 0000 0000 0002"
    static let silent = "4000 0000 0000 0119"

    @Test("the same key is the same charge, and a key is not lent to another")
    func key() async throws {
        let till = try Till()
        let first = try await till.charge()
        #expect(try await till.charge() == first)
        await #expect(throws: PaymentsDefect.keyTaken) { try await till.charge(ChargeTests.new(amount: 100)) }
        await #expect(throws: PaymentsDefect.keyTaken) { try await till.charge(ChargeTests.new(payer: "person:p2")) }
        #expect(try await till.store.read { try $0.charges(of: first.subject).all } == [first])
    }

    @Test("a charge is paid at the bank, and the books add up")
    func pays() async throws {
        let till = try Till()
        let charge = try await till.charge()
        let page = try await till.pay(charge)
        #expect(page.hasPrefix("http://bank.test/secure/"))
        #expect(try await till.now(charge).status == .submitted)
        let back = await till.type(Self.good, at: page)
        #expect(back.location == "http://portal.test/ar\(charge.path)/return")
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .paid)
        #expect(try await till.comeBack(charge) == "/ar\(charge.returnPath)")
        #expect(try await till.events(ChargePaid.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 2))
        #expect(try await till.pay(charge) == "/ar\(charge.path)")
    }

    @Test("the payer who is back before the notice is not kept waiting")
    func backFirst() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type(Self.good, at: try await till.pay(charge))
        #expect(try await till.comeBack(charge) == "/ar\(charge.returnPath)")
        await till.bank.deliverDue()
        #expect(try await till.events(ChargePaid.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 2))
    }

    @Test("a notice that comes before the redirect pays once")
    func noticeFirst() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type("4000 0000 0000 0127", at: try await till.pay(charge))
        #expect(try await till.now(charge).status == .paid)
        #expect(try await till.comeBack(charge) == "/ar\(charge.returnPath)")
        #expect(try await till.events(ChargePaid.name) == 1)
    }

    @Test("a notice that comes twice pays once")
    func twice() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type("4000 0000 0000 0101", at: try await till.pay(charge))
        await till.bank.deliverDue()
        #expect(till.payments.meter.notices.value == 2)
        #expect(till.payments.meter.paid.value == 1)
        #expect(try await till.events(ChargePaid.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 2))
    }

    @Test("while the payer has not typed a card, coming back waits")
    func waits() async throws {
        let till = try Till()
        let charge = try await till.charge()
        _ = try await till.pay(charge)
        #expect(try await till.comeBack(charge).isEmpty)
        #expect(try await till.now(charge).status == .submitted)
    }

    @Test("pressing the button again goes on with the same payment")
    func again() async throws {
        let till = try Till()
        let charge = try await till.charge()
        let first = try await till.pay(charge)
        #expect(try await till.pay(charge) == first)
        #expect(await till.bank.books.all().count == 1)
    }

    @Test("two tabs that pay at once get one payment")
    func tabs() async throws {
        let till = try Till()
        let charge = try await till.charge()
        async let one = till.pay(charge)
        async let two = till.pay(charge)
        #expect(try await one == two)
        #expect(await till.bank.books.all().count == 1)
    }

    @Test("a portal that died before it heard the bank's answer goes on with the same payment")
    func died() async throws {
        let till = try Till()
        let charge = try await till.charge()
        till.loses.withLock { $0 = 1 }
        await #expect(throws: Unavailable("bank")) { try await till.pay(charge) }
        #expect(try await till.now(charge).status == .submitted)
        let page = try await till.pay(charge)
        #expect(await till.bank.books.all().count == 1)
        await till.type(Self.good, at: page)
        #expect(try await till.comeBack(charge) == "/ar\(charge.returnPath)")
        #expect(try await till.ledger() == Till.Books(0, 2))
    }

    @Test("a notice about a payment whose name the portal never heard still pays its charge")
    func unheard() async throws {
        let till = try Till()
        let charge = try await till.charge()
        till.loses.withLock { $0 = 1 }
        _ = try? await till.pay(charge)
        let payment = try #require(await till.bank.books.all().first)
        await till.type(Self.good, at: "http://bank.test/secure/\(payment.token)")
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .paid)
    }

    @Test("a declined card leaves the charge to be tried again, with a payment of its own")
    func declined() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type(Self.declined, at: try await till.pay(charge))
        #expect(try await till.comeBack(charge) == "/ar\(charge.path)")
        #expect(try await till.now(charge).status == .failed)
        #expect(try await till.events(ChargeFailed.name) == 1)
        #expect(try await till.ledger() == Till.Books(0, 0))
        await till.type(Self.good, at: try await till.pay(charge))
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .paid)
        #expect(await till.bank.books.all().count == 2)
        #expect(try await till.ledger() == Till.Books(0, 2))
    }

    @Test("who cancels at the bank owes nothing and can begin again")
    func cancelled() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await till.type(nil, at: try await till.pay(charge))
        await till.bank.deliverDue()
        #expect(try await till.now(charge).status == .cancelled)
        #expect(try await till.pay(charge).hasPrefix("http://bank.test/secure/"))
    }

    @Test("a charge of somebody else is not there")
    func others() async throws {
        let till = try Till()
        let charge = try await till.charge()
        await #expect(throws: NotFound()) { try await till.pay(charge, person: "p2") }
        await #expect(throws: NotFound()) { try await till.comeBack(charge, person: "p2") }
        let context = till.context(charge.path, charge: charge, person: "p2")
        await #expect(throws: NotFound()) { try await till.payments.showCharge(context) }
        await #expect(throws: NotFound()) { try await till.payments.showReceipt(context) }
        await #expect(throws: NotFound()) {
            try await till.store.read { try $0.charge(charge.id, payer: "person:p2") }
        }
    }

    @Test("there is no receipt before the money has come")
    func receipt() async throws {
        let till = try Till()
        let charge = try await till.charge()
        let context = till.context(charge.path, charge: charge, person: "p1")
        await #expect(throws: NotFound()) { try await till.payments.showReceipt(context) }
        await till.type(Self.good, at: try await till.pay(charge))
        await till.bank.deliverDue()
        #expect(try await till.payments.showReceipt(context).status == 200)
    }
}
