import Casework
import Definitions
import Forms
import Foundation
import Kit
import Rules
import Store
import Web

extension Applying {
    /// The field in which a page that may grow tells which questions it showed.
    static let shown = "-shown"

    /// Home › the service › the page itself.
    func trail(_ context: Context, _ service: String, _ name: Bilingual, last: String) -> [Link] {
        context.trail(last, through: [Link(name[context.language], to: context.address("/services/\(service)"))])
    }

    func questionPage(
        _ context: Context, _ form: OpenForm, _ page: FormPage, _ typed: [String: Typed], _ wrong: [String: Wrong] = [:]
    ) -> Answer {
        let t = context.t
        let reading = form.reading
        let pages = form.pages
        guard let index = pages.firstIndex(where: { $0.page.id == page.id }) else {
            return context.redirect(to: form.next(after: nil))
        }
        // The questions that what was typed just now leads to.
        let asked = page.questions.filter {
            $0.when?.value(in: reading.setting.scope).holds ?? true || typed[$0.id] != nil
        }
        let fields = Forms.fields(asked, typed: typed, wrong: wrong, reading.setting)
        let answered = asked.contains { form.draft.answers[$0.id] != nil }
        let hasGrown =
            answered && wrong.isEmpty && asked.contains { $0.when != nil && form.draft.answers[$0.id] == nil }
        let isHeading = asked.count == 1
        let content: HTML = """
            \(when: page.mayGrow, shown(asked))
            \(when: !isHeading, "<h1>\(page.title[context.language])</h1>")
            \(page.note.map { "<p>\($0[context.language])</p>" } as HTML?)
            \(fields)
            \(Part.actions([Part.button(t("applying.page.next"))]))
            """
        let start = form.assisted == nil ? "/services/\(form.draft.service)/apply" : "/counter"
        let back = index == 0 ? start : form.path(pages[index - 1].page.id)
        let main: HTML = """
            \(acting(context, form))
            \(Part.backLink(t, to: context.address(form.waiting.map { "/cases/\($0.symbols)" } ?? back)))
            \(Forms.errorSummary(asked, wrong, reading.setting))
            \(demand(form, t))
            \(when: hasGrown, Part.notice(t, .info, t("applying.page.grown")))
            \(when: pages.count > 1, Part.progress(t, question: index + 1, of: pages.count))
            \(when: form.assisted != nil && asked.contains { $0.kind is DeclarationKind }, Part.notice(t, .info, t("applying.acting.read")))
            \(context.form(to: form.path(page.id), multipart: page.takesFiles, content))
            """
        return context.page(
            page.title[context.language],
            trail: trail(context, form.draft.service, form.definition.name, last: page.title[context.language]),
            status: wrong.isEmpty ? 200 : 422, errors: !wrong.isEmpty,
            script: asked.contains { $0.kind.searches } ? "search.js" : nil, main)
    }

    /// - Parameter facts: nil where a register has yet to answer.
    func checkPage(_ context: Context, _ form: OpenForm, _ facts: Procedure.Facts?) throws -> Answer {
        let t = context.t
        let title = t("applying.check.title")
        let paysFirst = try facts.map { try context.visitor == nil || payFirst(form, $0) } ?? false
        let canRemove = context.visitor != nil && form.waiting == nil && form.assisted == nil
        let remove: HTML =
            canRemove
            ? context.form(
                to: "/drafts/\(form.draft.id)/removal", Part.button(t("applying.check.remove"), .warning)) : .empty
        let main: HTML = """
            \(acting(context, form))
            \(Part.headline(title, over: form.definition.name[context.language]))
            \(demand(form, t))
            \(Part.checkAnswers(t, Forms.answers(form.pages, form.draft.answers, form.reading.setting, t) { context.address(form.path($0)) }))
            \(try facts.map { try outcome(context, form, $0, paysFirst: paysFirst) })
            \(when: facts == nil, waiting(form, t))
            \(sending(context, form, paysFirst: paysFirst))
            \(when: canRemove, Part.disclosure(t("applying.check.remove.title"), remove))
            """
        return context.page(title, trail: trail(context, form.draft.service, form.definition.name, last: title), main)
    }

    private func shown(_ questions: [Question]) -> HTML {
        let names = questions.map(\.id).joined(separator: " ")
        return "<input type=\"hidden\" name=\"\(Applying.shown)\" value=\"\(names)\">"
    }

    /// What the officer asked for, before the eyes of him who answers.
    private func demand(_ form: OpenForm, _ t: Texts) -> HTML? {
        form.demand.map {
            Part.notice(t, .waiting, t("applying.page.demand"), "<p>\(Part.lines($0[t.language]))</p>")
        }
    }

    /// A register does not answer: what happens when the application is sent now, or has been.
    private func waiting(_ form: OpenForm, _ t: Texts) -> HTML {
        form.draft.waitsSince == nil
            ? Part.notice(t, .waiting, t("applying.check.register"), "<p>\(t("applying.check.register.text"))</p>")
            : Part.notice(t, .waiting, t("applying.check.waits"), "<p>\(t("applying.check.waits.text"))</p>")
    }

    private func sending(_ context: Context, _ form: OpenForm, paysFirst: Bool) -> HTML {
        let t = context.t
        guard context.visitor != nil else {
            let next = context.address("/sign-in?next=/drafts/\(form.draft.id)/check")
            return """
                <p>\(t("applying.check.sign-in"))</p>
                \(Part.actions([Part.buttonLink(t("applying.check.sign-in.button"), to: next)]))
                """
        }
        let hasDeclared = form.pages.contains { $0.questions.contains { $0.kind is DeclarationKind } }
        let again = form.draft.waitsSince != nil
        let send =
            form.assisted != nil
            ? "applying.acting.send" : paysFirst ? "applying.check.send-and-pay" : "applying.check.send"
        let button = Part.button(t(again ? "applying.check.again" : send))
        return """
            \(when: form.assisted != nil, "<p>\(t("applying.acting.check"))</p>")
            \(when: form.assisted == nil && !hasDeclared, "<p>\(t("applying.check.declare"))</p>")
            \(context.form(to: "/drafts/\(form.draft.id)/submission", Part.actions([button])))
            """
    }

    /// Whether sending leads to the payment at once.
    private func payFirst(_ form: OpenForm, _ facts: Procedure.Facts) throws -> Bool {
        guard form.waiting == nil, form.assisted == nil else { return false }
        let movement = try facts.course.start(in: facts.scope, fee: facts.fee.total)
        guard case .step(let step) = movement.position, case .payment = step.work else { return false }
        return true
    }

    /// What was calculated, and what it costs.
    private func outcome(
        _ context: Context, _ form: OpenForm, _ facts: Procedure.Facts, paysFirst: Bool
    ) throws -> HTML {
        let t = context.t
        let results = facts.results.filter(\.line.isShown).map { result in
            let words = result.line.unit.words(result.value, t, currency: office.currency)
            return SummaryRow(result.line.label[t.language], text: words)
        }
        var fees = facts.fee.lines.filter { $0.minor > 0 }.map { line in
            SummaryRow(line.text[t.language], text: money(line.minor, t))
        }
        if fees.count > 1 {
            fees.append(SummaryRow(t("applying.check.total"), text: money(facts.fee.total, t)))
        }
        let parts = try facts.course.parts(in: facts.scope, fee: facts.fee.total).map {
            SummaryRow($0.step.name[t.language], text: money($0.minor, t))
        }
        let rest = form.paid == 0 ? 0 : try rest(form, facts)
        let whenPaid = t(form.assisted == nil ? "applying.check.pay-later" : "applying.acting.pay-later")
        let later: HTML = paysFirst ? .empty : "<p>\(whenPaid)</p>"
        return """
            \(when: !results.isEmpty, "<section><h2>\(t("applying.check.result"))</h2>\(Part.summaryList(t, results))</section>")
            \(when: !fees.isEmpty && form.waiting == nil, "<section><h2>\(t("applying.check.fee"))</h2>\(Part.summaryList(t, fees))\(later)\(when: parts.count > 1, "<h3>\(t("applying.check.parts"))</h3>\(Part.summaryList(t, parts))")</section>")
            \(when: rest > 0, Part.notice(t, .waiting, t("applying.check.rest", ["amount": money(rest, t)])))
            """
    }

    /// What a correction leaves to be paid: where it leads to a payment, and the fee has become more.
    private func rest(_ form: OpenForm, _ facts: Procedure.Facts) throws -> Int {
        guard case .correction(let then)? = form.draft.step.flatMap(form.definition.step)?.work,
            case .payment(let plan)? = form.definition.step(then)?.work
        else { return 0 }
        return try facts.course.due(plan, in: facts.scope, fee: facts.fee.total)
    }

    private func money(_ minor: Int, _ t: Texts) -> String {
        t.money(Money(minor: minor, currency: office.currency))
    }
}
