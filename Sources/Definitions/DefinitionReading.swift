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
            sheet.note("«\(word)» is no applicant; write person, organisation or visitor", at: "applicants")
            return nil
        }
        if applicants.isEmpty {
            sheet.note("«applicants» is missing: write [person], [organisation], [visitor] or several")
        }
        var definition = Definition(
            service: service, entity: entity, name: name, version: version, applicants: Set(applicants),
            isOpenToAll: sheet.flag("open_to_all"), opens: sheet.sheets("opens").compactMap { Check($0) },
            pages: sheet.sheets("pages").map { FormPage($0) }, oncePer: sheet.optionalText("once_per"),
            results: sheet.sheets("results").compactMap(result),
            fee: sheet.sheets("fee").compactMap(feeLine),
            steps: process.filter { $0.has("step") }.compactMap(step),
            ends: process.filter { !$0.has("step") }.map(end),
            documents: sheet.parts("documents").map { document($0.name, $0.sheet) },
            examples: sheet.sheets("examples").map { Example($0) })
        definition.asksPaid = definition.countsPaid
        sheet.finish()
        return definition
    }

    // MARK: Calculation

    private func result(_ sheet: Sheet) -> ResultLine? {
        let source: ResultLine.Source =
            if let table = sheet.optionalSheet("table") {
                .table(RuleTable(table))
            } else if let model = sheet.optionalSheet("model") {
                .model(RuleModel(model))
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
            work: work(sheet), entity: sheet.optionalText("entity"), term: term(sheet, "within"),
            reminder: term(sheet, "remind"), escalation: term(sheet, "escalate"), late: sheet.optionalText("late"),
            canWithdraw: sheet.flag("withdraw"), notBy: sheet.optionalText("not_by"),
            amendments: sheet.sheets("amend").map(amendment), place: sheet.place)
        sheet.finish()
        look(sheet, step)
        if step.late != nil && step.term == nil { sheet.note("«late» needs a term: write «within»", at: "late") }
        return step
    }

    /// Whether there is somebody to remind, or to tell.
    private func look(_ sheet: Sheet, _ step: Step) {
        let isOfficial: Bool? =
            switch step.work {
            case .officer, .opinions: true
            case .applicant, .correction, .payment, .consent: false
            case .rule, .draw: nil
            }
        if step.reminder != nil, isOfficial != false {
            sheet.note("«remind» is for steps of the applicant, or of somebody else who is asked", at: "remind")
        }
        if step.reminder != nil, step.term == nil { sheet.note("«remind» needs a term: write «within»", at: "remind") }
        if step.escalation != nil, isOfficial != true {
            sheet.note("«escalate» is for steps of officers", at: "escalate")
        }
    }

    private enum Doer: String, CaseIterable {
        case rule, officer, officers, other, draw, applicant, correction, payment
    }

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
            let actions = sheet.sheets("actions").map { action($0) }
            if actions.isEmpty { sheet.note("an officer's step needs «actions»") }
            return .officer(actions)
        case .officers:
            let then = sheet.text("then")
            let plans = sheet.sheets("opinions").map { opinion($0, then: then) }
            if plans.isEmpty { sheet.note("officers need «opinions»: list who says what") }
            let id = sheet.text("step")
            if !isName(id) {
                sheet.note("rules name this step: small Latin letters, digits and _ only", at: "step")
            }
            return .opinions(plans, then: then)
        case .other:
            let actions = sheet.sheets("actions").map { action($0) }
            if actions.isEmpty { sheet.note("somebody who is asked needs «actions»") }
            let id = sheet.text("step")
            if !isName(id) { sheet.note("rules name this step: small Latin letters, digits and _ only", at: "step") }
            return .consent(
                ConsentPlan(
                    who: rule(sheet, "who") ?? .nothing(at: sheet.place), absent: sheet.text("absent"),
                    shows: sheet.sheets("shows").map(claim), actions: actions))
        case .draw:
            return .draw(
                DrawPlan(
                    question: sheet.text("for"), day: rule(sheet, "on") ?? .nothing(at: sheet.place),
                    places: optionalRule(sheet, "places"), won: sheet.text("won"), lost: sheet.text("lost")))
        case .applicant: return .applicant(then: sheet.text("then"))
        case .correction: return .correction(then: sheet.text("then"))
        case .payment: return .payment(PaymentPlan(amount: optionalRule(sheet, "amount"), then: sheet.text("then")))
        }
    }

    private func opinion(_ sheet: Sheet, then: String) -> OpinionPlan {
        let actions = sheet.sheets("actions").map { action($0, to: then) }
        let votes = sheet.optionalInteger("votes") ?? 1
        let plan = OpinionPlan(
            id: sheet.text("opinion"), name: sheet.bilingual("name"), entity: sheet.optionalText("entity"),
            votes: min(15, max(1, votes)), term: term(sheet, "within"), late: sheet.optionalText("late"),
            actions: actions)
        sheet.finish()
        if !isName(plan.id) {
            sheet.note("«opinion» is a name for rules: small Latin letters, digits and _ only", at: "opinion")
        }
        if actions.count < 2 { sheet.note("an opinion needs two «actions» or more") }
        if votes != plan.votes { sheet.note("«votes» is a number from 1 to 15", at: "votes") }
        if let late = plan.late, !actions.contains(where: { $0.id == late }) {
            sheet.note("«late» names one of the actions", at: "late")
        }
        if plan.late != nil && plan.term == nil { sheet.note("«late» needs a term: write «within»", at: "late") }
        return plan
    }

    private func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    private func branch(_ sheet: Sheet) -> Branch {
        let branch = Branch(
            when: optionalRule(sheet, "when"), to: sheet.text("to"), reason: sheet.optionalBilingual("reason"))
        sheet.finish()
        return branch
    }

    /// - Parameter next: where all actions lead; nil where each says it.
    private func action(_ sheet: Sheet, to next: String? = nil) -> Action {
        let action = Action(
            id: sheet.text("action"), name: sheet.bilingual("name"), to: next ?? sheet.text("to"),
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
            amendments: sheet.sheets("amend").map(amendment), recalls: sheet.sheets("revoke").map(recall),
            message: sheet.optionalSheet("message").map(letter),
            refund: refund(sheet), appeal: appeal, place: sheet.place)
        sheet.finish()
        return end
    }

    /// `true`, `false`, or a rule.
    private func refund(_ sheet: Sheet) -> RefundPlan {
        switch sheet.plain("refund") {
        case .flag(true): .everything
        case .flag(false), .nothing, nil: .nothing
        default: optionalRule(sheet, "refund").map { .rule($0) } ?? .nothing
        }
    }

    private func amendment(_ sheet: Sheet) -> Amendment {
        var fields: [(name: String, value: PlacedExpression)] = []
        if let values = sheet.optionalSheet("set") {
            for name in values.keys { if let value = rule(values, name) { fields.append((name, value)) } }
        }
        let amendment = Amendment(
            question: sheet.text("records_of"), fields: fields, newHolder: sheet.optionalText("holder"),
            place: sheet.place)
        sheet.finish()
        return amendment
    }

    private func recall(_ sheet: Sheet) -> Recall {
        let recall = Recall(
            question: sheet.text("document_of"), reason: sheet.bilingual("reason"), place: sheet.place)
        sheet.finish()
        return recall
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
        guard let count = words.first.flatMap({ Int($0) }), let unit, (1...unit.most).contains(count) else {
            sheet.note(
                "«\(key)» is a term such as 3 working days, 30 days, 1 hour or 3 months, of ten years at most, not «\(text)»",
                at: key)
            return nil
        }
        return Term(count: count, unit: unit)
    }

    // MARK: Documents

    private func document(_ id: String, _ sheet: Sheet) -> DocumentPlan {
        let plan = DocumentPlan(
            id: id, title: sheet.bilingual("title"), validUntil: optionalRule(sheet, "valid_until"),
            claims: sheet.sheets("claims").map(claim))
        sheet.finish()
        return plan
    }

    private func claim(_ sheet: Sheet) -> ClaimLine {
        let line = ClaimLine(
            label: sheet.bilingual("label"), value: rule(sheet, "value") ?? .nothing(at: sheet.place),
            unit: sheet.optionalChoice("unit") ?? .plain, text: sheet.optionalBilingual("text"), place: sheet.place)
        sheet.finish()
        return line
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
