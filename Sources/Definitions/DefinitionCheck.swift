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
        fees()
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
            for target in step.targets {
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

    /// A fee that depends on the answers may become another one when they are corrected after it was paid.
    private func fees() {
        let rules = definition.fee.flatMap { [$0.amount] + [$0.when].compactMap { $0 } }
        let named = rules.flatMap(\.expression.names).compactMap(\.parts.first)
        let given = Set(definition.pages(at: nil).flatMap(\.questions).map(\.id) + definition.results.map(\.id))
        guard !given.isDisjoint(with: named) else { return }
        for step in definition.steps {
            guard case .payment(let plan) = step.work, plan.amount == nil else { continue }
            for later in definition.places(from: plan.then, around: step.id).compactMap(definition.step) {
                guard case .correction(let then) = later.work else { continue }
                let ends = definition.places(from: then, around: step.id).compactMap(definition.end)
                guard ends.contains(where: { $0.outcome == .accepted }) else { continue }
                inspection.note(
                    "the answers are corrected after the fee was paid: let «\(later.id)» lead to «\(step.id)», where only what is left of the fee is paid",
                    at: later.place)
            }
        }
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

    func register(of question: String) -> String? {
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
