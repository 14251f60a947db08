import Appointments
package import Definitions
import Documents
package import Foundation
package import Forms
import Identity
package import Kit
import Messaging
import Payments
import Registers
package import Rules
package import Store
import Web

/// Moves cases, and does what each place asks for: a charge, a document, a letter, a timer. All in the caller's
/// transaction, so that a case and its consequences happen together or not at all.
package struct Procedure: Sendable {
    package let office: Office

    /// Who makes a case move, with what he says.
    package struct Act {
        let kind: CaseEntry.Kind
        let by: CaseEntry.Doer
        var person: String?
        var action: Bilingual?
        var words: Bilingual?

        package init(
            kind: CaseEntry.Kind, by: CaseEntry.Doer, person: String? = nil, action: Bilingual? = nil,
            words: Bilingual? = nil
        ) {
            (self.kind, self.by, self.person, self.action, self.words) = (kind, by, person, action, words)
        }
    }

    /// What the rules know of a case.
    package struct Facts {
        package let definition: Definition
        package let course: Course
        package let setting: Setting
        /// With answers, calculated lines and `fee`.
        package let scope: Scope
        package let fee: (lines: [(text: Bilingual, minor: Int)], total: Int)
        package let results: [Course.Result]
        /// What officers said at steps that ask for several opinions.
        let opinions: [Opinion]
        /// Others who were asked whether they agree.
        let consents: [Consent]
    }

    func facts(of file: Case, now: Date, in transaction: Transaction) throws -> Facts {
        let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
        let setting = try office.setting(
            definition, file.answers, asking: nil, holder: file.holder, person: file.person,
            files: (nil, file.id), t: office.site.texts(.arabic), now: now, subject: file.reference,
            checksTimes: false, in: transaction)
        return try facts(definition, file.answers, setting, try heard(file, definition, transaction))
    }

    /// What others than the applicant and the officer of a step have said, and what the bank has.
    package struct Heard {
        var opinions: [Opinion] = []
        var consents: [Consent] = []
        /// Those who were asked, as rules see them, by their steps.
        var others: [String: Value] = [:]
        /// What was paid so far, in minor units.
        var paid = 0

        package static let nobody = Heard()
    }

    /// What others have said of a case, and what was paid for it.
    package func heard(_ file: Case, _ definition: Definition, _ transaction: Transaction) throws -> Heard {
        let consents = definition.consentSteps.isEmpty ? [] : try transaction.consents(of: file.id)
        let charges = definition.asksPaid ? try transaction.charges(of: file.reference.symbols).all : []
        return Heard(
            opinions: definition.opinionSteps.isEmpty ? [] : try transaction.opinions(of: file.id).all,
            consents: consents, others: try others(consents, transaction),
            paid: charges.filter(\.hasBeenPaid).reduce(0) { $0 + $1.amount.minor })
    }

    /// What the rules know of answers, whether they are of a case or not yet.
    package func facts(
        _ definition: Definition, _ answers: Answers, _ setting: Setting, _ heard: Heard
    ) throws -> Facts {
        let course = Course(definition: definition)
        let reading = Reading(definition.pages, answers, setting)
        let results = course.results(in: reading.setting.scope)
        var scope = results.scope
        let fee = try course.fee(in: scope)
        scope["fee"] = Course.riyals(fee.total)
        if definition.asksPaid { scope["paid"] = Course.riyals(heard.paid) }
        for step in definition.consentSteps { scope[step] = heard.others[step] ?? .null }
        for step in definition.opinionSteps {
            scope[step.id] = (heard.opinions.said(at: step.id) ?? Opinions()).value(step.plans)
        }
        return Facts(
            definition: definition, course: course, setting: reading.setting, scope: scope, fee: fee,
            results: results.lines, opinions: heard.opinions, consents: heard.consents)
    }

    /// Why a rule took the way it took: what the tables that it asked looked at and said.
    private func explanations(_ passage: Course.Passage, _ facts: Facts) -> [Explanation] {
        facts.results.compactMap { result in
            guard passage.asked.contains(result.line.id) else { return nil }
            return result.finding?.explanation(result.line.label) { office.site.texts($0) }
        }
    }

    /// Writes down what was done and takes the case on to a place, past rules, until somebody must act or it ends.
    package func advance(
        _ file: inout Case, to place: String, after act: Act, _ facts: Facts, now: Date, in transaction: Transaction
    ) throws {
        let (seen, from) = (file.revision, file.step)
        try transaction.append(
            CaseEntry(
                kind: act.kind, step: file.step, by: act.by, person: act.person, action: act.action, words: act.words,
                at: now),
            to: file.id)
        let movement = try reach(place, file, facts, by: act.by, now, transaction)
        var said: Bilingual?
        for passage in movement.passed {
            let why = explanations(passage, facts)
            said = passage.reason ?? why.flatMap(\.because).first
            try transaction.append(
                CaseEntry(
                    kind: .moved, step: passage.step.id, by: .rule, person: nil, action: passage.step.name,
                    words: said, at: now, why: why),
                to: file.id)
        }
        file.step = movement.position.id
        file.stepSince = now
        file.dueAt = nil
        file.isAtOfficers = movement.position.isAtOfficers
        // Of several who were heard, what all of them said.
        let heard: Bilingual? =
            if case .opinions? = facts.definition.step(from)?.work {
                try transaction.history(of: file.id).all.demand(facts.definition)
            } else {
                act.words
            }
        let turn = Turn(by: act.by, reason: heard ?? said, now: now)
        switch movement.position {
        case .step(let step): try arrive(&file, at: step, facts, turn, transaction)
        case .end(let end): try conclude(&file, with: end, facts, turn, transaction)
        }
        try transaction.save(file, seen: seen)
        file.revision = seen + 1
    }

    /// One move of a case: who makes it, what was said, when.
    private struct Turn {
        let by: CaseEntry.Doer
        let reason: Bilingual?
        let now: Date

        /// Whether somebody is there who can be told that it does not go on.
        var canBeRefused: Bool { by == .applicant || by == .officer }
    }

    /// Where a case comes from a place: past rules, and past somebody who is to be asked and cannot be found.
    private func reach(
        _ place: String, _ file: Case, _ facts: Facts, by doer: CaseEntry.Doer, _ now: Date,
        _ transaction: Transaction
    ) throws -> Course.Movement {
        var movement = try facts.course.move(to: place, in: facts.scope, fee: facts.fee.total)
        for _ in facts.definition.consentSteps {
            guard case .step(let step) = movement.position, case .consent(let plan) = step.work else { return movement }
            if doer == .applicant { try refuseMoreAsking(for: file, now, transaction) }
            if try asked(plan, file, facts, transaction) != nil { return movement }
            try transaction.noteAbsence(at: step.id, of: file.id, at: now)
            var onward = try facts.course.move(to: plan.absent, in: facts.scope, fee: facts.fee.total)
            onward.passed = movement.passed + onward.passed
            movement = onward
        }
        return movement
    }

    // MARK: A step

    private func arrive(
        _ file: inout Case, at step: Step, _ facts: Facts, _ turn: Turn, _ transaction: Transaction
    ) throws {
        let (reason, now) = (turn.reason, turn.now)
        try keepRecords(of: file, facts.definition, transaction)
        for amendment in step.amendments { try amend(amendment, file, facts, turn, transaction) }
        file.dueAt = step.term?.end(from: now, office.calendar)
        if let due = file.dueAt, step.late != nil {
            try transaction.enqueue(CaseTimer(case: file.id, step: step.id, since: now.milliseconds), due: due, at: now)
        }
        try planReminders(file, at: step, now, transaction)
        switch step.work {
        case .payment(let plan):
            _ = try transaction.charge(charge(file, facts, step, plan), at: now)
            try write(.payment, file, reason, now, transaction)
        case .correction:
            try reopen(file, step: step, now, transaction)
            try write(.correction, file, reason, now, transaction)
        case .applicant:
            try reopen(file, step: step, now, transaction)
            try write(.answer, file, reason, now, transaction)
        case .officer: try write(.review, file, reason, now, transaction)
        case .consent(let plan): try ask(plan, file, at: step, facts, now, transaction)
        case .opinions(let plans, _):
            try ask(plans, &file, at: step, now, transaction)
            try write(.review, file, reason, now, transaction)
        case .draw(let plan): try queue(&file, for: plan, at: step, facts, now, transaction)
        case .rule: break
        }
    }

    /// What is to be paid at a step: the fee line by line, or the part that the step names.
    private func charge(_ file: Case, _ facts: Facts, _ step: Step, _ plan: PaymentPlan) throws -> NewCharge {
        let due = try facts.course.due(plan, in: facts.scope, fee: facts.fee.total)
        let whole = facts.fee.lines.filter { $0.minor > 0 }.map { ChargeLine($0.text, amount: $0.minor) }
        return NewCharge(
            subject: file.reference.symbols, payer: file.holder, description: facts.definition.name,
            lines: plan.amount == nil ? whole : [ChargeLine(step.name, amount: due)],
            currency: office.currency, revenue: file.service, returnPath: "/cases/\(file.reference.symbols)",
            key: Procedure.chargeKey(file, step))
    }

    static func chargeKey(_ file: Case, _ step: Step) -> String { "case:\(file.reference.symbols):\(step.id)" }

    /// Lays the pages of a step before the applicant; for a correction, the whole application as it was sent.
    private func reopen(_ file: Case, step: Step, _ now: Date, _ transaction: Transaction) throws {
        guard try transaction.draft(ofCase: file.id, step: step.id).one == nil else { return }
        try transaction.insert(
            Draft(
                id: Identifier.make(at: now), owner: "person:\(file.person)", service: file.service,
                version: file.version,
                holder: file.holder, caseID: file.id, step: step.id, answers: file.answers, createdAt: now,
                updatedAt: now))
    }

    // MARK: The end

    private func conclude(
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
    private func miss(_ id: String, _ file: Case, _ turn: Turn, _ transaction: Transaction) throws {
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
        let charges = try transaction.charges(of: file.reference.symbols).all.filter(\.hasBeenPaid)
        let paid = charges.reduce(0) { $0 + $1.amount.minor }
        var left = try facts.course.refund(end, in: facts.scope, paid: paid)
        for charge in charges.reversed() where left > 0 {
            let part = min(left, charge.amount.minor)
            _ = try transaction.requestRefund(
                charge.id, of: part, reason: "casework.refund.\(end.outcome.rawValue)", at: now)
            left -= part
        }
    }

    private func amend(
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
    private enum Occasion: String { case payment, correction, answer, review, accepted, refused, closed }

    private func write(
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
