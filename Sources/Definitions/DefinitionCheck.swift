import Content
import Forms
import Kit
import Registers
import Rules

/// Looks through a service for what would fail only when somebody uses it: names that nobody answers, ways that lead
/// nowhere, registers and documents that are not there.
struct DefinitionCheck {
    let definition: Definition
    let registers: Registers
    let calendars: Set<String>
    let inspection: Inspection

    func run() {
        questions()
        once()
        names()
        process()
        voices()
        ends()
    }

    private func questions() {
        var seen: Set<String> = []
        for question in definition.pages.flatMap(\.questions) {
            if !seen.insert(question.id).inserted {
                inspection.note("the question «\(question.id)» stands twice", at: question.place)
            }
            if let register = question.kind.register, registers[register] == nil {
                inspection.note(
                    "there is no register «\(register)»; known are: \(registers.all.keys.sorted().joined(separator: ", "))",
                    at: question.place)
            }
            if question.kind.searches, let register = question.kind.register.flatMap({ registers[$0] }),
                !register.isPublic || register.searched.isEmpty
            {
                inspection.note(
                    "the register «\(register.id)» is not searched: it must be «public» and have «search»",
                    at: question.place)
            }
            if let calendar = question.kind.calendar, !calendars.contains(calendar) {
                inspection.note("there is no calendar of appointments «\(calendar)»", at: question.place)
            }
        }
        var pages: Set<String> = []
        for page in definition.pages {
            if !pages.insert(page.id).inserted { inspection.note("the page «\(page.id)» stands twice", at: page.place) }
            if let step = page.step, definition.step(step) == nil {
                inspection.note("the page is for the step «\(step)», which the process does not have", at: page.place)
            }
        }
    }

    private func once() {
        guard let name = definition.oncePer, let first = definition.pages.first else { return }
        let question = definition.pages(at: nil).flatMap(\.questions).first { $0.id == name }
        if question?.kind.register == nil {
            inspection.note("«once_per» must name a question that chooses from a register", at: first.place)
        }
    }

    /// Rules speak of what is there, and bring together what can be: what is known at each place is told to `check`.
    private func names() {
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

    /// Steps whose ids are names for rules do not take the name of something else.
    private func voices() {
        let questions = Set(definition.pages.flatMap(\.questions).map(\.id) + definition.results.map(\.id))
        for step in definition.steps {
            switch step.work {
            case .opinions(let plans, _):
                if step.late != nil { inspection.note("«late» is said for each opinion", at: step.place) }
                for (place, plan) in plans.enumerated() where plans[..<place].contains(where: { $0.id == plan.id }) {
                    inspection.note("the opinion «\(plan.id)» stands twice", at: step.place)
                }
            case .consent:
                if step.late == nil {
                    inspection.note("who is asked may say nothing: write «within» and «late»", at: step.place)
                }
            default: continue
            }
            if questions.contains(step.id) || ["fee", "today", "applicant"].contains(step.id) {
                inspection.note("something else is called «\(step.id)» already", at: step.place)
            }
        }
    }

    private func process() {
        var reached: Set<String> = Set(definition.steps.prefix(1).map(\.id))
        for step in definition.steps {
            for target in targets(of: step) {
                reached.insert(target)
                if definition.step(target) == nil && definition.end(target) == nil {
                    inspection.note(
                        "the step «\(step.id)» leads to «\(target)», which is not in the process", at: step.place)
                }
            }
            if let other = step.notBy, definition.step(other) == nil {
                inspection.note("«not_by» names a step that is not there: «\(other)»", at: step.place)
            }
        }
        for end in definition.ends { if let appeal = end.appeal { reached.insert(appeal.to) } }
        for amendment in definition.steps.flatMap(\.amendments) { check(amendment) }
        for step in definition.steps where !reached.contains(step.id) {
            inspection.note("no way leads to the step «\(step.id)»", at: step.place)
        }
        for end in definition.ends where !reached.contains(end.id) && end.id != "withdrawn" {
            inspection.note("no way leads to the end «\(end.id)»", at: end.place)
        }
        if definition.steps.contains(where: \.canWithdraw), definition.end("withdrawn") == nil,
            let first = definition.steps.first
        {
            inspection.note("a step can be withdrawn from: write the end «withdrawn»", at: first.place)
        }
    }

    private func targets(of step: Step) -> [String] {
        let next: [String] =
            switch step.work {
            case .rule(let branches): branches.map(\.to)
            case .officer(let actions): actions.map(\.to)
            case .consent(let plan): plan.actions.map(\.to) + [plan.absent]
            case .opinions(_, let then), .applicant(let then), .correction(let then): [then]
            case .payment(let plan): [plan.then]
            case .draw(let plan): [plan.won, plan.lost]
            }
        return next + [step.late].compactMap { $0 }
    }

    private func ends() {
        for end in definition.ends {
            for document in end.documents where !definition.documents.contains(where: { $0.id == document }) {
                inspection.note("there is no document «\(document)»", at: end.place)
            }
            if let appeal = end.appeal, definition.step(appeal.to) == nil {
                inspection.note("the appeal leads to «\(appeal.to)», which is no step", at: end.place)
            }
            for amendment in end.amendments { check(amendment) }
            for recall in end.recalls where register(of: recall.question) != Register.documents.id {
                inspection.note("«document_of» must name a question that chooses from «documents»", at: recall.place)
            }
        }
    }

    private func register(of question: String) -> String? {
        definition.pages.flatMap(\.questions).first { $0.id == question }?.kind.register
    }

    private func check(_ amendment: Amendment) {
        if let step = amendment.newHolder, !definition.consentSteps.contains(step) {
            inspection.note("«holder» names a step at which somebody else is asked", at: amendment.place)
        }
        guard let name = register(of: amendment.question), name != Register.documents.id else {
            inspection.note("«records_of» must name a question that chooses from a register", at: amendment.place)
            return
        }
        for field in amendment.fields where registers[name].map({ $0.fields[field.name] == nil }) ?? false {
            inspection.note("the register «\(name)» has no field «\(field.name)»", at: field.value.place)
        }
    }
}
