import Foundation
import Kit

/// `for`, `some`, `every`, filters and members: what goes through lists.
extension Evaluation {
    mutating func loop(_ iterations: [Iteration], _ body: Node, _ readsPartial: Bool) -> Value {
        var results: [Value] = []
        let complete = iterate(iterations[...]) { evaluation in
            guard results.count < Evaluation.longestList else { return false }
            guard readsPartial else {
                results.append(evaluation.value(body))
                return true
            }
            guard evaluation.spend(results.count) else { return false }
            evaluation.bindings.append(Binding(name: "partial", value: .list(results), opens: false))
            results.append(evaluation.value(body))
            evaluation.bindings.removeLast()
            return true
        }
        return complete == true ? .list(results) : .null
    }

    mutating func quantified(_ iterations: [Iteration], _ condition: Node, _ every: Bool) -> Value {
        var answer: Bool? = every
        let complete = iterate(iterations[...]) { evaluation in
            let holds = evaluation.value(condition).boolean
            answer = every ? Logic.and(answer, holds) : Logic.or(answer, holds)
            return answer != !every
        }
        if answer == !every { return .boolean(answer) }
        return complete == true ? .boolean(answer) : .null
    }

    /// Does it for every combination; false where the body stopped, nil where a domain is none.
    private mutating func iterate(_ iterations: ArraySlice<Iteration>, _ body: (inout Evaluation) -> Bool)
        -> Bool?
    {
        guard let iteration = iterations.first else { return body(&self) }
        guard let values = values(of: iteration) else { return nil }
        for value in values {
            guard spend() else { return nil }
            bindings.append(Binding(name: iteration.name, value: value, opens: false))
            let complete = iterate(iterations.dropFirst(), body)
            bindings.removeLast()
            guard complete == true else { return complete }
        }
        return true
    }

    private mutating func values(of iteration: Iteration) -> [Value]? {
        let domain = value(iteration.domain)
        if let upTo = iteration.upTo { return values(from: domain, through: value(upTo)) }
        return values(of: domain)
    }

    /// What a loop goes through: the elements of a list, the values of a range, or the one value.
    mutating func values(of domain: Value) -> [Value]? {
        switch domain {
        case .null: return nil
        case .list(let elements): return elements
        case .range(.between(let low, let lowIncluded, let high, let highIncluded)):
            guard var values = values(from: low, through: high) else { return nil }
            if !lowIncluded { values.removeFirst() }
            if !highIncluded, !values.isEmpty { values.removeLast() }
            return values
        default: return [domain]
        }
    }

    /// Whole numbers or days, up or down, both ends included.
    private mutating func values(from low: Value, through high: Value) -> [Value]? {
        func between(_ low: Int, _ high: Int, _ make: (Int) -> Value) -> [Value]? {
            guard abs(high - low) < Evaluation.longestList, spend(abs(high - low)) else { return nil }
            return stride(from: low, through: high, by: low <= high ? 1 : -1).map(make)
        }
        if let low = low.integer, let high = high.integer, abs(low) < 1 << 53, abs(high) < 1 << 53 {
            return between(low, high) { Value($0) }
        }
        if let low = low.date, let high = high.date {
            return between(low.number, high.number) { .date(Day(number: $0)) }
        }
        return nil
    }

    mutating func reach(into value: Value, _ access: Access) -> Value {
        guard spend() else { return .null }
        switch access {
        case .member(let name): return member(name, of: value)
        case .filter(let node): return filtered(value, by: node)
        }
    }

    /// A member of a list is the list of its elements' members.
    private mutating func member(_ name: String, of value: Value) -> Value {
        switch value {
        case .context(let entries): return entries[name] ?? .null
        case .list(let elements):
            guard spend(elements.count) else { return .null }
            return .list(
                elements.map { element in
                    if case .list = element { return .null }
                    return member(name, of: element)
                })
        default: return value.property(name)
        }
    }

    /// `list[2]`, `list[-1]`, `list[item > 2]`; a number picks, anything but true drops.
    private mutating func filtered(_ value: Value, by node: Node) -> Value {
        if case .constant(let index) = node, index.number != nil { return picked(value, index) }
        let elements = value.isNull ? [] : value.elements
        guard !elements.isEmpty else {
            let answer = test(.null, node)
            return answer.number != nil || value.isNull ? .null : .list([])
        }
        var kept: [Value] = []
        for (place, element) in elements.enumerated() {
            let answer = test(element, node)
            if place == 0, answer.number != nil { return picked(value, answer) }
            if answer.holds { kept.append(element) }
            guard spend() else { return .null }
        }
        return .list(kept)
    }

    private mutating func test(_ element: Value, _ node: Node) -> Value {
        bindings.append(Binding(name: "item", value: element, opens: true))
        defer { bindings.removeLast() }
        return value(node)
    }

    private func picked(_ value: Value, _ index: Value) -> Value {
        guard let index = index.integer, !value.isNull else { return .null }
        let elements = value.elements
        let place = index > 0 ? index - 1 : elements.count + index
        return index != 0 && elements.indices.contains(place) ? elements[place] : .null
    }
}

extension Value {
    /// What a loop over the value goes through: the elements of a list, the values of a range, or the one value; nil where
    /// it cannot be gone through, or holds too many.
    package func iterated(in scope: Scope, _ steps: inout Steps) -> [Value]? {
        var evaluation = Evaluation(scope, steps: steps)
        defer { steps.left = evaluation.steps.left }
        guard let values = evaluation.values(of: self), values.count <= Evaluation.longestList else { return nil }
        return values
    }
}
