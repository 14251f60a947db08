import Content
import Foundation
import Forms
import Kit
import Registers
import Rules
import Web

/// Plays the examples of a service through the same rules that serve people.
struct ExampleRun {
    let definition: Definition
    let calendar: WorkingCalendar
    let currency: String
    let t: Texts

    /// Where an example leads, and whether it is there that it says.
    func result(_ example: Example) -> ExampleResult {
        let fault: String?
        do {
            fault = try self.fault(example)
        } catch let error as Course.LostWay {
            fault = "the process has no way on from «\(error.place)»"
        } catch {
            fault = "the fee cannot be worked out"
        }
        return ExampleResult(name: example.name, place: example.place, fault: fault)
    }

    private func fault(_ example: Example) throws -> String? {
        let setting = setting(example)
        let first = definition.opens.first { !$0.that.value(in: setting.scope).holds }
        if let first { return example.refusedAt == "opens" ? nil : "it may not begin: \(first.otherwise.en)" }
        let pages = definition.pages
        let reading = Reading(pages, example.answers, setting)
        for (page, questions) in reading.pages where isAsked(page, example) {
            let wrong = reading.mistakes(on: page, questions, example.answers)
            if let question = questions.first(where: { wrong[$0.id] != nil }) {
                if example.refusedAt == question.id { return nil }
                return "the answer to «\(question.id)» is refused: \(wrong[question.id]?.text(at: "", t) ?? "")"
            }
        }
        if let expected = example.refusedAt { return "it should be refused at «\(expected)», but can be sent" }
        if let unknown = example.answers.keys.sorted().first(where: { name in
            !pages.contains { $0.questions.contains { $0.id == name } }
        }) {
            return "there is no question «\(unknown)»"
        }
        return try walk(example, reading.setting.scope)
    }

    /// Pages of later steps count where the example comes to them and answers.
    private func isAsked(_ page: FormPage, _ example: Example) -> Bool {
        guard let step = page.step else { return true }
        return (example.route.contains(step) && example.acts.contains("answered"))
            || page.questions.contains { $0.id == example.refusedAt }
    }

    private func walk(_ example: Example, _ scope: Scope) throws -> String? {
        let course = Course(definition: definition)
        let results = course.results(in: scope)
        if let fault = wrongResult(example, results.lines) { return fault }
        var scope = results.scope
        let fee = try course.fee(in: scope).total
        scope["fee"] = Course.riyals(fee)
        var paid = 0
        scope["paid"] = Course.riyals(paid)
        if let expected = example.fee, expected != fee {
            let (found, wanted) = (Money(minor: fee, currency: currency), Money(minor: expected, currency: currency))
            return "the fee is \(found.plain), not \(wanted.plain)"
        }
        var movement = try course.start(in: scope, fee: fee)
        var route = movement.passed.map(\.step.id) + [movement.position.id]
        for step in definition.opinionSteps { scope[step.id] = Opinions().value(step.plans) }
        for step in definition.consentSteps { scope[step] = .null }
        var opinions = Opinions()
        for act in example.acts {
            if case .step(let step) = movement.position, case .opinions(let plans, let then) = step.work {
                guard give(act, plans, &opinions) else { return "nobody can say «\(act)» at «\(step.id)»" }
                guard opinions.isComplete(plans) else { continue }
                scope[step.id] = opinions.value(plans)
                opinions = Opinions()
                movement = try course.move(to: then, in: scope, fee: fee)
                route += movement.passed.map(\.step.id) + [movement.position.id]
                continue
            }
            guard let target = target(of: act, at: movement.position) else {
                return "nobody can do «\(act)» at «\(movement.position.id)»"
            }
            if case .step(let step) = movement.position, case .consent(let plan) = step.work,
                plan.actions.contains(where: { $0.id == act })
            {
                scope[step.id] = [
                    "id": "other", "name": ["ar": "الطرف الآخر", "en": "The other person"],
                    "qid": plan.who.value(in: scope), "answer": Value(act),
                ]
            }
            if act == "paid", case .step(let step) = movement.position, case .payment(let plan) = step.work {
                paid += try course.due(plan, in: scope, fee: fee)
                scope["paid"] = Course.riyals(paid)
            }
            movement = try course.move(to: target, in: scope, fee: fee)
            route += movement.passed.map(\.step.id) + [movement.position.id]
        }
        if route != example.route { return "the route is [\(route.joined(separator: ", "))]" }
        guard case .end(let end) = movement.position else {
            return example.outcome == nil ? nil : "the case does not end: it stands at «\(movement.position.id)»"
        }
        if let expected = example.outcome, expected != end.outcome { return "the outcome is \(end.outcome.rawValue)" }
        let refund = try course.refund(end, in: scope, paid: paid)
        if let expected = example.refund, expected != refund {
            let (found, wanted) = (Money(minor: refund, currency: currency), Money(minor: expected, currency: currency))
            return "\(found.plain) goes back, not \(wanted.plain)"
        }
        return emptyClaim(of: end, scope) ?? wrongClaim(example, end, scope) ?? wrongValidity(example, end, scope)
            ?? wrongRecord(example, route.compactMap(definition.step).flatMap(\.amendments) + end.amendments, scope)
    }

    private func wrongResult(_ example: Example, _ lines: [Course.Result]) -> String? {
        for (name, expected) in example.results.sorted(by: { $0.key < $1.key }) {
            guard let found = lines.first(where: { $0.line.id == name })?.value else {
                return "there is no result «\(name)»"
            }
            if found != expected {
                return "the result «\(name)» is \(ValueWords.text(found, t)), not \(ValueWords.text(expected, t))"
            }
        }
        return nil
    }

    /// `planning=agree` is an opinion; `late` is said by the time for all who are silent.
    private func give(_ act: String, _ plans: [OpinionPlan], _ opinions: inout Opinions) -> Bool {
        let sides = act.split(separator: "=", maxSplits: 1).map(String.init)
        if act == "late" {
            for plan in plans {
                guard !opinions.isComplete(plan) else { continue }
                guard let late = plan.late else { return false }
                while !opinions.isComplete(plan) { opinions.add(late, to: plan.id) }
            }
            return true
        }
        guard sides.count == 2, let plan = plans.first(where: { $0.id == sides[0] }), !opinions.isComplete(plan),
            plan.actions.contains(where: { $0.id == sides[1] })
        else { return false }
        opinions.add(sides[1], to: plan.id)
        return true
    }

    private func target(of act: String, at position: Course.Position) -> String? {
        if case .end(let end) = position { return act == "appeal" ? end.appeal?.to : nil }
        guard case .step(let step) = position else { return nil }
        if act == "late" { return step.late }
        switch step.work {
        case .payment(let plan): return act == "paid" ? plan.then : nil
        case .applicant(let then), .correction(let then): return act == "answered" ? then : nil
        case .officer(let actions): return actions.first { $0.id == act }?.to
        case .consent(let plan): return act == "absent" ? plan.absent : plan.actions.first { $0.id == act }?.to
        case .draw(let plan): return act == "won" ? plan.won : act == "lost" ? plan.lost : nil
        case .rule, .opinions: return nil
        }
    }

    /// The world as the example has it.
    func setting(_ example: Example) -> Setting {
        var records: [String: [Record]] = [:]
        for (register, rows) in example.records {
            records[register] = rows.compactMap { row in
                guard let fields = row.context, let id = fields["id"]?.string else { return nil }
                return Record(register: register, id: id, holder: "example", fields: fields)
            }
        }
        let slots = definition.calendars.reduce(into: [String: [FreeTime]]()) { slots, name in
            slots[name] = example.answers.values.compactMap { answer in
                let sides = answer.text.split(separator: "|")
                return sides.count == 2 ? FreeTime(centre: String(sides[0]), value: answer.text, left: 1) : nil
            }
        }
        let attachments = example.answers.flatMap { question, answer in
            answer.texts.map { Attachment(id: $0, question: question, name: $0, type: "application/pdf", size: 1) }
        }
        return Setting(
            t: t, calendar: calendar, today: example.today, currency: currency,
            scope: Scope(["today": Value(example.today), "applicant": example.applicant]), records: records,
            attachments: attachments, slots: slots)
    }
}
