import Foundation
import Kit
import Store
import Web

extension Payments {
    func listCharges(_ context: Context) async throws -> Answer {
        let payers = try context.signedIn().holders
        let charges = try await store.glance { try $0.charges(payers: payers, most: 200) }
        let title = context.t("payments.list.title")
        return context.page(
            title, trail: context.accountTrail(title),
            PaymentPages.list(context.t, charges.map { ChargeCard($0, context) }))
    }

    func showCharge(_ context: Context) async throws -> Answer {
        let (reference, payers) = (try context.reference("charge"), try context.signedIn().holders)
        let charge = try await store.glance { try $0.findCharge(reference, payers: payers) }
        let view = ChargeView(charge, context)
        return context.page(
            view.title, trail: PaymentPages.trail(context, to: view.title), PaymentPages.charge(view, context))
    }

    /// Sends the payer to the bank: to a new payment, or on with the one that is open.
    func beginAttempt(_ context: Context) async throws -> Answer {
        let (reference, payers) = (try context.reference("charge"), try context.signedIn().holders)
        let (name, now) = (provider.name, context.now)
        let (charge, attempt) = try await store.write {
            try $0.submitCharge(reference, payers: payers, provider: name, at: now)
        }
        guard let attempt else { return context.redirect(to: charge.path) }
        let word = try await ask(charge, attempt, context)
        let settlement = try await store.write { try $0.settle(word, from: name, at: now) }
        count(settlement)
        guard case .open = settlement else { return context.redirect(to: charge.path) }
        guard let page = word.page else { throw Unavailable("bank") }
        return .redirect(to: page)
    }

    /// The payer comes back from the bank, or looks again.
    func comeBack(_ context: Context) async throws -> Answer {
        let (reference, payers) = (try context.reference("charge"), try context.signedIn().holders)
        let found = try await store.read { transaction in
            let charge = try transaction.findCharge(reference, payers: payers)
            return (charge, try transaction.latestAttempt(of: charge.id))
        }
        let charge = try await refreshed(found.0, found.1, at: context.now)
        switch charge.standing {
        case .unpaid: return context.redirect(to: charge.path)
        case .paid, .returning, .returned: return context.redirect(to: charge.returnPath)
        case .waiting:
            let title = context.t("payments.waiting.title")
            return context.page(
                title, trail: PaymentPages.trail(context, to: title),
                PaymentPages.waiting(ChargeView(charge, context), context))
        }
    }

    func showReceipt(_ context: Context) async throws -> Answer {
        let (reference, visitor) = (try context.reference("charge"), try context.signedIn())
        let found = try await store.read { transaction in
            let charge = try transaction.findCharge(reference, payers: visitor.holders)
            return (charge, try transaction.ledgerMoment(of: charge.id))
        }
        guard let paidAt = found.0.paidAt else { throw NotFound() }
        let view = ReceiptView(found.0, paidAt: paidAt, bookedAt: found.1 ?? paidAt, visitor, context)
        let title = context.t("payments.receipt.title")
        return context.page(
            title, trail: PaymentPages.trail(context, to: title), PaymentPages.receipt(view, context))
    }

    // MARK: Asking the bank

    /// Begins the attempt's payment at the bank, or asks how far it has come.
    private func ask(_ charge: Charge, _ attempt: Attempt, _ context: Context) async throws -> ProviderPayment {
        if let payment = attempt.payment { return try await asked { try await provider.status(of: payment) } }
        meter.begun.add()
        let order = ProviderOrder(
            key: attempt.id, reference: charge.reference.symbols, description: charge.description[context.language],
            amount: charge.amount, language: context.language,
            returnAddress: context.site.base + context.address("\(charge.path)/return"))
        return try await asked { try await provider.begin(order) }
    }

    /// The charge by the bank's latest word; as it was where the bank does not answer.
    private func refreshed(_ charge: Charge, _ attempt: Attempt?, at now: Date) async throws -> Charge {
        guard charge.status == .submitted, let payment = attempt?.payment else { return charge }
        guard let word = try? await asked({ try await provider.status(of: payment) }) else { return charge }
        let name = provider.name
        let settlement = try await store.write { try $0.settle(word, from: name, at: now) }
        count(settlement)
        switch settlement {
        case .open(let charge), .known(let charge), .settled(let charge): return charge
        case .unknown, .discrepancy: return charge
        }
    }
}
