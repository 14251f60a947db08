import Casework
import Appointments
import Definitions
import Foundation
import Forms
import Kit
import Rules
import Store
import Web

/// The application is not complete: the page at which it goes on.
struct Incomplete: Error { let page: String }

extension Procedure {
    /// Makes a case of a draft, or gives a case the answers that it waited for. Sent twice, it answers the same case.
    func send(draft id: String, by sender: Sender, now: Date, in transaction: Transaction) throws -> Case {
        let visitor = sender.visitor
        let owner = "person:\(visitor.person)"
        guard var draft = try transaction.draft(id, ownedBy: [owner]) else {
            if let file = try transaction.findCase(fromDraft: id, heldBy: visitor.holders) { return file }
            throw NotFound()
        }
        let definition = try office.shelf.definition(of: draft.service, version: draft.version, in: transaction)
        guard office.parties(of: visitor, definition).contains(where: { $0.holder == draft.holder })
        else {
            throw Refusal("applying.refusal.not-for-you", cause: .forbidden)
        }
        let waiting = try draft.caseID.flatMap { try transaction.findCase(id: $0) }
        let isAssisted = sender.assistance != nil
        if waiting == nil { try refuseSecond(draft.answers, draft.holder, definition, isAssisted, transaction) }
        let given = draft.answers
        let facts = try facts(of: &draft, definition, waiting, now, transaction)
        if waiting == nil, draft.answers != given {
            try refuseSecond(draft.answers, draft.holder, definition, isAssisted, transaction)
        }
        return if let waiting {
            try resume(waiting, draft, facts, visitor, now, transaction)
        } else {
            try open(draft, facts, sender, now, transaction)
        }
    }

    /// Names the records that the applicant named by hand, where their registers say which they are.
    private func facts(
        of draft: inout Draft, _ definition: Definition, _ waiting: Case?, _ now: Date, _ transaction: Transaction
    ) throws -> Facts {
        let setting = try office.setting(
            definition, draft.answers, asking: nil, holder: draft.holder, person: draft.person,
            files: (draft.id, draft.caseID), t: office.site.texts(.arabic), now: now, subject: waiting?.reference,
            checksTimes: true, in: transaction)
        if waiting == nil, definition.opens.contains(where: { !$0.that.value(in: setting.scope).holds }) {
            throw Refusal("applying.refusal.not-open")
        }
        draft.answers = Reading(definition.pages, draft.answers, setting).settled(draft.answers)
        let reading = Reading(definition.pages, draft.answers, setting)
        let pages = draft.pages(definition)
        for (page, questions) in reading.pages where pages.contains(where: { $0.id == page.id }) {
            if !reading.mistakes(on: page, questions, draft.answers).isEmpty { throw Incomplete(page: page.id) }
        }
        guard definition.registers(in: draft.answers).isDisjoint(with: setting.away) else { throw AwaitsRegister() }
        let heard = try waiting.map { try self.heard($0, definition, transaction) } ?? Heard.nobody
        return try facts(definition, draft.answers, setting, heard)
    }

    private func open(
        _ draft: Draft, _ facts: Facts, _ sender: Sender, _ now: Date, _ transaction: Transaction
    ) throws -> Case {
        guard let first = facts.definition.steps.first else { throw NotFound() }
        let assistance = sender.assistance
        var file = Case(
            id: Identifier.make(at: now), reference: assistance?.reference ?? .random(), service: draft.service,
            entity: facts.definition.entity,
            version: draft.version, person: sender.visitor.person, holder: draft.holder,
            holderName: try office.name(of: draft.holder, in: transaction),
            answers: visible(draft.answers, facts.definition.pages, facts.setting), step: first.id, stepSince: now,
            dueAt: nil, outcome: nil, revision: 1, channel: assistance?.channel ?? .portal, createdAt: now, endedAt: nil
        )
        let helper = try assistance?.officer ?? transaction.officer(assistingWith: draft.id)
        try transaction.insert(file, draft: draft.id, filledInBy: helper)
        if facts.definition.takesFiles { try transaction.give(attachmentsOf: draft.id, toCase: file.id) }
        try book(file, facts, at: nil, now, transaction)
        try transaction.remove(draft)
        if let assistance { try finish(assistance, with: file, facts.definition.name, now, transaction) }
        let act =
            assistance.map { Act(kind: .submitted, by: .officer, person: $0.officer) }
            ?? Act(kind: .submitted, by: .applicant, person: sender.visitor.person)
        try advance(&file, to: first.id, after: act, facts, now: now, in: transaction)
        return file
    }

    private func resume(
        _ waiting: Case, _ draft: Draft, _ facts: Facts, _ visitor: Visitor, _ now: Date, _ transaction: Transaction
    ) throws -> Case {
        var file = waiting
        guard file.isOpen, file.step == draft.step, let step = facts.definition.step(file.step) else {
            throw Refusal("applying.refusal.moved-on")
        }
        let next: String
        let kind: CaseEntry.Kind
        switch step.work {
        case .correction(let then): (next, kind) = (then, .corrected)
        case .applicant(let then): (next, kind) = (then, .answered)
        case .rule, .officer, .opinions, .consent, .draw, .payment: throw Refusal("applying.refusal.moved-on")
        }
        file.answers = visible(draft.answers, facts.definition.pages, facts.setting)
        if facts.definition.takesFiles { try transaction.give(attachmentsOf: draft.id, toCase: file.id) }
        try book(file, facts, at: kind == .corrected ? nil : step.id, now, transaction)
        try transaction.remove(draft)
        try advance(
            &file, to: next, after: Act(kind: kind, by: .applicant, person: visitor.person), facts, now: now,
            in: transaction)
        return file
    }

    /// Answers to questions that were not asked in the end do not travel with the case.
    private func visible(_ answers: Answers, _ pages: [FormPage], _ setting: Setting) -> Answers {
        let asked = Set(Reading(pages, answers, setting).pages.flatMap { $0.questions.map(\.id) })
        return answers.filter { asked.contains($0.key) && !$0.value.isNone }
    }

    /// Takes the place that was chosen; of two who want the last one, the second is told so and keeps his answers.
    private func book(
        _ file: Case, _ facts: Facts, at step: String?, _ now: Date, _ transaction: Transaction
    ) throws {
        guard let question = facts.definition.slotQuestion(at: step), let calendar = question.kind.calendar,
            let answer = file.answers[question.id]
        else { return }
        let slot = try office.appointments.slot(answer.text, calendar: calendar, at: now)
        let booking =
            try transaction.booking(of: file.reference).one != nil
            ? try transaction.move(subject: file.reference, to: slot, at: now)
            : try transaction.book(slot, holder: file.holder, subject: file.reference, at: now)
        try planReminder(of: booking, now, transaction)
    }
}
