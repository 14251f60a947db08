import Definitions
import Foundation
import Forms
import Kit

/// An application that has been sent: what was answered, where it stands, who waits for whom.
struct Case: Sendable {
    let id: String
    let reference: Reference
    let service: String
    let entity: String
    /// Of the definition it began with.
    let version: String
    /// Who sent it.
    let person: String
    /// For whom: `person:<id>` or `organisation:<id>`.
    let holder: String
    let holderName: Bilingual
    var answers: Answers
    /// The step or end at which it stands.
    var step: String
    var stepSince: Date
    var dueAt: Date?
    var outcome: End.Outcome?
    /// Grows with every change; whoever changes a case says which one he saw.
    var revision: Int
    let channel: Channel
    let createdAt: Date
    var endedAt: Date?

    enum Channel: String, Sendable, Codable { case portal, counter, phone }

    var isOpen: Bool { outcome == nil }

    func isOverdue(at now: Date) -> Bool { isOpen && dueAt.map { $0 < now } ?? false }
}

/// Something that happened to a case, for its history.
struct CaseEntry: Sendable {
    enum Kind: String, Sendable, Codable {
        case submitted, moved, decided, noted, corrected, answered, paid, late, withdrawn, appealed
    }

    enum Doer: String, Sendable, Codable { case applicant, officer, rule, bank, time }

    let kind: Kind
    let step: String
    let by: Doer
    let person: String?
    /// The action, and what was said: reasons of rules are the pack's words, an officer's are his own.
    let action: Bilingual?
    let words: Bilingual?
    let at: Date
    /// Why a rule decided as it did.
    var why: [Explanation] = []

    /// Notes are for officers only.
    var isInternal: Bool { kind == .noted }
}

/// An application that is being filled in, or pages that a running case asks for.
struct Draft: Sendable {
    let id: String
    /// `person:<id>`, or `browser:<digest>` before anybody has signed in.
    var owner: String
    let service: String
    let version: String
    var holder: String
    /// The case that asks, and the step at which it does.
    let caseID: String?
    let step: String?
    var answers: Answers
    let createdAt: Date
    var updatedAt: Date
    /// Since when it was to be sent, and waits for a register that does not answer.
    var waitsSince: Date?

    /// Whose it is; nil before anybody has signed in.
    var person: String? { owner.hasPrefix("person:") ? String(owner.dropFirst("person:".count)) : nil }
}

extension Case {
    /// What an officer may do now. Whoever decided at a step that excludes him may not.
    func actions(_ definition: Definition, for person: String, history: [CaseEntry]) -> [Action] {
        guard isOpen, let step = definition.step(step), case .officer(let actions) = step.work else { return [] }
        if let other = step.notBy,
            history.contains(where: { $0.step == other && $0.kind == .decided && $0.person == person })
        {
            return []
        }
        return actions
    }

    /// The action that an officer chose; throws where it is not his, not now, or lacks its reason.
    func action(
        _ id: String, reason: String, seen revision: Int, _ definition: Definition, by person: String,
        history: [CaseEntry]
    ) throws -> Action {
        guard isOpen, self.revision == revision else { throw Refusal("casework.refusal.already-decided") }
        guard let action = actions(definition, for: person, history: history).first(where: { $0.id == id }) else {
            throw Refusal("casework.refusal.not-yours", cause: .forbidden)
        }
        if action.asksReason && reason.isEmpty { throw Invalid(["reason": "casework.wrong.reason"]) }
        return action
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
