import Definitions
import Foundation
import Forms
import Kit
package import Web

/// The way of a case in words: who did what, who is to do what by when.
extension Casework {
    /// What was done, what is done now, what comes next.
    ///
    /// - Parameter isOfficial: whether an officer reads it, who sees notes, and names where the applicant reads "you".
    package func timeline(_ context: Context, _ view: CaseView, isOfficial: Bool = false) -> [TimelineStep] {
        let t = context.t
        let definition = view.facts.definition
        var steps = view.history.filter { isOfficial || !$0.isInternal }.map { entry in
            TimelineStep(
                .done, entryTitle(entry, definition, view.file.channel, t), who: who(entry, view, t),
                when: t.moment(entry.at, office.calendar),
                text: said(entry, t))
        }
        if let first = view.history.first, first.kind != .submitted {
            steps.insert(TimelineStep(.done, t("casework.timeline.archived")), at: 0)
        }
        if let end = definition.end(view.file.step) {
            // Where the last action has the end's own name, the end would only say it again.
            let isSaid = steps.last?.title == end.name[context.language]
            let text = isSaid ? steps.removeLast().text : .empty
            steps.append(
                TimelineStep(
                    end.outcome == .refused ? .refused : .done, end.name[context.language],
                    when: view.file.endedAt.map { t.moment($0, office.calendar) }, text: text))
            return steps
        }
        guard let step = definition.step(view.file.step) else { return steps }
        // What has been paid nobody has to pay any more: the case goes on in a moment.
        let isPaid = view.isPaid(step)
        let due = isPaid ? nil : view.file.dueAt.map { term($0, context, mine: !isOfficial && isMine(step)) }
        let doer = isPaid ? nil : who(step, view, t, isOfficial)
        steps.append(
            TimelineStep(.now, step.name[context.language], who: doer, when: due, text: heard(step, view, t)))
        for position in view.facts.course.usual(after: step.id) {
            switch position {
            case .step(let next):
                if isFree(next, view) { continue }
                steps.append(TimelineStep(.next, next.name[context.language], who: who(next, view, t, isOfficial)))
            // Nobody has decided yet, so that how it ends is not said.
            case .end: steps.append(TimelineStep(.next, t("casework.timeline.end")))
            }
        }
        return steps
    }

    /// Whether the case will go past a payment, because nothing is left to pay.
    private func isFree(_ step: Step, _ view: CaseView) -> Bool {
        guard case .payment(let plan) = step.work else { return false }
        return (try? view.facts.course.due(plan, in: view.facts.scope, fee: view.facts.fee.total)) == 0
    }

    /// What was said with an entry, and how a rule came to it.
    private func said(_ entry: CaseEntry, _ t: Texts) -> HTML {
        """
        \(entry.words.map { Part.lines($0[t.language]) } ?? .empty)\
        \(each: entry.why, { Part.disclosure(t("casework.why", ["what": $0.title[t.language]]), $0.html(t)) })
        """
    }

    private func entryTitle(
        _ entry: CaseEntry, _ definition: Definition, _ channel: Case.Channel, _ t: Texts
    ) -> String {
        let name = definition.step(entry.step)?.name[t.language] ?? definition.end(entry.step)?.name[t.language] ?? ""
        switch entry.kind {
        case .submitted where entry.by == .officer: return t("casework.entry.taken.\(channel.rawValue)")
        case .late where entry.action != nil: return entry.action?[t.language] ?? name
        case .decided, .moved, .consented: return entry.action?[t.language] ?? name
        default: return t("casework.entry.\(entry.kind.rawValue)", ["step": name])
        }
    }

    private func who(_ entry: CaseEntry, _ view: CaseView, _ t: Texts) -> String? {
        switch entry.by {
        case .applicant where entry.kind == .consented: t("casework.who.other")
        case .applicant: view.file.holderName[t.language]
        case .officer where entry.kind == .submitted: office.entities[view.file.entity]?[t.language]
        case .officer: entity(of: view.facts.definition.step(entry.step), view, t)
        case .rule: t("casework.who.rule")
        case .bank, .time: nil
        }
    }

    private func who(_ step: Step, _ view: CaseView, _ t: Texts, _ isOfficial: Bool) -> String? {
        switch step.work {
        case .applicant, .correction, .payment:
            isOfficial ? view.file.holderName[t.language] : t("casework.who.you")
        case .officer: entity(of: step, view, t)
        case .consent: t("casework.who.other")
        case .opinions(let plans, _): plans.map { $0.name[t.language] }.joined(separator: t("forms.list.comma"))
        case .rule: t("casework.who.rule")
        case .draw: t("casework.who.lot")
        }
    }

    private func entity(of step: Step?, _ view: CaseView, _ t: Texts) -> String? {
        // Of several who were heard, each says in his words who he is.
        if case .opinions? = step?.work { return nil }
        return office.entities[step?.entity ?? view.file.entity]?[t.language]
    }

    /// Who has been heard and who has not, at a step that asks for several opinions.
    func heard(_ step: Step, _ view: CaseView, _ t: Texts) -> HTML {
        guard case .opinions(let plans, _) = step.work else { return .empty }
        let round = view.facts.opinions.filter { $0.since == view.file.stepSince }
        let said = round.said(at: step.id) ?? Opinions()
        func standing(_ plan: OpinionPlan) -> String {
            if !said.isComplete(plan) { return t("casework.opinion.wanted") }
            let isSilent = round.contains { $0.plan == plan.id && $0.person == nil }
            return isSilent ? t("casework.opinion.silent") : t("casework.opinion.given")
        }
        return """
            <ul>\(each: plans, { plan in
                "<li>\(plan.name[t.language]): \(standing(plan))</li>"
            })</ul>
            """
    }

    /// Whether the applicant has to do something now.
    func isMine(_ step: Step) -> Bool {
        switch step.work {
        case .applicant, .correction, .payment: true
        case .rule, .officer, .opinions, .consent, .draw: false
        }
    }

    /// By when, in a sentence for those who wait or for him who must act.
    func term(_ due: Date, _ context: Context, mine: Bool) -> String {
        let t = context.t
        let day = office.ending(due, t)
        if due < context.now { return t("casework.case.overdue", ["day": day]) }
        return t(mine ? "casework.case.due-you" : "casework.case.due-them", ["day": day])
    }
}
