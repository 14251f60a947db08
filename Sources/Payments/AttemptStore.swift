import Foundation
import Kit
package import Store

/// What became of a word of the bank.
enum Settlement: Sendable, Hashable {
    /// The bank speaks of a payment that nobody here began.
    case unknown
    case open(Charge)
    /// Nothing new: said before.
    case known(Charge)
    case settled(Charge)
    case discrepancy(Discrepancy.Kind)
}

extension Transaction {
    /// The attempt that is open at the charge, or a new one where the last is over; nil where it has been paid.
    func submitCharge(
        _ reference: Reference, payers: [String], provider: String, at now: Date
    ) throws -> (charge: Charge, attempt: Attempt?) {
        let charge = try findCharge(reference, payers: payers)
        guard charge.canBePaid else { return (charge, nil) }
        let last = try latestAttempt(of: charge.id)
        if charge.status == .submitted, let last { return (charge, last) }
        let submitted = try charge.moved(to: .submitted, at: now)
        let attempt = Attempt(
            id: Identifier.make(at: now), charge: charge.id, number: (last?.number ?? 0) + 1, provider: provider,
            begunAt: now)
        try run(
            """
            insert into payment_attempt (id, charge, number, provider, begun_at)
            values (\(attempt.id), \(attempt.charge), \(attempt.number), \(attempt.provider), \(now))
            """)
        try save(submitted)
        return (submitted, attempt)
    }

    /// Books what the bank says of a payment: once, whoever brings the word and however often.
    func settle(_ word: ProviderPayment, from provider: String, at now: Date) throws -> Settlement {
        guard let attempt = try findAttempt(of: word, from: provider), let charge = try findCharge(attempt.charge)
        else {
            return .unknown
        }
        let verdict = charge.verdict(on: word, for: attempt)
        if case .wrong(let kind) = verdict {
            try record(kind, of: word, at: charge, now)
            return .discrepancy(kind)
        }
        try remember(word.id, at: attempt, now)
        switch verdict {
        case .open: return .open(charge)
        case .known, .wrong: return .known(charge)
        case .ends(let outcome, let moves):
            try run("update payment_attempt set outcome = \(outcome.rawValue) where id = \(attempt.id)")
            return .settled(moves ? try close(charge, outcome, at: now) : charge)
        }
    }

    private func close(_ charge: Charge, _ outcome: Charge.Status, at now: Date) throws -> Charge {
        guard outcome == .paid else {
            let closed = try charge.moved(to: outcome, at: now)
            try save(closed)
            try publish(
                ChargeFailed(
                    charge: closed.id, reference: closed.reference.symbols, subject: closed.subject,
                    amount: closed.amount.minor, currency: closed.amount.currency, outcome: outcome.rawValue, at: now),
                at: now)
            return closed
        }
        let paid = try charge.settled(at: now)
        try save(paid)
        try post(.paid(paid), at: now)
        try publish(
            ChargePaid(
                charge: paid.id, reference: paid.reference.symbols, subject: paid.subject, amount: paid.amount.minor,
                currency: paid.amount.currency, at: now),
            at: now)
        return paid
    }

    /// The money went back.
    func settleRefund(of id: String, at now: Date) throws {
        guard let charge = try findCharge(id), charge.status == .refunding else { return }
        let refunded = try charge.moved(to: .refunded, at: now)
        try save(refunded)
        try post(.refunded(refunded), at: now)
        try publish(
            ChargeRefunded(
                charge: refunded.id, reference: refunded.reference.symbols, subject: refunded.subject,
                amount: refunded.returned.minor, currency: refunded.amount.currency, at: now),
            at: now)
    }

    // MARK: Attempts

    func findAttempt(_ id: String) throws -> Attempt? {
        try one("select \(Attempt.columns) from payment_attempt where id = \(id)", Attempt.init(row:))
    }

    func latestAttempt(of charge: String) throws -> Attempt? {
        try one(
            "select \(Attempt.columns) from payment_attempt where charge = \(charge) order by number desc limit 1",
            Attempt.init(row:))
    }

    /// The attempt that the money of a charge came by.
    func paidAttempt(of charge: String) throws -> Attempt? {
        try one(
            "select \(Attempt.columns) from payment_attempt where charge = \(charge) and outcome = 'paid'",
            Attempt.init(row:))
    }

    /// By the bank's name of the payment, or by our key where the bank's answer never reached us.
    private func findAttempt(of word: ProviderPayment, from provider: String) throws -> Attempt? {
        let named = try one(
            "select \(Attempt.columns) from payment_attempt where provider = \(provider) and payment = \(word.id)",
            Attempt.init(row:))
        if let named { return named }
        guard let key = word.key, let attempt = try findAttempt(key), attempt.provider == provider else { return nil }
        return attempt
    }

    /// Keeps the bank's name of the payment; from then on the bank is asked about it until it has decided.
    private func remember(_ payment: String, at attempt: Attempt, _ now: Date) throws {
        guard attempt.payment == nil else { return }
        try run("update payment_attempt set payment = \(payment) where id = \(attempt.id)")
        try enqueue(
            ReconcileAttempt(attempt: attempt.id, round: 0), due: ReconcileAttempt.due(round: 0, after: now), at: now)
    }

    /// Counts that the bank was asked, and plans the next time. A job that is done twice plans once.
    func planReconciling(_ job: ReconcileAttempt, at now: Date) throws {
        let next = job.round + 1
        let counted = try changed(
            by:
                """
                update payment_attempt set asked = \(next)
                where id = \(job.attempt) and asked = \(job.round) and outcome is null
                """)
        guard counted == 1 else { return }
        try enqueue(
            ReconcileAttempt(attempt: job.attempt, round: next), due: ReconcileAttempt.due(round: next, after: now),
            at: now)
    }

    // MARK: Discrepancies

    private func record(_ kind: Discrepancy.Kind, of word: ProviderPayment, at charge: Charge, _ now: Date) throws {
        let added = try changed(
            by:
                """
                insert into discrepancy (id, charge, kind, payment, found_at)
                values (\(Identifier.make(at: now)), \(charge.id), \(kind.rawValue), \(word.id), \(now))
                on conflict do nothing
                """)
        guard added == 1 else { return }
        try publish(DiscrepancyFound(charge: charge.id, kind: kind.rawValue, at: now), at: now)
    }

    /// What does not fit between the portal and the bank, newest first, for an operator.
    package func discrepancies() throws -> [Discrepancy] {
        try all("select id, charge, kind, payment, found_at from discrepancy order by found_at desc limit 500") { row in
            guard let kind = Discrepancy.Kind(rawValue: try row.text(2)) else { throw StoreDefect.emptyCell(2) }
            return try Discrepancy(
                id: row.text(0), charge: row.text(1), kind: kind, payment: row.text(3), foundAt: row.moment(4))
        }
    }
}

extension Attempt {
    static let columns: SQL = "id, charge, number, provider, payment, outcome, begun_at"

    init(row: Row) throws {
        try self.init(
            id: row.text(0), charge: row.text(1), number: row.integer(2), provider: row.text(3),
            payment: row.optionalText(4), outcome: row.optionalText(5).flatMap(Charge.Status.init(rawValue:)),
            begunAt: row.moment(6))
    }
}
