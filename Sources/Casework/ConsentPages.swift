import Definitions
import Forms
import Foundation
import Kit
import Web

/// What somebody else than the applicant is asked, and his answer.
extension Casework {
    func requestPage(
        _ context: Context, _ request: RequestView, typed: String = "", chosen: String = "", wrong: Invalid? = nil
    ) -> Answer {
        let t = context.t
        let name = request.facts.definition.name[context.language]
        // Whose answer is no longer needed, and who gave none, has no business with it.
        let shows = request.isOpen || request.consent.action != nil ? request.plan.shows : []
        let rows = shows.map { line in
            SummaryRow(
                line.label[context.language],
                text: line.words(in: request.facts.scope, t, currency: office.currency))
        }
        let errors = wrong?.fields.map { FieldError($0.key, t($0.value)) } ?? []
        let who = request.file.holderName[context.language]
        return context.page(
            name,
            trail: context.accountTrail(
                name, through: [Link(t("casework.cases.title"), to: context.address("/cases"))]),
            status: wrong == nil ? 200 : 422, errors: wrong != nil,
            """
            \(Part.errorSummary(t, errors))
            \(Part.headline(name, over: t("casework.request.title")))
            <p>\(t("casework.request.who", ["who": context.language.isolated(who)]))<br>\
            \(Part.code(request.file.reference.description))</p>
            \(when: !rows.isEmpty, Part.summaryList(t, rows))
            \(request.isOpen ? answerForm(context, request, typed, chosen, wrong) : answered(context, request))
            """)
    }

    private func answerForm(
        _ context: Context, _ request: RequestView, _ typed: String, _ chosen: String, _ wrong: Invalid?
    ) -> HTML {
        let t = context.t
        let due = request.file.dueAt.map { due in
            Part.deadline(t, term(due, context, mine: true), near: due.timeIntervalSince(context.now) < 172_800)
        }
        let choices = request.plan.actions.map { action in
            Choice(
                action.id, action.name[context.language],
                hint: action.asksReason ? t("casework.queue.needs-reason") : nil)
        }
        let fields: HTML = """
            \(Part.field(t, Field("action", t("casework.request.answer"), .choice(choices, selected: chosen.isEmpty ? nil : chosen), error: wrong?.fields["action"].map { t($0) })))
            \(Part.field(t, Field("reason", t("casework.request.reason"), .longText(typed), error: wrong?.fields["reason"].map { t($0) }, isOptional: true)))
            \(Part.actions([Part.button(t("casework.request.send"))]))
            """
        return "\(due)\(context.form(to: "/requests/\(request.file.reference.symbols)/answer", fields))"
    }

    private func answered(_ context: Context, _ request: RequestView) -> HTML {
        let t = context.t
        let said = request.plan.actions.first { $0.id == request.consent.action }?.name[context.language]
        return said.map { Part.notice(t, .done, t("casework.request.said", ["answer": $0])) }
            ?? Part.notice(t, .info, t("casework.request.over"))
    }

    /// What others ask of the person, above his own applications.
    func requests(_ context: Context, _ lines: [CaseLine]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        let cards = lines.map { line in
            Card(
                title: line.service[context.language],
                address: context.address("/requests/\(line.file.reference.symbols)"),
                text: context.language.isolated(line.file.holderName[context.language]),
                tags: [Part.tag(context.t("casework.cases.waits"), .waiting)])
        }
        return "<h2>\(context.t("casework.request.title"))</h2>\(Part.cards(cards))"
    }
}
