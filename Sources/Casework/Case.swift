package import Definitions
package import Foundation
package import Forms
package import Kit
import Web

/// An application that has been sent: what was answered, where it stands, who waits for whom.
package struct Case: Sendable {
    package let id: String
    package let reference: Reference
    package let service: String
    package let entity: String
    /// Of the definition it began with.
    package let version: String
    /// Who sent it.
    package let person: String
    /// For whom: `person:<id>` or `organisation:<id>`.
    package let holder: String
    package let holderName: Bilingual
    package var answers: Answers
    /// The step or end at which it stands.
    package var step: String
    package var stepSince: Date
    package var dueAt: Date?
    package var outcome: End.Outcome?
    /// Its step, where others than officers have to act there: it is in no queue.
    package var elsewhere: String?
    /// Grows with every change; whoever changes a case says which one he saw.
    package var revision: Int
    package let channel: Channel
    package let createdAt: Date
    package var endedAt: Date?

    package init(
        id: String, reference: Reference, service: String, entity: String, version: String, person: String,
        holder: String, holderName: Bilingual, answers: Answers, step: String, stepSince: Date, dueAt: Date? = nil,
        outcome: End.Outcome? = nil, revision: Int = 1, channel: Channel, createdAt: Date, endedAt: Date? = nil
    ) {
        (self.id, self.reference, self.service, self.entity) = (id, reference, service, entity)
        (self.version, self.person, self.holder, self.holderName) = (version, person, holder, holderName)
        (self.answers, self.step, self.stepSince, self.dueAt) = (answers, step, stepSince, dueAt)
        (self.outcome, self.revision, self.channel) = (outcome, revision, channel)
        (self.createdAt, self.endedAt) = (createdAt, endedAt)
    }

    package enum Channel: String, Sendable, Codable { case portal, counter, phone }

    package var isOpen: Bool { outcome == nil }

    package func isOverdue(at now: Date) -> Bool { isOpen && dueAt.map { $0 < now } ?? false }
}

/// Something that happened to a case, for its history.
package struct CaseEntry: Sendable {
    package enum Kind: String, Sendable, Codable {
        case submitted, moved, decided, noted, corrected, answered, paid, late, withdrawn, appealed, consented, drawn
    }

    package enum Doer: String, Sendable, Codable { case applicant, officer, rule, bank, time }

    package let kind: Kind
    package let step: String
    package let by: Doer
    package let person: String?
    /// The action, and what was said: reasons of rules are the pack's words, an officer's are his own.
    package let action: Bilingual?
    package let words: Bilingual?
    package let at: Date
    /// Why a rule decided as it did.
    package var why: [Explanation] = []

    /// Notes are for officers only.
    package var isInternal: Bool { kind == .noted }
}

/// Somebody who works on a case: for which entities he does so on cases of its service.
struct Officer: Sendable {
    let person: String
    let entities: Set<String>
}

extension Visitor {
    func officer(of service: String) -> Officer { Officer(person: person, entities: entities(serving: service)) }
}

extension Case {
    /// What an officer may do now. It is for the officers of the step's entity; whoever decided at a step that excludes him
    /// may not.
    func actions(_ definition: Definition, for officer: Officer, history: [CaseEntry]) -> [Action] {
        guard isOpen, let step = definition.step(step), case .officer(let actions) = step.work,
            officer.entities.contains(step.entity ?? entity)
        else { return [] }
        return hasDecided(officer, at: step.notBy, history) ? [] : actions
    }

    private func hasDecided(_ officer: Officer, at step: String?, _ history: [CaseEntry]) -> Bool {
        history.contains { $0.step == step && $0.kind == .decided && $0.person == officer.person }
    }

    /// Whether an officer has something to do here, for his queue.
    func waits(for officer: Officer, _ definition: Definition, _ given: [Opinion]) -> Bool {
        switch definition.step(step)?.work {
        case .officer: officer.entities.contains(definition.step(step)?.entity ?? entity)
        case .opinions: !wanted(definition, from: officer, given).isEmpty
        case .rule, .consent, .draw, .applicant, .correction, .payment, nil: false
        }
    }

    /// The action that an officer chose; throws where it is not his, not now, or lacks its reason.
    func action(
        _ id: String, reason: String, seen revision: Int, _ definition: Definition, by officer: Officer,
        history: [CaseEntry]
    ) throws -> Action {
        guard isOpen, self.revision == revision else { throw Refusal("casework.refusal.already-decided") }
        return try Case.chosen(id, reason, of: actions(definition, for: officer, history: history))
    }

    /// What somebody else answers who is asked; throws where nobody asks him now, or the reason is lacking.
    func answer(_ id: String, reason: String, _ definition: Definition, _ consent: Consent) throws -> Action {
        guard isOpen, consent.action == nil, consent.step == step, consent.since == stepSince,
            case .consent(let plan)? = definition.step(step)?.work
        else { throw Refusal("casework.refusal.already-decided") }
        return try Case.chosen(id, reason, of: plan.actions)
    }

    private static func chosen(_ id: String, _ reason: String, of actions: [Action]) throws -> Action {
        guard let action = actions.first(where: { $0.id == id }) else {
            throw Refusal("casework.refusal.not-yours", cause: .forbidden)
        }
        if action.asksReason && reason.isEmpty { throw Invalid(["reason": "casework.wrong.reason"]) }
        return action
    }

    /// The opinions that an officer may give now: those of his entities that are wanted still. Nobody gives two at a step.
    func wanted(
        _ definition: Definition, from officer: Officer, _ given: [Opinion], history: [CaseEntry] = []
    ) -> [OpinionPlan] {
        guard isOpen, let step = definition.step(step), case .opinions(let plans, _) = step.work,
            !hasDecided(officer, at: step.notBy, history)
        else { return [] }
        let here = given.filter { $0.step == step.id && $0.since == stepSince }
        guard !here.contains(where: { $0.person == officer.person }) else { return [] }
        let said = here.said
        return plans.filter { !said.isComplete($0) && officer.entities.contains($0.entity ?? step.entity ?? entity) }
    }

    /// What an officer says, for one of the opinions that are wanted of him; throws as `action` does.
    func opinion(
        _ plan: String, _ id: String, reason: String, seen revision: Int, _ definition: Definition,
        by officer: Officer, _ given: [Opinion], history: [CaseEntry]
    ) throws -> (plan: OpinionPlan, action: Action) {
        // Opinions do not change the revision: one that is another was given on other answers.
        let wanted = wanted(definition, from: officer, given, history: history)
        guard self.revision == revision, let plan = wanted.first(where: { $0.id == plan }) else {
            throw Refusal("casework.refusal.already-decided")
        }
        return (plan, try Case.chosen(id, reason, of: plan.actions))
    }

    /// Whether the applicant may take the case back now.
    func canWithdraw(_ definition: Definition) -> Bool { isOpen && definition.step(step)?.canWithdraw ?? false }

    /// Until when an appeal is open; nil where there is none.
    func appealEnds(_ definition: Definition, _ calendar: WorkingCalendar, history: [CaseEntry]) -> Date? {
        guard let endedAt, let appeal = definition.end(step)?.appeal else { return nil }
        guard !history.contains(where: { $0.kind == .appealed }) else { return nil }
        return appeal.term.end(from: endedAt, calendar)
    }
}
