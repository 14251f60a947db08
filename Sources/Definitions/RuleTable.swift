package import Content
package import Decisions
package import Forms
package import Kit
package import Rules

/// A decision table of a service: what is looked at, the rows, and the words that say why a row decides.
package struct RuleTable: Sendable {
    package struct Row: Sendable {
        package let tests: [UnaryTests]
        /// Said to the applicant and the officer where the row matched.
        package let because: Bilingual?
        package let place: Place
    }

    package let facts: [Fact]
    package let rows: [Row]
    package let table: DecisionTable
    /// Every rule in it, to be checked.
    package let expressions: [PlacedExpression]

    func decide(in scope: Scope) -> (Value, Finding?) {
        var steps = Steps.all
        let decided = table.decide(in: scope, &steps)
        let finding = Finding(
            facts: zip(facts, decided.inputs).map { ($0.label, $1) },
            because: decided.matched.compactMap { rows[$0].because })
        return (decided.value, finding)
    }
}

/// Which rows of a table decide, as packs write it.
enum Hit: String, CaseIterable {
    case unique, any, priority, first, collect, sum, count, least, most
    case ruleOrder = "rule order"
    case outputOrder = "output order"

    var policy: DecisionTable.HitPolicy {
        switch self {
        case .unique: .unique
        case .any: .any
        case .priority: .priority
        case .first: .first
        case .collect: .collect(nil)
        case .sum: .collect(.sum)
        case .count: .collect(.count)
        case .least: .collect(.least)
        case .most: .collect(.most)
        case .ruleOrder: .ruleOrder
        case .outputOrder: .outputOrder
        }
    }
}

extension RuleTable {
    init(_ sheet: Sheet) {
        let facts = Fact.read(sheet)
        let names = sheet.texts("outputs")
        var results: [[Expression]] = []
        let rows = sheet.sheets("rows").map { row in
            results.append(RuleTable.results(row, names))
            return RuleTable.row(row, facts.count)
        }
        if rows.isEmpty { sheet.note("«rows» is missing: list the rows of the table") }
        let values = sheet.texts("values").map { Value($0) }
        let otherwise = sheet.optionalExpression("otherwise")
        let outputs =
            names.count > 1
            ? names.map { DecisionTable.Output($0) }
            : [DecisionTable.Output(nil, allowed: values, otherwise: otherwise)]
        if names.count > 1, otherwise != nil { sheet.note("«otherwise» goes with a single output", at: "otherwise") }
        let hit: Hit = sheet.optionalChoice("hit") ?? .unique
        table = DecisionTable(
            hit.policy, inputs: facts.map { DecisionTable.Input($0.value.expression) }, outputs: outputs,
            rules: zip(rows, results).map { DecisionTable.Rule($0.tests, $1) })
        expressions =
            facts.map(\.value)
            + zip(rows, results).flatMap { row, results in
                results.map { PlacedExpression($0, at: row.place) }
            }
        self.facts = facts
        self.rows = rows
        sheet.finish()
    }

    private static func row(_ sheet: Sheet, _ count: Int) -> Row {
        let texts = sheet.texts("if")
        if texts.count != count {
            sheet.note(
                "«if» has \(texts.count) cells, and «facts» has \(count): write a cell for each, - for any", at: "if")
        }
        let tests = texts.map { text -> UnaryTests in
            do {
                return try UnaryTests(sheet.inspection.rule(text, at: sheet.place(of: "if")))
            } catch {
                sheet.note("«\(text)» is no test of a cell: \(error)", at: "if")
                return .any
            }
        }
        let row = Row(tests: tests, because: sheet.optionalBilingual("because"), place: sheet.place)
        sheet.finish()
        return row
    }

    /// What a row comes to: a rule, or one under the name of each output.
    private static func results(_ sheet: Sheet, _ names: [String]) -> [Expression] {
        guard names.count > 1 else { return [sheet.expression("then") ?? .null] }
        guard let parts = sheet.optionalSheet("then") else {
            sheet.note("«then» is missing: write a rule for each output")
            return names.map { _ in .null }
        }
        let results = names.map { parts.expression($0) ?? .null }
        parts.finish()
        return results
    }
}
