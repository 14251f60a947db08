package import Definitions
package import Foundation
package import Forms
package import Kit
import Payments
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

        /// Nobody but the bank.
        package static func bank(_ paid: Int) -> Heard { Heard(paid: paid) }
    }

    /// What others have said of a case, and what was paid for it.
    package func heard(_ file: Case, _ definition: Definition, _ transaction: Transaction) throws -> Heard {
        let consents = definition.consentSteps.isEmpty ? [] : try transaction.consents(of: file.id)
        return Heard(
            opinions: definition.opinionSteps.isEmpty ? [] : try transaction.opinions(of: file.id).all,
            consents: consents, others: try others(consents, transaction),
            paid: try transaction.paid(for: file, definition))
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
        file.elsewhere = movement.position.isAtOfficers ? nil : movement.position.id
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
    struct Turn {
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
            let before = try transaction.charges(of: file.reference.symbols).all.count
            _ = try transaction.charge(charge(file, facts, step, plan, before: before), at: now)
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
    ///
    /// - Parameter before: how many charges the case has already.
    private func charge(
        _ file: Case, _ facts: Facts, _ step: Step, _ plan: PaymentPlan, before: Int
    ) throws -> NewCharge {
        let due = try facts.course.due(plan, in: facts.scope, fee: facts.fee.total)
        let whole = facts.fee.lines.filter { $0.minor > 0 }.map { ChargeLine($0.text, amount: $0.minor) }
        let (subject, isWhole) = (file.reference.symbols, plan.amount == nil && due == facts.fee.total)
        return NewCharge(
            subject: subject, payer: file.holder, description: facts.definition.name,
            lines: isWhole ? whole : [ChargeLine(step.name, amount: due)],
            currency: office.currency, revenue: file.service, returnPath: "/cases/\(subject)",
            key: Procedure.chargeKey(file, step, before: before))
    }

    /// A case may come to a payment again: each of its charges has a key of its own.
    static func chargeKey(_ file: Case, _ step: Step, before: Int) -> String {
        "case:\(file.reference.symbols):\(step.id)" + (before == 0 ? "" : ":\(before + 1)")
    }

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
}

extension Transaction {
    /// What was paid for a case and not given back, in minor units; 0 where its service does not ask.
    package func paid(for file: Case, _ definition: Definition) throws -> Int {
        guard definition.asksPaid else { return 0 }
        return try charges(of: file.reference.symbols).all.reduce(0) { $0 + $1.kept }
    }
}
