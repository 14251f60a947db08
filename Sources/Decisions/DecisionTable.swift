package import Rules

/// A decision table (DMN 1.5, chapter 8): rules that an input must pass, and what comes out where it does.
package struct DecisionTable: Sendable {
    /// Which of the rules that match decide.
    package enum HitPolicy: Sendable, Hashable {
        /// Exactly one may match.
        case unique
        /// All that match say the same.
        case any
        /// The one whose output comes first in the list of outputs.
        case priority
        case first
        case collect(Aggregation?)
        case ruleOrder
        case outputOrder
    }

    package enum Aggregation: String, Sendable, Hashable {
        case sum = "SUM"
        case count = "COUNT"
        case least = "MIN"
        case most = "MAX"
    }

    package struct Input: Sendable {
        let expression: Expression
        /// What the input may be at all.
        let allowed: UnaryTests?
        let kind: Kind

        package init(_ expression: Expression, allowed: UnaryTests? = nil, kind: Kind = .any) {
            (self.expression, self.allowed, self.kind) = (expression, allowed, kind)
        }
    }

    package struct Output: Sendable {
        /// Nil where there is one output only.
        let name: String?
        let kind: Kind
        /// The values that can come out, the most important first.
        let allowed: [Value]
        let otherwise: Expression?

        package init(_ name: String?, kind: Kind = .any, allowed: [Value] = [], otherwise: Expression? = nil) {
            (self.name, self.kind, self.allowed, self.otherwise) = (name, kind, allowed, otherwise)
        }
    }

    package struct Rule: Sendable {
        let tests: [UnaryTests]
        let results: [Expression]
        /// What is said of it beside, by the name of the column.
        let annotations: [String: String]

        package init(_ tests: [UnaryTests], _ results: [Expression], annotations: [String: String] = [:]) {
            (self.tests, self.results, self.annotations) = (tests, results, annotations)
        }
    }

    /// What came out, and why: the places of the rules that matched, counted from 0, and what the inputs were.
    package struct Decided: Sendable {
        package let value: Value
        package let matched: [Int]
        package let inputs: [Value]
    }

    let policy: HitPolicy
    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]

    package init(_ policy: HitPolicy, inputs: [Input], outputs: [Output], rules: [Rule]) {
        (self.policy, self.inputs, self.outputs, self.rules) = (policy, inputs, outputs, rules)
    }

    package func decide(in scope: Scope, _ steps: inout Steps) -> Decided {
        var given: [Value] = []
        for input in inputs {
            let value = input.kind.converted(input.expression.value(in: scope, &steps))
            given.append(value)
            if let allowed = input.allowed, !allowed.value(for: value, in: scope, &steps).holds {
                return Decided(value: .null, matched: [], inputs: given)
            }
        }
        var matched: [Int] = []
        for (place, rule) in rules.enumerated() {
            var isMatch = true
            for (test, value) in zip(rule.tests, given) where !test.value(for: value, in: scope, &steps).holds {
                isMatch = false
                break
            }
            if isMatch { matched.append(place) }
            if isMatch, policy == .first { break }
        }
        let value = matched.isEmpty ? otherwise(scope, &steps) : outcome(of: matched, scope, &steps)
        return Decided(value: value, matched: matched, inputs: given)
    }

    /// What comes out where no rule matches.
    private func otherwise(_ scope: Scope, _ steps: inout Steps) -> Value {
        if case .collect(.count) = policy { return 0 }
        guard outputs.contains(where: { $0.otherwise != nil }) else { return .null }
        return joined(outputs.map { $0.otherwise?.value(in: scope, &steps) ?? .null })
    }

    private func outcome(of matched: [Int], _ scope: Scope, _ steps: inout Steps) -> Value {
        let results = matched.map { place in
            zip(rules[place].results, outputs).map { result, output in
                output.kind.converted(result.value(in: scope, &steps))
            }
        }
        switch policy {
        case .unique: return results.count == 1 ? joined(results[0]) : .null
        case .any: return results.allSatisfy { $0 == results[0] } ? joined(results[0]) : .null
        case .first: return joined(results[0])
        case .priority: return joined(byPriority(results)[0])
        case .ruleOrder: return .list(results.map(joined))
        case .outputOrder: return .list(byPriority(results).map(joined))
        case .collect(nil): return .list(results.map(joined))
        case .collect(let aggregation?): return aggregated(results.compactMap(\.first), aggregation, scope, &steps)
        }
    }

    private func joined(_ values: [Value]) -> Value {
        guard outputs.count > 1 else { return values.first ?? .null }
        var entries = Entries()
        for (output, value) in zip(outputs, values) { entries[output.name ?? ""] = value }
        return .context(entries)
    }

    /// By the place of each output in the list of its values; the first output counts most. Rules keep their order
    /// where that says nothing.
    private func byPriority(_ results: [[Value]]) -> [[Value]] {
        let ranked = results.enumerated().map { place, values in
            (ranks: zip(outputs, values).map { $0.allowed.firstIndex(of: $1) ?? Int.max } + [place], values: values)
        }
        return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map(\.values)
    }

    private func aggregated(
        _ values: [Value], _ aggregation: Aggregation, _ scope: Scope, _ steps: inout Steps
    ) -> Value {
        let name =
            switch aggregation {
            case .count: "count"
            case .sum: "sum"
            case .least: "min"
            case .most: "max"
            }
        return Lambda.named(name)?.value(of: [.list(values)], in: scope, &steps) ?? .null
    }
}
