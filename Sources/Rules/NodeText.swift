import Foundation

extension Expression {
    /// The expression as it was understood: every part in parentheses, so that it reads the same again.
    var understood: String { node.written }
}

extension Node {
    fileprivate var written: String {
        switch self {
        case .constant(let value): return value.literal
        case .name(let name): return name
        case .arithmetic(let first, let operations):
            return "(" + first.written + operations.map { " \($0.sign.rawValue) \($0.operand.written)" }.joined() + ")"
        case .negated(let node): return "(-\(node.written))"
        case .conjunction(let nodes): return "(" + nodes.map(\.written).joined(separator: " and ") + ")"
        case .disjunction(let nodes): return "(" + nodes.map(\.written).joined(separator: " or ") + ")"
        case .compared(let a, let comparison, let b): return "(\(a.written) \(comparison.rawValue) \(b.written))"
        case .between(let node, let low, let high):
            return "(\(node.written) between \(low.written) and \(high.written))"
        case .membership(let node, let tests):
            return "(\(node.written) in (" + tests.map(\.written).joined(separator: ", ") + "))"
        case .conditional(let branches, let otherwise):
            let parts = branches.map { "if \($0.condition.written) then \($0.result.written) else " }
            return "(" + parts.joined() + otherwise.written + ")"
        case .access(let base, let accesses):
            return base.written
                + accesses.map { access in
                    switch access {
                    case .member(let name): "." + name
                    case .filter(let node): "[\(node.written)]"
                    }
                }.joined()
        case .list(let nodes): return "[" + nodes.map(\.written).joined(separator: ", ") + "]"
        case .context(let entries):
            return "{" + entries.map { "\(Value.key($0.key)): \($0.node.written)" }.joined(separator: ", ") + "}"
        case .interval(let low, let lowIncluded, let high, let highIncluded):
            return "\(lowIncluded ? "[" : "(")\(low.written)..\(high.written)\(highIncluded ? "]" : ")")"
        case .comparisonRange(let comparison, let node): return "(\(comparison.rawValue) \(node.written))"
        case .loop(let iterations, let body, _): return "(for \(Node.written(iterations)) return \(body.written))"
        case .quantified(let iterations, let condition, let every):
            return "(\(every ? "every" : "some") \(Node.written(iterations)) satisfies \(condition.written))"
        case .call(let function, let arguments):
            return function.name + "(" + arguments.map(\.written).joined(separator: ", ") + ")"
        case .invoke(let callee, let arguments, let labels):
            let parts = arguments.enumerated().map { place, node in
                (labels.isEmpty ? "" : labels[place] + ": ") + node.written
            }
            return callee.written + "(" + parts.joined(separator: ", ") + ")"
        case .function(let parameters, let body):
            let names = parameters.map { $0.kind == .any ? $0.name : "\($0.name): \($0.kind)" }
            return "(function(" + names.joined(separator: ", ") + ") \(body.written))"
        case .instance(let node, let kind): return "(\(node.written) instance of \(kind))"
        case .only(let node, _): return node.written
        }
    }

    private static func written(_ iterations: [Iteration]) -> String {
        iterations.map { iteration in
            "\(iteration.name) in \(iteration.domain.written)" + (iteration.upTo.map { "..\($0.written)" } ?? "")
        }.joined(separator: ", ")
    }
}

extension Test {
    fileprivate var written: String {
        switch self {
        case .any: "-"
        case .compared(let comparison, let node): "\(comparison.rawValue) \(node.written)"
        case .value(let node), .condition(let node): node.written
        }
    }
}

extension Value {
    /// As a literal that reads as the same value.
    fileprivate var literal: String {
        switch self {
        case .number(let number) where number < 0: "(\(written))"
        case .date, .time, .dateTime, .daysDuration, .monthsDuration: "@\"\(written)\""
        case .list(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
        case .context(let entries):
            "{"
                + zip(entries.keys, entries.values).map { "\(Value.key($0)): \($1.literal)" }.joined(separator: ", ")
                + "}"
        case .range(.between(let low, let lowIncluded, let high, let highIncluded)):
            "\(lowIncluded ? "[" : "(")\(low.literal)..\(high.literal)\(highIncluded ? "]" : ")")"
        case .range(.compared(let comparison, let value)): "(\(comparison.rawValue) \(value.literal))"
        default: written
        }
    }
}

extension Kind: CustomStringConvertible {
    /// As it is written in an expression.
    package var description: String {
        switch self {
        case .any: "Any"
        case .null: "Null"
        case .number: "number"
        case .string: "string"
        case .boolean: "boolean"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .daysDuration: "days and time duration"
        case .monthsDuration: "years and months duration"
        case .list(let kind): "list<\(kind)>"
        case .range(let kind): "range<\(kind)>"
        case .context(let members):
            "context<" + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
                + ">"
        case .function(let parameters, let result):
            "function<" + parameters.map(\.description).joined(separator: ", ") + "> -> \(result)"
        }
    }
}
