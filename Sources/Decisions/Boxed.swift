import Rules

/// A boxed expression of a decision model (DMN 1.5, chapter 10.2.2), read and resolved.
indirect enum Boxed: Sendable {
    case literal(Expression)
    /// What could not be read: null whenever it is asked for.
    case broken(ExpressionMistake?)
    /// Entries one after the other, each seen by those after it; the last without a name is the result of all.
    case context([Named], result: Boxed?)
    case list([Boxed])
    case relation(columns: [String], rows: [[Boxed]])
    case invocation(Boxed, [Named])
    case function([Lambda.Parameter], Boxed)
    case table(DecisionTable)
    case conditional(Boxed, then: Boxed, otherwise: Boxed)
    case filter(Boxed, by: Boxed)
    case loop(variable: String, over: Boxed, body: Boxed, Loop)
    /// The same, as one of a type.
    case typed(Boxed, Kind)

    enum Loop: Sendable { case each, some, every }

    struct Named: Sendable {
        let name: String
        let boxed: Boxed
    }

    func value(in scope: Scope, _ steps: inout Steps) -> Value {
        guard steps.spend() else { return .null }
        switch self {
        case .literal(let expression): return expression.value(in: scope, &steps)
        case .broken: return .null
        case .typed(let boxed, let kind): return kind.converted(boxed.value(in: scope, &steps))
        case .context(let entries, let result): return context(entries, result, scope, &steps)
        case .list(let parts): return .list(parts.map { $0.value(in: scope, &steps) })
        case .relation(let columns, let rows):
            return .list(
                rows.map { row in
                    var entries = Entries()
                    for (column, cell) in zip(columns, row) { entries[column] = cell.value(in: scope, &steps) }
                    return .context(entries)
                })
        case .invocation(let callee, let arguments): return invoke(callee, arguments, scope, &steps)
        case .function(let parameters, let body):
            return .function(
                Lambda(parameters) { arguments, steps in
                    let given = zip(parameters, arguments).map { ($0.name, $1) }
                    return body.value(in: Scope(Dictionary(given, uniquingKeysWith: { $1 }), within: scope), &steps)
                })
        case .table(let table): return table.decide(in: scope, &steps).value
        case .conditional(let condition, let then, let otherwise):
            let answer = condition.value(in: scope, &steps)
            guard answer.boolean != nil || answer.isNull else { return .null }
            return (answer.holds ? then : otherwise).value(in: scope, &steps)
        case .filter(let list, let match): return filter(list, match, scope, &steps)
        case .loop(let variable, let domain, let body, let loop):
            return run(variable, domain, body, loop, scope, &steps)
        }
    }

    private func context(_ entries: [Named], _ result: Boxed?, _ scope: Scope, _ steps: inout Steps) -> Value {
        var inner = Scope([:], within: scope)
        var context = Entries()
        for entry in entries {
            let value = entry.boxed.value(in: inner, &steps)
            context[entry.name] = value
            inner[entry.name] = value
        }
        return result.map { $0.value(in: inner, &steps) } ?? .context(context)
    }

    private func invoke(_ callee: Boxed, _ arguments: [Named], _ scope: Scope, _ steps: inout Steps) -> Value {
        guard case .function(let function) = callee.value(in: scope, &steps) else { return .null }
        var given: [Value] = []
        for parameter in function.parameters {
            let argument = arguments.first { $0.name == parameter.name }
            given.append(argument?.boxed.value(in: scope, &steps) ?? .null)
        }
        guard arguments.allSatisfy({ argument in function.parameters.contains { $0.name == argument.name } }) else {
            return .null
        }
        return function.value(of: given, in: scope, &steps)
    }

    private func filter(_ list: Boxed, _ match: Boxed, _ scope: Scope, _ steps: inout Steps) -> Value {
        let value = list.value(in: scope, &steps)
        guard !value.isNull else { return .null }
        var kept: [Value] = []
        for element in value.elements {
            var names: [String: Value] = [:]
            if case .context(let entries) = element {
                for (key, value) in zip(entries.keys, entries.values) { names[key] = value }
            }
            names["item"] = element
            let answer = match.value(in: Scope(names, within: scope), &steps)
            guard answer.boolean != nil || answer.isNull else { return .null }
            if answer.holds { kept.append(element) }
        }
        return .list(kept)
    }

    private func run(
        _ variable: String, _ domain: Boxed, _ body: Boxed, _ loop: Loop, _ scope: Scope, _ steps: inout Steps
    ) -> Value {
        guard let values = domain.value(in: scope, &steps).iterated(in: scope, &steps) else { return .null }
        var results: [Value] = []
        var answer: Bool? = loop == .every
        for value in values {
            let names = [variable: value, "partial": .list(results)]
            let result = body.value(in: Scope(names, within: scope), &steps)
            switch loop {
            case .each: results.append(result)
            case .some, .every:
                guard result.boolean != nil || result.isNull else { return .null }
                answer = loop == .some ? Logic.or(answer, result.boolean) : Logic.and(answer, result.boolean)
            }
            guard steps.left > 0 else { return .null }
        }
        return loop == .each ? .list(results) : .boolean(answer)
    }
}
