package import Foundation
import Forms
package import Kit
package import Rules

/// The way of a case through its process, by the rules alone: no database, no clock.
package struct Course {
    package let definition: Definition

    package init(definition: Definition) { self.definition = definition }

    /// Where a case stands.
    package enum Position: Sendable {
        case step(Step)
        case end(End)

        package var id: String {
            switch self {
            case .step(let step): step.id
            case .end(let end): end.id
            }
        }

        /// Whether officers have to act there.
        package var isAtOfficers: Bool {
            guard case .step(let step) = self else { return false }
            return switch step.work {
            case .officer, .opinions: true
            case .rule, .consent, .draw, .applicant, .correction, .payment: false
            }
        }
    }

    /// A rule that was passed on the way, and what it said.
    package struct Passage: Sendable {
        package let step: Step
        package let reason: Bilingual?
        /// What the rule asked on its way to the branch that it took: names of answers and calculated lines.
        package let asked: Set<String>
    }

    package struct Movement: Sendable {
        package var passed: [Passage] = []
        package var position: Position
    }

    /// The process points to a place that it does not have, which `hukoomi check` finds, or runs in a circle by its rules
    /// alone, which it finds where an example runs into it.
    package struct LostWay: Error { let place: String }

    package func start(in scope: Scope, fee: Int) throws -> Movement {
        guard let first = definition.steps.first else { throw LostWay(place: "start") }
        return try move(to: first.id, in: scope, fee: fee)
    }

    /// Goes to a place and on, past rules and past payments of nothing, to where somebody must act or the case ends.
    package func move(to id: String, in scope: Scope, fee: Int) throws -> Movement {
        var passed: [Passage] = []
        var id = id
        for _ in 0...definition.steps.count {
            if let end = definition.end(id) { return Movement(passed: passed, position: .end(end)) }
            guard let step = definition.step(id) else { throw LostWay(place: id) }
            switch step.work {
            case .rule(let branches):
                guard let taken = branches.firstIndex(where: { $0.when?.value(in: scope).holds ?? true }) else {
                    throw LostWay(place: id)
                }
                let asked = branches[...taken].flatMap { $0.when?.expression.names ?? [] }.compactMap(\.parts.first)
                passed.append(Passage(step: step, reason: branches[taken].reason, asked: Set(asked)))
                id = branches[taken].to
            case .draw(let plan):
                guard drawn(plan, in: scope) == nil else { return Movement(passed: passed, position: .step(step)) }
                id = plan.won
            case .payment(let plan):
                guard try due(plan, in: scope, fee: fee) == 0 else {
                    return Movement(passed: passed, position: .step(step))
                }
                id = plan.then
            default: return Movement(passed: passed, position: .step(step))
            }
        }
        throw LostWay(place: id)
    }

    /// What usually comes after a place: for the timeline. Ends that refuse are left out where another way leads on.
    package func usual(after id: String) -> [Position] {
        var way: [Position] = []
        var seen: Set<String> = [id]
        var next = definition.step(id).flatMap(usualNext)
        while let id = next, seen.insert(id).inserted {
            if let end = definition.end(id) { return way + [.end(end)] }
            guard let step = definition.step(id) else { return way }
            way.append(.step(step))
            next = usualNext(step)
        }
        return way
    }

    private func usualNext(_ step: Step) -> String? {
        let targets: [String] =
            switch step.work {
            case .rule(let branches): branches.map(\.to)
            case .officer(let actions): actions.map(\.to)
            case .consent(let plan): plan.actions.map(\.to)
            case .opinions(_, let then), .applicant(let then), .correction(let then): [then]
            case .payment(let plan): [plan.then]
            case .draw(let plan): [plan.won]
            }
        return targets.first { id in
            guard let end = definition.end(id) else { return true }
            return end.outcome == .accepted
        } ?? targets.first
    }

    /// The day of a draw that is still to come; nil where nobody has to wait for it.
    package func drawn(_ plan: DrawPlan, in scope: Scope) -> Day? {
        let (day, today) = (plan.day.value(in: scope).date, scope["today"]?.date)
        guard let day, let today, today <= day else { return nil }
        return day
    }

    // MARK: Calculation

    /// A calculated line, and how its table or model came to it.
    package struct Result: Sendable {
        package let line: ResultLine
        package let value: Value
        package let finding: Finding?
    }

    /// The calculated lines, added to the scope under their names.
    package func results(in scope: Scope) -> (lines: [Result], scope: Scope) {
        var scope = Scope([:], within: scope)
        var lines: [Result] = []
        for line in definition.results {
            let (value, finding): (Value, Finding?) =
                switch line.source {
                case .rule(let rule): (rule.value(in: scope), nil)
                case .table(let table): table.decide(in: scope)
                case .model(let model): model.decide(in: scope)
                }
            scope[line.id] = value
            lines.append(Result(line: line, value: value, finding: finding))
        }
        return (lines, scope)
    }

    /// The parts of the fee in dirhams, and their sum. A part whose rule gives no number is a mistake of the pack and
    /// refuses: nobody is asked for a fee that was not worked out.
    package func fee(in scope: Scope) throws(Refusal) -> (lines: [(text: Bilingual, minor: Int)], total: Int) {
        var lines: [(text: Bilingual, minor: Int)] = []
        for line in definition.fee where line.when?.value(in: scope).holds ?? true {
            lines.append((line.text, try Course.minor(line.amount, in: scope)))
        }
        return (lines, lines.reduce(0) { $0 + $1.minor })
    }

    /// What is to be paid at a step, in minor units: its part, or what of the fee was not paid yet, as after a correction
    /// that raised it. 0 where the case goes on without.
    package func due(_ plan: PaymentPlan, in scope: Scope, fee: Int) throws(Refusal) -> Int {
        if let amount = plan.amount { return try Course.part(amount, in: scope) }
        let paid = definition.asksPaid ? scope["paid"]?.number.map { Money.minor(of: $0) } ?? 0 : 0
        return max(0, fee - paid)
    }

    /// What goes back at an end, in minor units; never more than was paid.
    package func refund(_ end: End, in scope: Scope, paid: Int) throws(Refusal) -> Int {
        switch end.refund {
        case .nothing: 0
        case .everything: paid
        case .rule(let amount): paid == 0 ? 0 : min(paid, try Course.part(amount, in: scope))
        }
    }

    /// What is paid when, on the way that cases usually take; empty where the fee is paid at once.
    package func parts(in scope: Scope, fee: Int) throws(Refusal) -> [(step: Step, minor: Int)] {
        guard let first = definition.steps.first else { return [] }
        var parts: [(step: Step, minor: Int)] = []
        var paid = 0
        for case .step(let step) in [.step(first)] + usual(after: first.id) {
            guard case .payment(let plan) = step.work, plan.amount != nil else { continue }
            let now = Scope(["fee": Course.riyals(fee), "paid": Course.riyals(paid)], within: scope)
            let minor = try due(plan, in: now, fee: fee)
            paid += minor
            if minor > 0 { parts.append((step, minor)) }
        }
        return parts
    }

    /// An amount as rules see it.
    package static func riyals(_ minor: Int) -> Value { Value(Decimal(minor) / 100) }

    /// A part of what was or is paid: below zero there is nothing of it.
    private static func part(_ rule: PlacedExpression, in scope: Scope) throws(Refusal) -> Int {
        if let amount = rule.value(in: scope).number, amount < 0 { return 0 }
        return try minor(rule, in: scope)
    }

    /// An amount of money that a rule gives in riyals. What is none refuses: nobody is asked for what was not worked out.
    private static func minor(_ rule: PlacedExpression, in scope: Scope) throws(Refusal) -> Int {
        guard let amount = rule.value(in: scope).number, amount >= 0, amount < 100_000_000 else {
            throw Refusal("casework.refusal.no-fee")
        }
        return Money.minor(of: amount)
    }
}

extension Term {
    /// When somebody is told that the term has passed: by day, and not at the midnight at which it ends.
    package func notice(from start: Date, _ calendar: WorkingCalendar) -> Date {
        unit == .hours ? end(from: start, calendar) : end(from: start, calendar) + 9 * 3600
    }

    /// The moment at which the term ends: the end of its last day, or to the minute for hours.
    package func end(from start: Date, _ calendar: WorkingCalendar) -> Date {
        let day = calendar.day(of: start)
        switch unit {
        case .hours: return start.addingTimeInterval(Double(count) * 3600)
        case .days: return calendar.start(of: day + count + 1)
        case .months: return calendar.start(of: day.adding(months: count) + 1)
        case .workingDays: return calendar.start(of: calendar.day(count, after: day) + 1)
        }
    }
}
