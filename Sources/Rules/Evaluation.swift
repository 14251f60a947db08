import Foundation

/// One evaluation of an expression: what is bound inside it, and how many steps it may still take.
struct Evaluation {
    let scope: Scope
    /// Variables of loops and contexts and the elements of filters, the innermost last.
    var bindings: [Binding] = []
    private(set) var steps = Steps.all

    static let mostSteps = 100_000
    static let longestList = 10_000
    static let longestString = 100_000
    /// So many parts of expressions are worked out one inside the other, where a function that is carried out counts as
    /// several: it has to fit into a thread's stack, whatever calls itself.
    static let deepest = 900
    private static let depthOfCall = 10

    /// A name that is bound inside an expression; one that `opens` also offers the members of its context.
    struct Binding: Sendable {
        let name: String
        let value: Value
        let opens: Bool
    }

    init(_ scope: Scope, steps: Steps = .all) {
        self.scope = scope
        self.steps = steps
    }

    /// The value, or null where it took too many steps or is too large to hand out.
    mutating func result(_ node: Node) -> Value {
        let value = value(node)
        guard steps.left > 0 else { return .null }
        var room = Evaluation.mostSteps
        return value.fits(&room) ? value : .null
    }

    /// False once the steps are used up; then everything is null.
    mutating func spend(_ count: Int = 1) -> Bool {
        steps.left -= count
        return steps.left > 0
    }

    mutating func value(_ node: Node) -> Value {
        guard spend(), steps.depth < Evaluation.deepest else { return .null }
        steps.depth += 1
        defer { steps.depth -= 1 }
        switch node {
        case .constant(let value): return value
        case .name(let name): return named(name)
        case .arithmetic(let first, let operations):
            return operations.reduce(value(first)) { calculate($0, $1.sign, value($1.operand)) }
        case .negated(let node): return value(node).negated
        case .conjunction(let nodes): return conjunction(nodes, decidedBy: false)
        case .disjunction(let nodes): return conjunction(nodes, decidedBy: true)
        case .compared(let a, let comparison, let b): return .boolean(compare(value(a), comparison, value(b)))
        case .between(let node, let low, let high):
            return .boolean(between(value(node), value(low), value(high)))
        case .membership(let node, let tests): return .boolean(passes(value(node), tests))
        case .conditional(let branches, let otherwise):
            for branch in branches where value(branch.condition).holds { return value(branch.result) }
            return value(otherwise)
        case .access(let base, let accesses): return accesses.reduce(value(base)) { reach(into: $0, $1) }
        case .list(let nodes): return .list(nodes.map { value($0) })
        case .context(let entries): return context(entries)
        case .interval(let low, let lowIncluded, let high, let highIncluded):
            return interval(value(low), lowIncluded, value(high), highIncluded)
        case .comparisonRange(let comparison, let node): return .range(.compared(comparison, value(node)))
        case .loop(let iterations, let body, let readsPartial): return loop(iterations, body, readsPartial)
        case .quantified(let iterations, let condition, let every):
            return quantified(iterations, condition, every)
        case .call(let function, let arguments): return call(function, arguments)
        case .invoke(let callee, let arguments, let labels):
            let function = value(callee)
            // A variable with the name of a function of FEEL does not hide it.
            if case .name(let name) = callee, let own = Functions.table[name] {
                if case .function = function { return invoke(function, arguments, labels) }
                return invoke(.function(Lambda(own)), arguments, labels)
            }
            return invoke(function, arguments, labels)
        case .function(let parameters, let body): return .function(Lambda(parameters, .node(body, scope, bindings)))
        case .instance(let node, let kind): return Value(kind.accepts(value(node)))
        case .only(let node, let kind):
            let value = value(node)
            return kind.accepts(value) ? value : .null
        }
    }

    private mutating func named(_ name: String) -> Value {
        guard bindings.count < 16 || spend(bindings.count / 16) else { return .null }
        for binding in bindings.reversed() {
            if binding.opens, case .context(let entries) = binding.value, let value = entries[name] {
                return value
            }
            if binding.name == name { return binding.value }
        }
        return scope[name] ?? Functions.table[name].map { .function(Lambda($0)) } ?? .null
    }

    /// `and` is decided by the first false, `or` by the first true; without either, what is no boolean makes
    /// null.
    private mutating func conjunction(_ nodes: [Node], decidedBy deciding: Bool) -> Value {
        var unknown = false
        for node in nodes {
            let answer = value(node).boolean
            if answer == deciding { return .boolean(deciding) }
            if answer == nil { unknown = true }
        }
        return unknown ? .null : .boolean(!deciding)
    }

    private mutating func context(_ entries: [Entry]) -> Value {
        var context = Entries()
        for entry in entries {
            let value = value(entry.node)
            context[entry.key] = value
            bindings.append(Binding(name: entry.key, value: value, opens: false))
        }
        bindings.removeLast(entries.count)
        return .context(context)
    }

    private mutating func interval(_ low: Value, _ lowIncluded: Bool, _ high: Value, _ highIncluded: Bool)
        -> Value
    {
        guard low.isNull || high.isNull || difference(low, high) != nil else { return .null }
        return .range(.between(low: low, lowIncluded: lowIncluded, high: high, highIncluded: highIncluded))
    }

    private mutating func call(_ function: Function, _ arguments: [Node]) -> Value {
        var given: [Value] = []
        given.reserveCapacity(arguments.count)
        for argument in arguments {
            let value = value(argument)
            if case .string(let text) = value, !spend(text.utf8.count / 64) { return .null }
            given.append(value)
        }
        return steps.left > 0 ? bounded(function.body(given, &self)) : .null
    }

    private mutating func invoke(_ value: Value, _ arguments: [Node], _ labels: [String]) -> Value {
        guard case .function(let function) = value else { return .null }
        if case .own(let own) = function.body {
            return own.placed(arguments, labels: labels).map { call(own, $0) } ?? .null
        }
        guard arguments.count == function.parameters.count else { return .null }
        var given = arguments
        if !labels.isEmpty {
            let places = function.parameters.map { labels.firstIndex(of: $0.name) }
            guard Set(labels).count == labels.count, places.allSatisfy({ $0 != nil }) else { return .null }
            given = places.compactMap { place in place.map { arguments[$0] } }
        }
        return carryOut(function, given.map { self.value($0) })
    }

    /// Carries a function out with its arguments in their order; what is not of the type that it asks for makes null.
    mutating func carryOut(_ function: Lambda, _ given: [Value]) -> Value {
        guard spend(given.count + 1), steps.depth < Evaluation.deepest else { return .null }
        if case .own(let own) = function.body { return bounded(own.body(given, &self)) }
        guard given.count == function.parameters.count else { return .null }
        var arguments: [Value] = []
        for (value, parameter) in zip(given, function.parameters) {
            let converted = parameter.kind.converted(value)
            guard value.isNull || !converted.isNull else { return .null }
            arguments.append(converted)
        }
        steps.depth += Evaluation.depthOfCall
        defer { steps.depth -= Evaluation.depthOfCall }
        switch function.body {
        case .own: return .null
        case .code(let code): return bounded(function.result.converted(code(arguments, &steps)))
        case .node(let node, let scope, let bindings):
            var inner = Evaluation(scope, steps: steps)
            inner.bindings = bindings
            for (value, parameter) in zip(arguments, function.parameters) {
                inner.bindings.append(Binding(name: parameter.name, value: value, opens: false))
            }
            let value = inner.value(node)
            steps.left = inner.steps.left
            return function.result.converted(value)
        }
    }

    /// Null in the place of a list or a text that is too long.
    func bounded(_ value: Value) -> Value {
        switch value {
        case .list(let elements): elements.count <= Evaluation.longestList ? value : .null
        case .string(let text): text.utf8.count <= Evaluation.longestString ? value : .null
        default: value
        }
    }
}

extension Value {
    /// Whether everything inside can be counted within the room. Lists may share what they hold, so that a
    /// short expression can make a value that has more parts than can ever be written down.
    fileprivate func fits(_ room: inout Int) -> Bool {
        room -= 1
        switch self {
        case .string(let text):
            room -= text.utf8.count / 64
            return room > 0
        case .list(let elements): return room > 0 && elements.allSatisfy { $0.fits(&room) }
        case .context(let entries): return room > 0 && entries.values.allSatisfy { $0.fits(&room) }
        case .range(.between(let low, _, let high, _)): return room > 0 && low.fits(&room) && high.fits(&room)
        case .range(.compared(_, let value)): return room > 0 && value.fits(&room)
        default: return room > 0
        }
    }
}
