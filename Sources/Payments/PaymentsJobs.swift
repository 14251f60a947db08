import Foundation
import Kit
import Logging
package import Store

/// Asks the bank about an attempt that has not come to an end: a browser that was closed and a notice that was lost
/// lose nothing.
struct ReconcileAttempt: Job {
    static let kind = "payments.reconcile"
    let attempt: String
    /// Counts from 0.
    let round: Int

    private static let minutes = [2.0, 10, 60]

    /// After 2, 10 and 60 minutes, and then every hour until the bank has decided.
    static func due(round: Int, after moment: Date) -> Date {
        moment.addingTimeInterval(60 * minutes[min(max(0, round), minutes.count - 1)])
    }
}

/// Asks the bank to give the money of a charge back.
struct RefundCharge: Job {
    static let kind = "payments.refund"
    let charge: String
}

/// Asks the bank to give a part of it back. A kind of its own: a node of an older version, which knows whole refunds only,
/// leaves it to the others.
struct RefundPart: Job {
    static let kind = "payments.refund-part"
    let charge: String
}

extension Payments {
    /// Has the module's jobs done.
    package func listen(on store: Store) {
        store.performOutside(ReconcileAttempt.self) { job in try await reconcile(job, at: clock()) }
        store.performOutside(RefundCharge.self) { job in try await refund(job.charge, at: clock()) }
        store.performOutside(RefundPart.self) { job in try await refund(job.charge, at: clock()) }
    }

    func reconcile(_ job: ReconcileAttempt, at now: Date) async throws {
        let attempt = try await store.glance { try $0.findAttempt(job.attempt) }
        guard let attempt, attempt.outcome == nil, let payment = attempt.payment else { return }
        let word = try await asked { try await provider.status(of: payment) }
        count(
            try await store.write { transaction in
                let settlement = try transaction.settle(word, from: attempt.provider, at: now)
                try transaction.planReconciling(job, at: now)
                return settlement
            })
    }

    func refund(_ charge: String, at now: Date) async throws {
        let found = try await store.read { transaction in
            (try transaction.findCharge(charge), try transaction.paidAttempt(of: charge))
        }
        guard let charge = found.0, charge.status == .refunding, let payment = found.1?.payment else { return }
        try await asked {
            try await provider.refund(payment, charge.returned, of: charge.amount, key: charge.id)
        }
        try await store.write { try $0.settleRefund(of: charge.id, at: now) }
        meter.refunded.add()
    }

    /// A question to the bank, outside of any transaction, and counted where it fails.
    func asked<Value: Sendable>(_ question: @Sendable () async throws -> Value) async throws -> Value {
        do {
            return try await question()
        } catch {
            meter.bankFailures.add()
            throw error
        }
    }

    func count(_ settlement: Settlement) {
        switch settlement {
        case .settled(let charge) where charge.status == .paid: meter.paid.add()
        case .settled: meter.failed.add()
        case .discrepancy(let kind):
            meter.discrepancies.add()
            log.error("payments.discrepancy", metadata: ["kind": "\(kind.rawValue)"])
        case .unknown, .open, .known: break
        }
    }
}
