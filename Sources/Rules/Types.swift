/// What an expression is about, told before any value is known.
extension Expression {
    /// Where two values are brought together that cannot be: a date that is compared with a number, a text that is added
    /// to one. Only what is certain is told.
    ///
    /// - Parameter kinds: what is known of the names of the scope.
    package func clashes(_ kinds: [String: Kind]) -> [ExpressionMistake] {
        meetings.compactMap { $0.clash(kinds) }
    }

    /// Texts that a name of the scope is compared with or looked for among: `purpose = "new"`, `purpose in ["a", "b"]`,
    /// `"a" in needs`.
    package var comparedTexts: [(name: String, text: String, column: Int)] {
        meetings.flatMap { meeting -> [(name: String, text: String, column: Int)] in
            if case .calculated = meeting.way { return [] }
            let sides = [(meeting.left, meeting.right), (meeting.right, meeting.left)]
            return sides.flatMap { name, texts -> [(name: String, text: String, column: Int)] in
                guard case .name(let name) = name, !meeting.bound.contains(name) else { return [] }
                return texts.texts.map { (name, $0, meeting.column) }
            }
        }
    }

    /// The type of what comes out, as far as it can be told; `any` where it cannot.
    package func kind(_ kinds: [String: Kind] = [:]) -> Kind { Inference(kinds: kinds).kind(of: node) }
}

extension UnaryTests {
    /// As `Expression.clashes`; `input` is what is known of what is tested.
    package func clashes(_ input: Kind, _ kinds: [String: Kind] = [:]) -> [ExpressionMistake] {
        let known = kinds.merging(["?": input]) { $1 }
        var mistakes = meetings.compactMap { $0.clash(known) }
        let inference = Inference(kinds: known)
        for test in tests {
            let other: Kind
            switch test {
            case .any, .condition: continue
            case .compared(_, let node): other = inference.kind(of: node)
            case .value(let node): other = inference.kind(of: node).element
            }
            if !input.meets(other) {
                mistakes.append(ExpressionMistake(column: 1, expected: "a test of \(input)", found: "\(other)"))
            }
        }
        return mistakes
    }
}

extension Node {
    /// The texts that are written here: one, or those of a list.
    fileprivate var texts: [String] {
        switch self {
        case .constant(let value): value.elements.compactMap(\.string)
        case .list(let nodes): nodes.flatMap(\.texts)
        default: []
        }
    }
}

/// A place of an expression at which two values meet.
struct Meeting: Sendable {
    enum Way: Sendable, Hashable {
        case compared(Comparison)
        case calculated(Arithmetic)
        /// A value and what it is looked for in.
        case looked
    }

    let left: Node
    let way: Way
    let right: Node
    /// Counts Unicode scalars from 1.
    let column: Int
    /// Names that are bound around the place, of which nothing is known.
    let bound: [String]

    func clash(_ kinds: [String: Kind]) -> ExpressionMistake? {
        let inference = Inference(kinds: kinds.filter { !bound.contains($0.key) })
        let (a, b) = (inference.kind(of: left), inference.kind(of: right))
        switch way {
        case .compared:
            guard !a.meets(b) else { return nil }
            return ExpressionMistake(column: column, expected: "two values of one type", found: "\(a) and \(b)")
        case .looked:
            guard !a.meets(b.element), !a.meets(b) else { return nil }
            return ExpressionMistake(column: column, expected: "values of \(a)", found: "\(b)")
        case .calculated(let sign):
            guard Inference.kind(a, sign, b) == nil else { return nil }
            return ExpressionMistake(
                column: column, expected: "values for which there is \"\(sign.rawValue)\"", found: "\(a) and \(b)")
        }
    }
}

extension Kind {
    /// Whether a value of the one can be compared with one of the other.
    package func meets(_ other: Kind) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .any), (.null, _), (_, .null): true
        case (.list(let a), .list(let b)), (.range(let a), .range(let b)): a.meets(b)
        case (.context, .context), (.function, .function): true
        default: self == other
        }
    }

    /// What is in a list or a range of it; else itself.
    fileprivate var element: Kind {
        switch self {
        case .list(let kind): kind.element
        case .range(let kind): kind
        default: self
        }
    }
}

/// Types of expressions by those of the names in them.
struct Inference {
    let kinds: [String: Kind]

    func kind(of node: Node) -> Kind {
        switch node {
        case .constant(let value): return Inference.kind(of: value)
        case .name(let name): return kinds[name] ?? .any
        case .negated(let node): return kind(of: node)
        case .conjunction, .disjunction, .compared, .between, .membership, .quantified, .instance: return .boolean
        case .arithmetic(let first, let operations):
            return operations.reduce(kind(of: first)) { Inference.kind($0, $1.sign, kind(of: $1.operand)) ?? .any }
        case .conditional(let branches, let otherwise):
            let kinds = branches.map { kind(of: $0.result) } + [kind(of: otherwise)]
            let known = kinds.filter { $0 != .null }
            return known.allSatisfy { $0 == known.first } ? known.first ?? .null : .any
        case .access(let base, let accesses): return accesses.reduce(kind(of: base), Inference.reached)
        case .list(let nodes):
            let kinds = nodes.map { kind(of: $0) }
            return .list(kinds.allSatisfy { $0 == kinds.first } ? kinds.first ?? .any : .any)
        case .context(let entries):
            return .context(Dictionary(entries.map { ($0.key, kind(of: $0.node)) }, uniquingKeysWith: { $1 }))
        case .interval(let low, _, let high, _):
            let kind = kind(of: low)
            return .range(kind == .null ? self.kind(of: high) : kind)
        case .comparisonRange(_, let node): return .range(kind(of: node))
        case .call(let function, _): return Functions.results[function.name] ?? .any
        case .only(let node, _): return kind(of: node)
        case .loop: return .list(.any)
        case .invoke, .function: return .any
        }
    }

    private static func reached(_ kind: Kind, _ access: Access) -> Kind {
        switch (kind, access) {
        case (.context(let members), .member(let name)): members[name] ?? .any
        case (.list(let kind), .member(let name)): .list(reached(kind, .member(name)))
        case (.list(let kind), .filter(.constant(.number))): kind
        case (.list, .filter): .any
        case (.date, .member("year")), (.date, .member("month")), (.date, .member("day")), (.date, .member("weekday")):
            .number
        default: .any
        }
    }

    static func kind(of value: Value) -> Kind {
        switch value {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .daysDuration: .daysDuration
        case .monthsDuration: .monthsDuration
        case .list(let elements):
            .list(
                elements.allSatisfy { kind(of: $0) == kind(of: elements[0]) } ? elements.first.map(kind) ?? .any : .any)
        case .context(let entries):
            .context(
                Dictionary(zip(entries.keys, entries.values).map { ($0, kind(of: $1)) }, uniquingKeysWith: { $1 }))
        case .range(.between(let low, _, let high, _)): .range(kind(of: low.isNull ? high : low))
        case .range(.compared(_, let value)): .range(kind(of: value))
        case .function: .any
        }
    }

    /// The type of a calculation; nil where there is none for these two (DMN 1.5, tables 57 to 59).
    static func kind(_ a: Kind, _ sign: Arithmetic, _ b: Kind) -> Kind? {
        let isKnown = ![a, b].contains { $0 == .any || $0 == .null }
        guard isKnown else { return .any }
        switch (a, sign, b) {
        case (.number, _, .number): return .number
        case (.string, .plus, .string): return .string
        case (.date, .minus, .date), (.dateTime, .minus, .dateTime), (.date, .minus, .dateTime),
            (.dateTime, .minus, .date), (.time, .minus, .time):
            return .daysDuration
        case (.date, .plus, .daysDuration), (.date, .minus, .daysDuration), (.date, .plus, .monthsDuration),
            (.date, .minus, .monthsDuration), (.daysDuration, .plus, .date), (.monthsDuration, .plus, .date):
            return .date
        case (.dateTime, .plus, .daysDuration), (.dateTime, .minus, .daysDuration),
            (.dateTime, .plus, .monthsDuration), (.dateTime, .minus, .monthsDuration),
            (.daysDuration, .plus, .dateTime), (.monthsDuration, .plus, .dateTime):
            return .dateTime
        case (.time, .plus, .daysDuration), (.time, .minus, .daysDuration), (.daysDuration, .plus, .time): return .time
        case (.daysDuration, .plus, .daysDuration), (.daysDuration, .minus, .daysDuration),
            (.daysDuration, .times, .number), (.daysDuration, .over, .number), (.number, .times, .daysDuration):
            return .daysDuration
        case (.monthsDuration, .plus, .monthsDuration), (.monthsDuration, .minus, .monthsDuration),
            (.monthsDuration, .times, .number), (.monthsDuration, .over, .number), (.number, .times, .monthsDuration):
            return .monthsDuration
        case (.daysDuration, .over, .daysDuration), (.monthsDuration, .over, .monthsDuration): return .number
        default: return nil
        }
    }
}

extension Functions {
    /// What functions answer, where it is always of one type or null.
    static let results: [String: Kind] = {
        var results: [String: Kind] = [:]
        let kinds: [(Kind, [String])] = [
            (
                .number,
                [
                    "number", "string length", "count", "sum", "mean", "median", "stddev", "product", "floor",
                    "ceiling", "decimal", "round up", "round down", "round half up", "round half down", "modulo",
                    "sqrt", "log", "exp", "day of year", "week of year",
                ]
            ),
            (
                .string,
                [
                    "string", "substring", "upper case", "lower case", "substring before", "substring after",
                    "replace", "string join", "day of week", "month of year",
                ]
            ),
            (
                .boolean,
                [
                    "not", "is defined", "is", "contains", "starts with", "ends with", "matches", "list contains",
                    "all", "any", "odd", "even", "before", "after", "meets", "met by", "overlaps", "overlaps before",
                    "overlaps after", "finishes", "finished by", "includes", "during", "starts", "started by",
                    "coincides",
                ]
            ),
            (.date, ["date", "today", "last day of month"]),
            (.time, ["time"]),
            (.dateTime, ["date and time", "now"]),
            (.monthsDuration, ["years and months duration"]),
            (.list(.string), ["split"]),
            (.list(.number), ["mode", "index of"]),
        ]
        for (kind, names) in kinds { for name in names { results[name] = kind } }
        return results
    }()
}
