import Definitions
import Foundation
import Kit
import Payments
import Store

/// What moves a case without anybody looking at it: the bank and the calendar.
extension Procedure {
    /// The fee of a case was paid. Heard twice, the second time finds the case further on and does nothing; money that
    /// comes for a case that has ended goes back.
    func paid(_ paid: ChargePaid, now: Date, in transaction: Transaction) throws {
        guard let reference = Reference(paid.subject), var file = try transaction.findCase(reference) else { return }
        let facts = try facts(of: file, now: now, in: transaction)
        if file.isOpen, let step = facts.definition.step(file.step), case .payment(let plan) = step.work,
            try awaited(file, step, transaction)?.id == paid.charge
        {
            try advance(&file, to: plan.then, after: Act(kind: .paid, by: .bank), facts, now: now, in: transaction)
        } else if file.outcome == .lapsed || file.outcome == .withdrawn {
            _ = try transaction.requestRefund(paid.charge, reason: "casework.refund.too-late", at: now)
        }
    }

    /// The charge that a payment step made when the case came to it: the last of the case.
    private func awaited(_ file: Case, _ step: Step, _ transaction: Transaction) throws -> Charge? {
        let before = try transaction.charges(of: file.reference.symbols).all.count - 1
        // Charges that were made before they were counted have the key of the first.
        return try transaction.charge(key: Procedure.chargeKey(file, step, before: before))
            ?? transaction.charge(key: Procedure.chargeKey(file, step, before: 0))
    }

    /// A term has passed. A case that has moved on meanwhile is left alone.
    func wake(_ timer: CaseTimer, now: Date, in transaction: Transaction) throws {
        guard var file = try transaction.findCase(id: timer.case), file.isOpen, file.step == timer.step,
            file.stepSince.milliseconds == timer.since
        else { return }
        let facts = try facts(of: file, now: now, in: transaction)
        guard let step = facts.definition.step(file.step), let late = step.late else { return }
        // Who has paid is not late because the news of it is.
        if case .payment = step.work, try awaited(file, step, transaction)?.hasBeenPaid == true { return }
        if let draft = try transaction.draft(ofCase: file.id, step: file.step).one {
            // He has done his part in time; it is a register that does not answer.
            if draft.waitsSince != nil { return try transaction.enqueue(timer, due: now + 900, at: now) }
            try transaction.remove(draft)
        }
        try advance(&file, to: late, after: Act(kind: .late, by: .time), facts, now: now, in: transaction)
    }
}
