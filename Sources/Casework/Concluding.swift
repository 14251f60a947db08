import Appointments
import Definitions
import Documents
import Foundation
import Forms
import Identity
import Kit
import Messaging
import Payments
import Registers
import Rules
import Store
import Web

/// What the end of a case brings: documents, records, money; and the letters that tell of it and of each step before.
extension Procedure {
    func conclude(
        _ file: inout Case, with end: End, _ facts: Facts, _ turn: Turn, _ transaction: Transaction
    ) throws {
        let (reason, now) = (turn.reason, turn.now)
        file.outcome = end.outcome
        file.endedAt = now
        if facts.definition.oncePer != nil { try transaction.release(recordsOf: file.id) }
        for amendment in end.amendments { try amend(amendment, file, facts, turn, transaction) }
        for plan in facts.definition.documents where end.documents.contains(plan.id) {
            // What is issued shows the registers as they are after the decision.
            let fresh = try self.facts(of: file, now: now, in: transaction)
            _ = try transaction.issue(document(plan, file, fresh), by: office.documents, at: now)
        }
        for recall in end.recalls { try take(recall, file, facts, turn, transaction) }
        try giveBack(file, end, facts, now, transaction)
        if end.outcome != .accepted { try transaction.cancel(subject: file.reference, at: now) }
        try tellOthers(file, end, facts, now, transaction)
        if let letter = end.message {
            try send(letter, "end:\(end.id)", file, reason, now, transaction)
        } else {
            try write(
                end.outcome == .accepted ? .accepted : end.outcome == .refused ? .refused : .closed, file,
                reason ?? end.text, now,
                transaction)
        }
        try transaction.publish(
            CaseCompleted(
                case: file.reference.symbols, service: file.service, entity: file.entity,
                channel: file.channel.rawValue,
                outcome: end.outcome.rawValue, day: office.calendar.day(of: now),
                at: now.milliseconds),
            at: now)
    }

    /// Takes back a document that the applicant chose among his own.
    private func take(
        _ recall: Recall, _ file: Case, _ facts: Facts, _ turn: Turn, _ transaction: Transaction
    ) throws {
        for id in file.answers[recall.question]?.texts ?? [] {
            let isHis = facts.setting.records[Register.documents.id]?.contains { $0.id == id } ?? false
            guard isHis, let reference = Reference(id) else {
                try miss(id, file, turn, transaction)
                continue
            }
            try transaction.revoke(reference, reason: recall.reason, at: turn.now)
        }
    }

    /// A record is no longer his: whoever is there is told so and nothing happens; else the case goes on, and officers read
    /// what was not written.
    func miss(_ id: String, _ file: Case, _ turn: Turn, _ transaction: Transaction) throws {
        guard !turn.canBeRefused else { throw Refusal("casework.refusal.record-gone") }
        try transaction.append(
            CaseEntry(
                kind: .noted, step: file.step, by: turn.by, person: nil, action: nil,
                words: office.text("casework.record-gone", ["record": Bilingual(same: id)]), at: turn.now),
            to: file.id)
    }

    /// Gives back what the end says, the latest payment first.
    private func giveBack(
        _ file: Case, _ end: End, _ facts: Facts, _ now: Date, _ transaction: Transaction
    ) throws {
        if case .nothing = end.refund { return }
        let charges = try transaction.charges(of: file.reference.symbols).all.filter { $0.standing == .paid }
        let paid = charges.reduce(0) { $0 + $1.amount.minor }
        var left = try facts.course.refund(end, in: facts.scope, paid: paid)
        for charge in charges.reversed() where left > 0 {
            let part = min(left, charge.amount.minor)
            _ = try transaction.requestRefund(
                charge.id, of: part, reason: "casework.refund.\(end.outcome.rawValue)", at: now)
            left -= part
        }
    }

    func amend(
        _ amendment: Amendment, _ file: Case, _ facts: Facts, _ turn: Turn, _ transaction: Transaction
    ) throws {
        guard let question = facts.definition.pages.flatMap(\.questions).first(where: { $0.id == amendment.question }),
            let register = question.kind.register.flatMap({ office.registers[$0] }),
            let answer = file.answers[question.id]
        else { return }
        let holder = amendment.newHolder.flatMap { step in facts.consents.last { $0.step == step } }
            .map { "person:\($0.person)" }
        for id in answer.texts {
            let record = facts.setting.records[register.id]?.first { $0.id == id }
            // What is no longer his is not written into.
            guard let record else {
                try miss(id, file, turn, transaction)
                continue
            }
            // The rule sees the record's own fields, so that a day can be moved on from where it is.
            var own: [String: Value] = [:]
            for (key, value) in zip(record.fields.keys, record.fields.values) { own[key] = value }
            let scope = Scope(own, within: facts.scope)
            var changes = Entries()
            for field in amendment.fields { changes[field.name] = field.value.value(in: scope) }
            let isDone = try office.registers.amend(
                id, of: register, with: changes, from: record.holder, to: holder, by: file.reference.symbols,
                at: turn.now,
                in: transaction)
            if !isDone { try miss(id, file, turn, transaction) }
        }
    }

    private func document(_ plan: DocumentPlan, _ file: Case, _ facts: Facts) -> NewDocument {
        let claims = plan.claims.map { claim -> DocumentClaim in
            let words = Language.allCases.map {
                claim.words(in: facts.scope, office.site.texts($0), currency: office.currency)
            }
            return DocumentClaim(label: claim.label, value: Bilingual(ar: words[0], en: words[1]))
        }
        return NewDocument(
            key: "case:\(file.reference.symbols):\(plan.id)", kind: plan.id.replacing("_", with: "-"),
            service: file.service,
            entity: file.entity, holder: file.holder, holderName: file.holderName, caseReference: file.reference,
            title: plan.title, claims: claims, validUntil: plan.validUntil?.value(in: facts.scope).date)
    }

    // MARK: Letters

    /// What is written to the applicant, where the pack has no words of its own.
    enum Occasion: String { case payment, correction, answer, review, accepted, refused, closed }

    func write(
        _ occasion: Occasion, _ file: Case, _ reason: Bilingual?, _ now: Date, _ transaction: Transaction
    ) throws {
        // Filled in when it is sent, as the pack's own letters are.
        let later = ["reference", "service", "reason"].map { ($0, Bilingual(same: "{\($0)}")) }
        let letter = office.letter(
            "casework.letter.\(occasion.rawValue)", Dictionary(uniqueKeysWithValues: later))
        try send(letter, "\(occasion.rawValue):\(file.step):\(file.revision)", file, reason, now, transaction)
    }

    private func send(
        _ letter: Letter, _ key: String, _ file: Case, _ reason: Bilingual?, _ now: Date, _ transaction: Transaction
    ) throws {
        guard let recipient = try transaction.recipient(for: file.person) else { return }
        let service = try office.shelf.definition(of: file.service, version: file.version, in: transaction).name
        func filled(_ text: Bilingual) -> Bilingual {
            let values = Language.allCases.map { language in
                text[language].replacing("{reference}", with: language.isolated(file.reference.description))
                    .replacing("{service}", with: service[language]).replacing(
                        "{reason}", with: reason?[language] ?? ""
                    )
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return Bilingual(ar: values[0], en: values[1])
        }
        let message = NewMessage(
            subject: filled(letter.subject), body: filled(letter.body), sms: letter.sms.map(filled),
            path: "/cases/\(file.reference.symbols)", key: "case:\(file.reference.symbols):\(key)")
        try transaction.send(message, to: recipient, at: now)
    }
}
