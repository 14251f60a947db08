import Foundation
import Kit
import Testing

@testable import Payments

@Suite("A charge's life")
struct ChargeTests {
    static let now = Date(timeIntervalSince1970: 1_795_300_000)

    static func new(key: String = "case:1:fee", amount: Int = 50_000, payer: String = "person:p1") -> NewCharge {
        NewCharge(
            subject: "8K2M47QDXP", payer: payer,
            description: Bilingual(ar: "تجديد رخصة الإقامة", en: "Residence permit"),
            lines: [ChargeLine(Bilingual(ar: "سنة", en: "One year"), amount: amount)], currency: "QAR",
            revenue: "residence-permit-renewal", returnPath: "/cases/8K2M47QDXP", key: key)
    }

    @Test("every status stands in the table, and every one can be reached from created")
    func isComplete() {
        #expect(Set(Charge.steps.keys) == Set(Charge.Status.allCases))
        var reached: Set<Charge.Status> = [.created]
        while true {
            let more = reached.union(reached.flatMap { Charge.steps[$0, default: []] })
            if more == reached { break }
            reached = more
        }
        #expect(reached == Set(Charge.Status.allCases))
    }

    @Test("the steps of the table can be gone, and no others")
    func walks() throws {
        for from in Charge.Status.allCases {
            for to in Charge.Status.allCases {
                var charge = try Self.new().charge(at: Self.now)
                charge.status = from
                let moved = try? charge.moved(to: to, at: Self.now)
                #expect((moved?.status == to) == Charge.steps[from, default: []].contains(to), "\(from) → \(to)")
            }
        }
    }

    @Test("only a refunded charge is at its end, and money that came never becomes unpaid")
    func ends() {
        #expect(Charge.steps.filter { $0.value.isEmpty }.map(\.key) == [.refunded])
        #expect(Charge.steps[.paid] == [.refunding])
        #expect(Charge.steps[.refunding] == [.refunded])
    }

    @Test("a charge without anything to pay is a defect of who asks for it")
    func needsAmount() {
        #expect(throws: PaymentsDefect.badCharge) { try Self.new(amount: 0).charge(at: Self.now) }
        #expect(throws: PaymentsDefect.badCharge) { try Self.new(amount: -5).charge(at: Self.now) }
    }

    @Test("every journal adds up to zero")
    func journals() throws {
        let charge = try Self.new().charge(at: Self.now)
        for journal in [Journal.paid(charge), .refunding(charge), .refunded(charge)] {
            #expect(journal.isBalanced)
            #expect(journal.entries.count == 2)
        }
    }

    @Test("a word of the bank is weighed against what was asked for")
    func verdicts() throws {
        var charge = try Self.new().charge(at: Self.now)
        charge.status = .submitted
        let attempt = Attempt(
            id: "a1", charge: charge.id, number: 1, provider: "bank", payment: "p1", begunAt: Self.now)
        func word(
            _ state: ProviderPayment.State, id: String = "p1", amount: Int = 50_000, currency: String = "QAR",
            reference: String? = nil
        ) -> ProviderPayment {
            ProviderPayment(
                id: id, key: "a1", reference: reference ?? charge.reference.symbols,
                amount: Money(minor: amount, currency: currency), state: state, page: nil)
        }
        #expect(charge.verdict(on: word(.open), for: attempt) == .open)
        #expect(charge.verdict(on: word(.paid), for: attempt) == .ends(.paid, moves: true))
        #expect(charge.verdict(on: word(.expired), for: attempt) == .ends(.expired, moves: true))
        #expect(charge.verdict(on: word(.paid, amount: 49_999), for: attempt) == .wrong(.amount))
        #expect(charge.verdict(on: word(.paid, currency: "USD"), for: attempt) == .wrong(.currency))
        #expect(charge.verdict(on: word(.paid, reference: "other"), for: attempt) == .wrong(.reference))
        #expect(charge.verdict(on: word(.paid, id: "p2"), for: attempt) == .wrong(.payment))
    }

    @Test("money that comes after the attempt was given up is taken; a second time is a discrepancy")
    func lateMoney() throws {
        var charge = try Self.new().charge(at: Self.now)
        charge.status = .expired
        var attempt = Attempt(
            id: "a1", charge: charge.id, number: 1, provider: "bank", payment: "p1", outcome: .expired,
            begunAt: Self.now)
        let word = ProviderPayment(
            id: "p1", key: nil, reference: charge.reference.symbols, amount: charge.amount, state: .paid, page: nil)
        #expect(charge.verdict(on: word, for: attempt) == .ends(.paid, moves: true))
        let paid = try charge.settled(at: Self.now)
        #expect(paid.status == .paid)
        #expect(paid.verdict(on: word, for: attempt) == .wrong(.paidTwice))
        attempt.outcome = .paid
        #expect(paid.verdict(on: word, for: attempt) == .known)
    }
}
