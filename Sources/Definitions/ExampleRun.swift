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
        let fee = try course.fee(in: results.scope).total
        if let expected = example.fee, expected != fee { return "the fee is \(plain(fee)), not \(plain(expected))" }
        var walk = try ExampleWalk(course, results.scope, fee: fee)
        for act in example.acts { if let fault = try walk.take(act) { return fault } }
        if walk.route != example.route { return "the route is [\(walk.route.joined(separator: ", "))]" }
        if let missing = unsaid(example, walk.passed, results.lines) { return "nothing says «\(missing)»" }
        let amendments = walk.route.compactMap(definition.step).flatMap(\.amendments)
        guard case .end(let end) = walk.movement.position else {
            if example.outcome != nil { return "the case does not end: it stands at «\(walk.movement.position.id)»" }
            return wrongRecord(example, amendments, walk.scope)
        }
        if let expected = example.outcome, expected != end.outcome { return "the outcome is \(end.outcome.rawValue)" }
        let refund = try course.refund(end, in: walk.scope, paid: walk.paid)
        if let expected = example.refund, expected != refund {
            return "\(plain(refund)) goes back, not \(plain(expected))"
        }
        return emptyClaim(of: end, walk.scope) ?? wrongClaim(example, end, walk.scope)
            ?? wrongValidity(example, end, walk.scope) ?? wrongRecord(example, amendments + end.amendments, walk.scope)
    }

    private func plain(_ minor: Int) -> String { Money(minor: minor, currency: currency).plain }

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
