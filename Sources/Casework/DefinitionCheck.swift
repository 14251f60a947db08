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

    private func names() {
        let asked = Set(definition.pages.flatMap(\.questions).map(\.id))
        let known = asked.union(["today", "applicant"])
        let opens = definition.opens.map { PlacedExpression($0.that, at: $0.place) }
        check(definition.pages.flatMap(\.expressions), known.union(asked))
        check(opens, ["today", "applicant"])
        let calculated = known.union(definition.results.map(\.id))
        check(definition.results.map(\.value), calculated)
        check(definition.fee.flatMap { [$0.amount] + ($0.when.map { [$0] } ?? []) }, calculated)
        let branches = definition.steps.flatMap { step -> [PlacedExpression] in
            if case .rule(let branches) = step.work { branches.compactMap(\.when) } else { [] }
        }
        let issued = calculated.union(["fee"])
        check(branches, issued)
        check(definition.documents.flatMap { $0.claims.map(\.value) + ($0.validUntil.map { [$0] } ?? []) }, issued)
        let amendments = definition.ends.flatMap(\.amendments) + definition.steps.flatMap(\.amendments)
        check(amendments.flatMap { $0.fields.map(\.value) }, issued)
    }

    private func check(_ rules: [PlacedExpression], _ known: Set<String>) {
        for rule in rules where !rule.isOpen {
            for path in rule.expression.names {
                guard let name = path.parts.first, !path.insideFilter, !known.contains(name) else { continue }
                inspection.note(
                    "column \(path.column): nothing is called «\(name)» here; known are: \(known.sorted().joined(separator: ", "))",
                    at: rule.place)
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
            case .applicant(let then), .correction(let then), .payment(let then): [then]
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
        }
    }

    private func check(_ amendment: Amendment) {
        let question = definition.pages.flatMap(\.questions).first { $0.id == amendment.question }
        guard let name = question?.kind.register else {
            inspection.note("«records_of» must name a question that chooses from a register", at: amendment.place)
            return
        }
        for field in amendment.fields where registers[name].map({ $0.fields[field.name] == nil }) ?? false {
            inspection.note("the register «\(name)» has no field «\(field.name)»", at: field.value.place)
        }
    }
}
