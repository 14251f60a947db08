package import Definitions
import Foundation
package import Kit
import Store

/// What an officer said at a step that asks for several opinions.
struct Opinion: Sendable, Hashable {
    let step: String
    /// When the case came to that step: one that comes back asks anew.
    let since: Date
    let plan: String
    /// Nobody, where the time spoke for who was silent.
    let person: String?
    let action: String
}

extension [Opinion] {
    /// What was said when the case was last at a step.
    func said(at step: String) -> Opinions? {
        let here = filter { $0.step == step }
        guard let last = here.map(\.since).max() else { return nil }
        return here.filter { $0.since == last }.said
    }

    var said: Opinions {
        reduce(into: Opinions()) { all, one in all.add(one.action, to: one.plan) }
    }
}

extension [CaseEntry] {
    /// What was said to the applicant when somebody decided last: by one officer, or by all who were heard at that step.
    package func demand(_ definition: Definition) -> Bilingual? {
        guard let last = last(where: { $0.kind == .decided }) else { return nil }
        let isHeard = definition.opinionSteps.contains { $0.id == last.step }
        let round = reversed().prefix { entry in
            entry.kind != .submitted && entry.kind != .corrected && entry.kind != .answered && entry.kind != .appealed
        }
        let said = round.reversed().filter { $0.kind == .decided && $0.step == last.step && $0.words != nil }
        guard isHeard else { return last.words }
        guard !said.isEmpty else { return nil }
        func lines(_ language: Language) -> String {
            said.map { "\($0.action?[language] ?? ""). \($0.words?[language] ?? "")" }.joined(separator: "\n")
        }
        return Bilingual(ar: lines(.arabic), en: lines(.english))
    }
}

/// Steps at which several officers are heard at the same time. None waits for another; the last to speak takes the case on.
extension Procedure {
    /// Sets the terms of the opinions that a step asks for.
    func ask(
        _ plans: [OpinionPlan], _ file: inout Case, at step: Step, _ now: Date, _ transaction: Transaction
    ) throws {
        for plan in plans {
            guard let due = plan.term?.end(from: now, office.calendar) else { continue }
            file.dueAt = max(file.dueAt ?? due, due)
            guard plan.late != nil else { continue }
            let timer = OpinionTimer(case: file.id, step: step.id, plan: plan.id, since: now.milliseconds)
            try transaction.enqueue(timer, due: due, at: now)
        }
    }

    /// Writes down what an officer said, and takes the case on where all have spoken.
    func hear(
        _ opinion: (plan: OpinionPlan, action: Action), from person: String, _ words: Bilingual?, _ file: inout Case,
        now: Date, in transaction: Transaction
    ) throws {
        let given = Opinion(
            step: file.step, since: file.stepSince, plan: opinion.plan.id, person: person, action: opinion.action.id)
        try transaction.append(given, to: file.id, at: now)
        let act = Act(
            kind: .decided, by: .officer, person: person, action: opinion.plan.saying(opinion.action), words: words)
        try goOn(&file, after: act, now, transaction)
    }

    /// The term of an opinion has passed: the time speaks for those who were silent.
    func wake(_ timer: OpinionTimer, now: Date, in transaction: Transaction) throws {
        guard var file = try transaction.findCase(id: timer.case), file.isOpen, file.step == timer.step,
            file.stepSince.milliseconds == timer.since
        else { return }
        let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
        guard case .opinions(let plans, _)? = definition.step(file.step)?.work,
            let plan = plans.first(where: { $0.id == timer.plan }),
            let late = plan.actions.first(where: { $0.id == plan.late })
        else { return }
        var said =
            try transaction.opinions(of: file.id).all.filter { $0.since == file.stepSince }
            .said(at: file.step) ?? Opinions()
        guard !said.isComplete(plan) else { return }
        while !said.isComplete(plan) {
            said.add(late.id, to: plan.id)
            let silence = Opinion(
                step: file.step, since: file.stepSince, plan: plan.id, person: nil, action: late.id)
            try transaction.append(silence, to: file.id, at: now)
        }
        try goOn(&file, after: Act(kind: .late, by: .time, action: plan.saying(late)), now, transaction)
    }

    private func goOn(_ file: inout Case, after act: Act, _ now: Date, _ transaction: Transaction) throws {
        let facts = try facts(of: file, now: now, in: transaction)
        guard case .opinions(let plans, let then)? = facts.definition.step(file.step)?.work else { return }
        if facts.opinions.said(at: file.step)?.isComplete(plans) ?? false {
            try advance(&file, to: then, after: act, facts, now: now, in: transaction)
        } else {
            try transaction.append(
                CaseEntry(
                    kind: act.kind, step: file.step, by: act.by, person: act.person, action: act.action,
                    words: act.words, at: now),
                to: file.id)
        }
    }
}

extension OpinionPlan {
    /// `Civil Defence: no objection`
    fileprivate func saying(_ action: Action) -> Bilingual {
        Bilingual(ar: "\(name.ar): \(action.name.ar)", en: "\(name.en): \(action.name.en)")
    }
}
