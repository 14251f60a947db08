package import Content
package import Kit
package import Rules

/// One page of a form: questions that belong together, mostly one.
package struct FormPage: Sendable {
    package let id: String
    package let title: Bilingual
    package let note: Bilingual?
    package let when: Expression?
    /// The step of the process at which it is asked; nil for the application itself.
    package let step: String?
    package let questions: [Question]
    /// What its answers must fulfil together.
    package let checks: [Check]
    package let place: Place

    package init(_ sheet: Sheet) {
        id = sheet.text("page")
        title = sheet.bilingual("title")
        note = sheet.optionalBilingual("note")
        when = sheet.optionalExpression("when")
        step = sheet.optionalText("step")
        questions = sheet.sheets("questions").compactMap { Question($0) }
        checks = sheet.sheets("checks").compactMap { Check($0) }
        place = sheet.place
        if questions.isEmpty { sheet.note("a page needs at least one question") }
        sheet.finish()
    }

    /// Whether an answer on it may lead to a question that did not stand there.
    package var mayGrow: Bool { questions.contains { $0.when != nil } }

    package var takesFiles: Bool { questions.contains { $0.kind.takesFiles } }

    package var expressions: [PlacedExpression] {
        (when.map { [PlacedExpression($0, at: place)] } ?? []) + questions.flatMap(\.expressions)
            + checks.map { PlacedExpression($0.that, at: $0.place) }
    }
}

/// What has been answered so far, looked at through the conditions of the form.
package struct Reading: Sendable {
    /// The setting with every visible answer as a value.
    package private(set) var setting: Setting
    /// Pages that are asked, with the questions on them that are asked.
    package private(set) var pages: [(page: FormPage, questions: [Question])] = []
    /// Questions whose answers a register has yet to confirm: what depends on them is not judged.
    private var unsettled: Set<String> = []

    /// Goes through the form from the front: a condition sees the answers before it.
    package init(_ pages: [FormPage], _ answers: Answers, _ setting: Setting) {
        var values: [String: Value] = [:]
        for question in pages.flatMap(\.questions) { values[question.id] = .null }
        self.setting = setting.inside(values)
        for page in pages where page.when?.value(in: self.setting.scope).holds ?? true {
            var asked: [Question] = []
            for question in page.questions where question.when?.value(in: self.setting.scope).holds ?? true {
                asked.append(question)
                if let answer = answers[question.id], !answer.isNone {
                    if question.kind.register != nil, answer.isByHand { unsettled.insert(question.id) }
                    self.setting.scope[question.id] = question.kind.value(answer, self.setting)
                }
            }
            if !asked.isEmpty { self.pages.append((page, asked)) }
        }
    }

    /// The first of some pages that nobody has been to, or where an answer no longer holds.
    package func firstOpenPage(_ answers: Answers, of names: [String]? = nil) -> FormPage? {
        pages.first { page, questions in
            (names?.contains(page.id) ?? true)
                && (questions.contains { answers[$0.id] == nil } || !mistakes(on: page, questions, answers).isEmpty)
        }?.page
    }

    /// What is wrong with the answers as they stand: an answer may have become impossible since it was given.
    package func mistakes(on page: FormPage, _ questions: [Question], _ answers: Answers) -> [String: Wrong] {
        var mistakes: [String: Wrong] = [:]
        for question in questions {
            do throws(Wrong) {
                let given = answers[question.id].flatMap { $0.isNone ? nil : $0 }
                let typed = given.map { question.kind.typed($0) } ?? Typed()
                if try question.answer(typed, setting) != nil { try hold(question) }
            } catch {
                mistakes[question.id] = error
            }
        }
        if mistakes.isEmpty, let first = questions.first { mistakes[first.id] = unmet(page) }
        return mistakes
    }

    /// What is said where the answers of a page do not fulfil what is asked of them together.
    func unmet(_ page: FormPage) -> Wrong? {
        firstBroken(page.checks).map { Wrong($0.otherwise) }
    }

    private func hold(_ question: Question) throws(Wrong) {
        if let check = firstBroken(question.checks) { throw Wrong(check.otherwise) }
    }

    /// The first that does not hold, of those that can be judged.
    func firstBroken(_ checks: [Check]) -> Check? {
        checks.first { check in
            !check.that.value(in: setting.scope).holds
                && check.that.names.allSatisfy { $0.parts.first.map { !unsettled.contains($0) } ?? true }
        }
    }

    /// The answers with records in the place of what was named by hand, where their registers now say which they are.
    package func settled(_ answers: Answers) -> Answers {
        var settled = answers
        for question in pages.flatMap(\.questions) {
            if question.kind.register != nil, let answer = answers[question.id], answer.isByHand {
                settled[question.id] = question.kind.settled(answer, setting)
            }
        }
        return settled
    }
}

/// A page that came back from the browser: what was typed, what is wrong, and the answers where all is well.
package struct Submission: Sendable {
    package var typed: [String: Typed] = [:]
    package var wrong: [String: Wrong] = [:]
    package var answers: Answers

    /// - Parameters:
    ///   - answers: all answers given before; those of this page are replaced.
    ///   - shown: the questions that stood on the page; nil where all did. One that did not is asked next, without a word
    ///     of reproach.
    ///   - sent: what was typed for a question.
    package init(
        _ pages: [FormPage], page: FormPage, before answers: Answers, _ setting: Setting, shown: Set<String>? = nil,
        sent: (Question) -> Typed
    ) {
        var merged = answers
        var parts: Set<String> = []
        for question in page.questions { merged[question.id] = nil }
        for question in page.questions {
            // A condition on this page sees what was just answered above it.
            let soFar = Reading(pages, merged, setting)
            guard question.when?.value(in: soFar.setting.scope).holds ?? true else { continue }
            if let shown, !shown.contains(question.id) {
                parts.insert(question.id)
                continue
            }
            let typed = sent(question)
            self.typed[question.id] = typed
            if let part = question.kind.part(typed, soFar.setting) {
                merged[question.id] = part
                parts.insert(question.id)
                continue
            }
            do throws(Wrong) {
                merged[question.id] = try question.answer(typed, soFar.setting) ?? Answer.none
            } catch {
                wrong[question.id] = error
            }
        }
        let whole = Reading(pages, merged, setting)
        for question in page.questions where wrong[question.id] == nil && !parts.contains(question.id) {
            guard merged[question.id]?.isNone == false else { continue }
            if let check = whole.firstBroken(question.checks) { wrong[question.id] = Wrong(check.otherwise) }
        }
        if wrong.isEmpty, parts.isEmpty,
            let first = whole.pages.first(where: { $0.page.id == page.id })?.questions.first
        {
            wrong[first.id] = whole.unmet(page)
        }
        self.answers = merged
    }
}
