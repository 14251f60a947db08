import Forms
import Kit
import Rules

/// An example on its way through the process: where it stands, what was paid, what rules said.
struct ExampleWalk {
    private let course: Course
    private let fee: Int
    private(set) var scope: Scope
    private(set) var paid = 0
    private(set) var movement: Course.Movement
    private(set) var route: [String] = []
    private(set) var passed: [Course.Passage] = []
    private var opinions = Opinions()

    /// Begins with the calculated lines in the scope.
    init(_ course: Course, _ scope: Scope, fee: Int) throws {
        (self.course, self.fee, self.scope) = (course, fee, scope)
        self.scope["fee"] = Course.riyals(fee)
        self.scope["paid"] = Course.riyals(0)
        for step in course.definition.opinionSteps { self.scope[step.id] = Opinions().value(step.plans) }
        for step in course.definition.consentSteps { self.scope[step] = .null }
        movement = try course.start(in: self.scope, fee: fee)
        follow()
    }

    /// Somebody does something; what is wrong with that.
    mutating func take(_ act: String) throws -> String? {
        switch movement.position {
        case .step(let step): return try take(act, at: step)
        case .end(let end):
            let onward = target(of: act)
            if onward != nil { count(paid - (try course.refund(end, in: scope, paid: paid))) }
            return try go(to: onward, act)
        }
    }

    private mutating func take(_ act: String, at step: Step) throws -> String? {
        switch step.work {
        case .opinions(let plans, let then) where act != "withdraw":
            guard give(act, plans) else { return "nobody can say «\(act)» at «\(step.id)»" }
            guard opinions.isComplete(plans) else { return nil }
            scope[step.id] = opinions.value(plans)
            opinions = Opinions()
            return try go(to: then, act)
        case .consent(let plan) where plan.actions.contains { $0.id == act }:
            scope[step.id] = [
                "id": "other", "name": ["ar": "الطرف الآخر", "en": "The other person"],
                "qid": plan.who.value(in: scope), "answer": Value(act),
            ]
        case .payment(let plan) where act == "paid":
            count(paid + (try course.due(plan, in: scope, fee: fee)))
        default: break
        }
        return try go(to: target(of: act), act)
    }

    private mutating func count(_ paid: Int) {
        self.paid = paid
        scope["paid"] = Course.riyals(paid)
    }

    private mutating func go(to target: String?, _ act: String) throws -> String? {
        guard let target else { return "nobody can do «\(act)» at «\(movement.position.id)»" }
        movement = try course.move(to: target, in: scope, fee: fee)
        follow()
        return nil
    }

    private mutating func follow() {
        passed += movement.passed
        route += movement.passed.map(\.step.id) + [movement.position.id]
    }

    /// `planning=agree` is an opinion; `late` is said by the time for all who are silent.
    private mutating func give(_ act: String, _ plans: [OpinionPlan]) -> Bool {
        let sides = act.split(separator: "=", maxSplits: 1).map(String.init)
        if act == "late" {
            for plan in plans {
                guard !opinions.isComplete(plan) else { continue }
                guard let late = plan.late else { return false }
                while !opinions.isComplete(plan) { opinions.add(late, to: plan.id) }
            }
            return true
        }
        guard sides.count == 2, let plan = plans.first(where: { $0.id == sides[0] }), !opinions.isComplete(plan),
            plan.actions.contains(where: { $0.id == sides[1] })
        else { return false }
        opinions.add(sides[1], to: plan.id)
        return true
    }

    private func target(of act: String) -> String? {
        if case .end(let end) = movement.position { return act == "appeal" ? end.appeal?.to : nil }
        guard case .step(let step) = movement.position else { return nil }
        if act == "late" { return step.late }
        if act == "withdraw" { return step.canWithdraw ? "withdrawn" : nil }
        switch step.work {
        case .payment(let plan): return act == "paid" ? plan.then : nil
        case .applicant(let then), .correction(let then): return act == "answered" ? then : nil
        case .officer(let actions): return actions.first { $0.id == act }?.to
        case .consent(let plan): return act == "absent" ? plan.absent : plan.actions.first { $0.id == act }?.to
        case .draw(let plan): return act == "won" ? plan.won : act == "lost" ? plan.lost : nil
        case .rule, .opinions: return nil
        }
    }
}
