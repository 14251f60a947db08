import Forms
import Kit
import Rules

extension Definition {
    /// The places to which a case can come from one: steps and ends, without what comes only after another.
    func places(from start: String, around: String? = nil) -> Set<String> {
        var seen: Set<String> = []
        var open = [start]
        while let id = open.popLast() {
            guard id != around, seen.insert(id).inserted else { continue }
            if let step = step(id) { open += step.targets }
            if let appeal = end(id)?.appeal { open.append(appeal.to) }
        }
        return seen
    }

    /// Whether it matters what was paid so far: where it is paid in parts, where a part goes back, or where a case can come
    /// to a payment again, by a correction or an appeal.
    var countsPaid: Bool {
        let payments = steps.compactMap { step in
            if case .payment(let plan) = step.work { (step: step.id, plan: plan) } else { nil }
        }
        let names = payments.map(\.step)
        return payments.contains { $0.plan.amount != nil || !places(from: $0.plan.then).isDisjoint(with: names) }
            || ends.contains { if case .rule = $0.refund { true } else { false } }
    }
}

extension Step {
    /// Where a case can go from here.
    var targets: [String] {
        let next: [String] =
            switch work {
            case .rule(let branches): branches.map(\.to)
            case .officer(let actions): actions.map(\.to)
            case .consent(let plan): plan.actions.map(\.to) + [plan.absent]
            case .opinions(_, let then), .applicant(let then), .correction(let then): [then]
            case .payment(let plan): [plan.then]
            case .draw(let plan): [plan.won, plan.lost]
            }
        return next + [late].compactMap { $0 }
    }
}
