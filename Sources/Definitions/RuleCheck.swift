import Content
import Forms
import Kit
import Registers
import Rules

extension DefinitionCheck {
    /// Rules speak of what is there, and bring together what can be: what is known at each place is told to `check`.
    func names() {
        let begun: [String: Kind] = ["today": .date, "applicant": applicant]
        var known = begun
        for question in definition.pages.flatMap(\.questions) { known[question.id] = question.kind.kind(record) }
        check(definition.opens.map { PlacedExpression($0.that, at: $0.place) }, begun)
        check(definition.pages.flatMap(\.expressions), known)
        for line in definition.results {
            switch line.source {
            case .rule(let rule):
                check([rule], known)
                known[line.id] = rule.expression.kind(known)
            case .table(let table):
                check(table.expressions, known)
                check(table, known)
                known[line.id] = .any
            case .model(let model):
                check(model.facts.map(\.value), known)
                for (place, clash) in model.clashes(known) { inspection.note(clash, at: place) }
                known[line.id] = model.kind
            }
        }
        check(definition.fee.flatMap { [$0.amount] + ($0.when.map { [$0] } ?? []) }, known)
        let branches = definition.steps.flatMap { step -> [PlacedExpression] in
            if case .rule(let branches) = step.work { branches.compactMap(\.when) } else { [] }
        }
        known["fee"] = .number
        if definition.asksPaid { money(&known) }
        draws(known)
        for case .consent(let plan) in definition.steps.map(\.work) {
            check([plan.who] + plan.shows.map(\.value), known)
        }
        for step in definition.consentSteps { known[step] = DefinitionCheck.other }
        for step in definition.opinionSteps { known[step.id] = Opinions.kind(step.plans) }
        check(branches, known)
        check(definition.documents.flatMap { $0.claims.map(\.value) + ($0.validUntil.map { [$0] } ?? []) }, known)
        for amendment in definition.ends.flatMap(\.amendments) + definition.steps.flatMap(\.amendments) {
            let question = definition.pages.flatMap(\.questions).first { $0.id == amendment.question }
            let rules = amendment.fields.map { field in
                PlacedExpression(
                    field.value.expression, at: field.value.place, register: question?.kind.register)
            }
            check(rules, known)
        }
    }

    /// What is drawn by lot, and when.
    private func draws(_ known: [String: Kind]) {
        for step in definition.steps {
            guard case .draw(let plan) = step.work else { continue }
            check([plan.day] + [plan.places].compactMap { $0 }, known)
            let (day, places) = (plan.day.expression.kind(known), plan.places?.expression.kind(known) ?? .number)
            if day != .any, day != .date { inspection.note("«on» is a date, not \(day)", at: plan.day.place) }
            if places != .any, places != .number {
                inspection.note("«places» is a number, not \(places)", at: step.place)
            }
            if register(of: plan.question) == nil {
                inspection.note("«for» must name a question that chooses from a register", at: step.place)
            }
        }
    }

    /// What is paid in parts, and what goes back.
    private func money(_ known: inout [String: Kind]) {
        if let question = definition.pages.flatMap(\.questions).first(where: { $0.id == "paid" }) {
            inspection.note("«paid» is what was paid so far: call the question something else", at: question.place)
        }
        known["paid"] = .number
        var amounts = definition.steps.compactMap { step -> PlacedExpression? in
            if case .payment(let plan) = step.work { plan.amount } else { nil }
        }
        for case .rule(let amount) in definition.ends.map(\.refund) { amounts.append(amount) }
        check(amounts, known)
        for amount in amounts {
            let kind = amount.expression.kind(known)
            guard kind != .any, kind != .number else { continue }
            inspection.note("an amount is a number, not \(kind)", at: amount.place)
        }
    }

    /// What rules can say of who applies; where there are several kinds, what can be said of any of them.
    private var applicant: Kind {
        .context(definition.applicants.reduce(into: ["kind": .string]) { all, kind in all.merge(kind.members) { $1 } })
    }

    /// Somebody else who was asked, as rules see him.
    private static let other = Kind.context([
        "id": .string, "name": .context(["ar": .string, "en": .string]), "qid": .string, "answer": .string,
    ])

    private func record(_ register: String) -> Kind { registers[register]?.kind ?? .any }

    private func check(_ rules: [PlacedExpression], _ kinds: [String: Kind]) {
        for rule in rules {
            var known = kinds
            for question in rule.row { known[question.id] = question.kind.kind(record) }
            if let register = rule.register, case .context(let fields) = record(register) { known.merge(fields) { $1 } }
            for path in rule.expression.names where !path.insideFilter {
                guard let wrong = unknown(path, known) else { continue }
                inspection.note("column \(path.column): \(wrong)", at: rule.place)
            }
            for (name, text, column) in rule.expression.comparedTexts {
                guard let options = options(name, rule), !options.contains(text) else { continue }
                let all = options.joined(separator: ", ")
                inspection.note(
                    "column \(column): «\(name)» is never \"\(text)\"; its options are: \(all)", at: rule.place)
            }
            for clash in rule.expression.clashes(known) { inspection.note(clash.description, at: rule.place) }
        }
    }

    /// The options of the question that a name stands for; nil where it is none, or can be anything.
    private func options(_ name: String, _ rule: PlacedExpression) -> [String]? {
        let fields = rule.register.flatMap { registers[$0]?.fields.keys.contains(name) } ?? false
        let question = (rule.row + definition.pages.flatMap(\.questions)).first { $0.id == name }
        guard !fields, let values = question?.kind.values, !values.isEmpty else { return nil }
        return values
    }

    /// Cells that can never match what they test.
    private func check(_ table: RuleTable, _ kinds: [String: Kind]) {
        let facts = table.facts.map { $0.value.expression.kind(kinds) }
        for row in table.rows {
            for (test, fact) in zip(row.tests, facts) {
                for clash in test.clashes(fact, kinds) { inspection.note("«\(test)»: \(clash)", at: row.place) }
                for path in test.names where !path.insideFilter {
                    if let wrong = unknown(path, kinds) { inspection.note("«\(test)»: \(wrong)", at: row.place) }
                }
            }
        }
    }

    /// What is wrong with a name, or with what is to be in it.
    private func unknown(_ path: Path, _ known: [String: Kind]) -> String? {
        guard let first = path.parts.first, var kind = known[first] else {
            let all = known.keys.sorted().joined(separator: ", ")
            return "nothing is called «\(path.parts.first ?? "")» here; known are: \(all)"
        }
        for (place, part) in path.parts.enumerated().dropFirst() {
            if case .list(let element) = kind { kind = element }
            guard case .context(let members) = kind else { return nil }
            guard let member = members[part] else {
                let whole = path.parts.prefix(place).joined(separator: ".")
                return "«\(whole)» has no «\(part)»; known are: \(members.keys.sorted().joined(separator: ", "))"
            }
            kind = member
        }
        return nil
    }
}
