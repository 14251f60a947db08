import Content
package import Forms
import Kit
package import Rules

/// Reads the `application` part of a service's file.
struct DefinitionReading {
    let sheet: Sheet
    let service: String
    let entity: String
    let name: Bilingual
    let version: String

    func definition() -> Definition {
        let process = sheet.sheets("process")
        if process.isEmpty { sheet.note("«process» is missing: list the steps and ends") }
        let applicants = sheet.texts("applicants").compactMap { word -> Applicant.Kind? in
            if let kind = Applicant.Kind(rawValue: word) { return kind }
            sheet.note("«\(word)» is no applicant; write person or organisation", at: "applicants")
            return nil
        }
        if applicants.isEmpty { sheet.note("«applicants» is missing: write [person], [organisation] or both") }
        let definition = Definition(
            service: service, entity: entity, name: name, version: version, applicants: Set(applicants),
            isOpenToAll: sheet.flag("open_to_all"), opens: sheet.sheets("opens").compactMap { Check($0) },
            pages: sheet.sheets("pages").map { FormPage($0) }, oncePer: sheet.optionalText("once_per"),
            results: sheet.sheets("results").compactMap(result),
            fee: sheet.sheets("fee").compactMap(feeLine),
            steps: process.filter { $0.has("step") }.compactMap(step),
            ends: process.filter { !$0.has("step") }.map(end),
            documents: sheet.parts("documents").map { document($0.name, $0.sheet) },
            examples: sheet.sheets("examples").map { Example($0) })
        sheet.finish()
        return definition
    }

    // MARK: Calculation

    private func result(_ sheet: Sheet) -> ResultLine? {
        let source: ResultLine.Source =
            if let table = sheet.optionalSheet("table") {
                .table(RuleTable(table))
            } else {
                .rule(rule(sheet, "value") ?? .nothing(at: sheet.place))
            }
        let line = ResultLine(
            id: sheet.text("id"), label: sheet.bilingual("label"), source: source,
            unit: sheet.optionalChoice("unit") ?? .plain, isShown: sheet.flag("shown", default: true))
        sheet.finish()
        return line
    }

    private func feeLine(_ sheet: Sheet) -> FeeLine? {
        let line = FeeLine(
            text: sheet.bilingual("text"), amount: rule(sheet, "amount") ?? .nothing(at: sheet.place),
            when: optionalRule(sheet, "when"))
        sheet.finish()
        return line
    }

    // MARK: Process

    private func step(_ sheet: Sheet) -> Step? {
        let step = Step(
            id: sheet.text("step"), name: sheet.bilingual("name"), text: sheet.optionalBilingual("text"),
            work: work(sheet), term: term(sheet, "within"), late: sheet.optionalText("late"),
            canWithdraw: sheet.flag("withdraw"), notBy: sheet.optionalText("not_by"),
            amendments: sheet.sheets("amend").map(amendment), place: sheet.place)
        sheet.finish()
        if step.late != nil && step.term == nil { sheet.note("«late» needs a term: write «within»", at: "late") }
        return step
    }

    private enum Doer: String, CaseIterable { case rule, officer, applicant, correction, payment }

    private func work(_ sheet: Sheet) -> Step.Work {
        switch sheet.choice("by", default: Doer.rule) {
        case .rule:
            let branches = sheet.sheets("branches").map(branch)
            if branches.isEmpty { sheet.note("a rule needs «branches»") }
            if let last = branches.last, last.when != nil {
                sheet.note(
                    "the last branch has a condition: write one more without, for all other cases", at: "branches")
            }
            return .rule(branches)
        case .officer:
            let actions = sheet.sheets("actions").map(action)
            if actions.isEmpty { sheet.note("an officer's step needs «actions»") }
            return .officer(actions)
        case .applicant: return .applicant(then: sheet.text("then"))
        case .correction: return .correction(then: sheet.text("then"))
        case .payment: return .payment(then: sheet.text("then"))
        }
    }

    private func branch(_ sheet: Sheet) -> Branch {
        let branch = Branch(
            when: optionalRule(sheet, "when"), to: sheet.text("to"), reason: sheet.optionalBilingual("reason"))
        sheet.finish()
        return branch
    }

    private func action(_ sheet: Sheet) -> Action {
        let action = Action(
            id: sheet.text("action"), name: sheet.bilingual("name"), to: sheet.text("to"),
            asksReason: sheet.flag("reason"))
        sheet.finish()
        return action
    }

    private func end(_ sheet: Sheet) -> End {
        let appeal = sheet.optionalSheet("appeal").flatMap { appeal -> (to: String, term: Term)? in
            let to = appeal.text("to")
            let term = term(appeal, "within")
            appeal.finish()
            if term == nil { appeal.note("an appeal needs its term: write «within»") }
            return term.map { (to, $0) }
        }
        let end = End(
            id: sheet.text("end"), name: sheet.bilingual("name"), text: sheet.optionalBilingual("text"),
            outcome: sheet.choice("outcome", default: .accepted), documents: sheet.texts("documents"),
            amendments: sheet.sheets("amend").map(amendment), message: sheet.optionalSheet("message").map(letter),
            refunds: sheet.flag("refund"), appeal: appeal, place: sheet.place)
        sheet.finish()
        return end
    }

    private func amendment(_ sheet: Sheet) -> Amendment {
        var fields: [(name: String, value: PlacedExpression)] = []
        if let values = sheet.optionalSheet("set") {
            for name in values.keys { if let value = rule(values, name) { fields.append((name, value)) } }
        }
        let amendment = Amendment(question: sheet.text("records_of"), fields: fields, place: sheet.place)
        sheet.finish()
        return amendment
    }

    private func letter(_ sheet: Sheet) -> Letter {
        let letter = Letter(
            subject: sheet.bilingual("subject"), body: sheet.bilingual("body"), sms: sheet.optionalBilingual("sms"))
        sheet.finish()
        return letter
    }

    private func term(_ sheet: Sheet, _ key: String) -> Term? {
        guard let text = sheet.optionalText(key) else { return nil }
        let words = text.split(separator: " ", maxSplits: 1)
        let unit =
            words.count == 2 ? Term.Unit(rawValue: words[1].hasSuffix("s") ? String(words[1]) : words[1] + "s") : nil
        guard let count = words.first.flatMap({ Int($0) }), count > 0, let unit else {
            sheet.note("«\(key)» is a term such as 3 working days, 30 days, 1 hour or 3 months, not «\(text)»", at: key)
            return nil
        }
        return Term(count: count, unit: unit)
    }

    // MARK: Documents

    private func document(_ id: String, _ sheet: Sheet) -> DocumentPlan {
        let claims = sheet.sheets("claims").map { claim -> ClaimLine in
            let line = ClaimLine(
                label: claim.bilingual("label"), value: rule(claim, "value") ?? .nothing(at: claim.place),
                unit: claim.optionalChoice("unit") ?? .plain, text: claim.optionalBilingual("text"), place: claim.place)
            claim.finish()
            return line
        }
        let plan = DocumentPlan(
            id: id, title: sheet.bilingual("title"), validUntil: optionalRule(sheet, "valid_until"), claims: claims)
        sheet.finish()
        return plan
    }

    private func rule(_ sheet: Sheet, _ key: String) -> PlacedExpression? {
        sheet.expression(key).map { PlacedExpression($0, at: sheet.place(of: key)) }
    }

    private func optionalRule(_ sheet: Sheet, _ key: String) -> PlacedExpression? {
        sheet.optionalExpression(key).map { PlacedExpression($0, at: sheet.place(of: key)) }
    }
}

extension PlacedExpression {
    /// Stands where a rule could not be read, so that reading goes on; the mistake is already noted.
    static func nothing(at place: Place) -> PlacedExpression { PlacedExpression(Expression.null, at: place) }

    package func value(in scope: Scope) -> Value { expression.value(in: scope) }
}
