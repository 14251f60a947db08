import Definitions
import Foundation
import Forms
import Kit
import Rules
import Web

/// The officer's pages: his queue with its deadlines, and a case with what he can do now.
extension Casework {
    func queuePage(_ context: Context, _ lines: [CaseLine]) -> Answer {
        let t = context.t
        let title = t("casework.queue.title")
        let late = lines.count { $0.file.isOverdue(at: context.now) }
        let rows = lines.map { line -> [HTML] in
            let address = context.address("/queue/\(line.file.reference.symbols)")
            return [
                "<a href=\"\(address)\">\(Part.code(line.file.reference.description))</a>",
                due(line.file, context), "\(line.service[context.language])",
                Part.isolated(line.file.holderName[context.language]), "\(line.standing[context.language])",
            ]
        }
        let columns = ["case", "due", "service", "applicant", "step"].map { Column(t("casework.queue.\($0)")) }
        let decided = Reference(context.query["decided"]).map { reference in
            Part.notice(t, .done, t("casework.queue.decided"), "<p>\(Part.code(reference.description))</p>")
        }
        let heard = Reference(context.query["heard"]).map { reference in
            Part.notice(t, .done, t("casework.queue.heard"), "<p>\(Part.code(reference.description))</p>")
        }
        return context.page(
            title, trail: context.accountTrail(title),
            """
            \(Part.headline(title, lead: lines.isEmpty ? nil : t("casework.queue.count", count: lines.count)))
            \(decided)\(heard)
            \(when: late > 0, Part.notice(t, .error, t("casework.queue.late", count: late)))
            \(lines.isEmpty
                ? Part.empty(t("casework.queue.none"), t("casework.queue.none.text"))
                : Part.records(caption: t("casework.queue.caption"), id: "queue", columns: columns, rows: rows))
            """)
    }

    private func due(_ file: Case, _ context: Context) -> HTML {
        let t = context.t
        guard let due = file.dueAt else { return "\(t("casework.queue.no-term"))" }
        let day = t.day(office.calendar.day(of: due.addingTimeInterval(-1)))
        if due < context.now { return "\(day) \(Part.tag(t("casework.queue.overdue"), .error))" }
        let isNear = due.timeIntervalSince(context.now) < 172_800
        return "\(day)\(when: isNear, " \(Part.tag(t("casework.queue.near"), .waiting))")"
    }

    func officerPage(
        _ context: Context, _ view: CaseView, typed: String = "", chosen: String = "", wrong: Invalid? = nil
    ) -> Answer {
        let t = context.t
        let name = view.facts.definition.name[context.language]
        let trail = context.accountTrail(
            view.file.reference.description,
            through: [Link(t("casework.queue.title"), to: context.address("/queue"))])
        let errors = wrong?.fields.map { FieldError($0.key, t($0.value)) } ?? []
        return context.page(
            name, trail: trail, status: wrong == nil ? 200 : 422, errors: wrong != nil,
            """
            \(Part.errorSummary(t, errors))
            \(Part.headline(name, over: t("casework.case.title")))
            <p>\(Part.code(view.file.reference.description)) · \(Part.isolated(view.file.holderName[context.language]))</p>
            \(view.file.dueAt.map { Part.deadline(t, t("casework.queue.until", ["day": office.ending($0, t)]), near: view.file.isOverdue(at: context.now)) })
            \(when: view.dependsOnSilence, Part.notice(t, .waiting, t("casework.queue.register"), "<p>\(t("casework.queue.register.text"))</p>"))
            \(stated(context, view))
            \(Part.columns(
                answers(context, view, "/queue"), aside: decision(context, view, typed, chosen, wrong),
                below: past(context, view)))
            """)
    }

    /// What a visitor said of himself when he opened his account, to be compared with the copy of his passport. What
    /// stands in the registers about others, nobody needs to compare.
    private func stated(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        guard let visitor = view.facts.setting.scope["applicant"]?.context, visitor["kind"]?.string == "visitor" else {
            return .empty
        }
        let nationality = visitor["nationality"]?.string.map { t("identity.country.\($0)") }
        let rows = [
            visitor["passport"]?.string.map { SummaryRow(t("identity.account.passport"), Part.code($0)) },
            nationality.map { SummaryRow(t("identity.account.nationality"), text: $0) },
            visitor["born"]?.day.map { SummaryRow(t("identity.new.born"), text: t.day($0)) },
            visitor["email"]?.string.map { SummaryRow(t("identity.account.email"), Part.code($0)) },
            visitor["phone"]?.string.map { SummaryRow(t("identity.account.phone-abroad"), Part.code($0)) },
        ]
        return "<section><h2>\(t("casework.queue.stated"))</h2>\(Part.summaryList(t, rows.compactMap { $0 }))</section>"
    }

    /// What happened to the case, and what the officer may add to it.
    private func past(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        return """
            <h2>\(t("casework.queue.history"))</h2>
            \(Part.timeline(t, timeline(context, view, isOfficial: true)))
            \(Part.disclosure(t("casework.queue.note.title"), noteForm(context, view)))
            <p>\(t("casework.queue.recorded"))</p>
            """
    }

    private func decision(
        _ context: Context, _ view: CaseView, _ typed: String, _ chosen: String, _ wrong: Invalid?
    ) -> HTML {
        let t = context.t
        let (definition, officer) = (view.facts.definition, context.visitor?.officer(of: view.file.service))
        let actions = officer.map { view.file.actions(definition, for: $0, history: view.history) } ?? []
        let wanted =
            officer.map { view.file.wanted(definition, from: $0, view.facts.opinions, history: view.history) } ?? []
        guard !actions.isEmpty || !wanted.isEmpty else { return Part.notice(t, .info, t("casework.queue.nothing")) }
        // Nobody speaks twice at a step: who could speak for several speaks for the first.
        let plan = wanted.first
        let choices = (plan?.actions ?? actions).map { action in
            Choice(
                action.id, action.name[context.language],
                hint: action.asksReason ? t("casework.queue.needs-reason") : nil)
        }
        let fields: HTML = """
            <input type="hidden" name="revision" value="\(view.file.revision)">
            \(plan.map { "<input type=\"hidden\" name=\"opinion\" value=\"\($0.id)\">" } as HTML?)
            \(Part.field(t, Field("action", t("casework.queue.action"), .choice(choices, selected: chosen.isEmpty ? nil : chosen), error: wrong?.fields["action"].map { t($0) })))
            \(Part.field(t, Field("reason", t("casework.queue.reason"), .longText(typed), hint: t("casework.queue.reason.hint"), error: wrong?.fields["reason"].map { t($0) })))
            \(Part.button(t("casework.queue.decide")))
            """
        return """
            <section><h2>\(plan?.name[context.language] ?? t("casework.queue.decision"))</h2>\
            \(context.form(to: "/queue/\(view.file.reference.symbols)/decision", fields))</section>
            """
    }

    private func noteForm(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        let field = Field("note", t("casework.queue.note"), .longText("", rows: 3), hint: t("casework.queue.note.hint"))
        return context.form(
            to: "/queue/\(view.file.reference.symbols)/notes",
            "\(Part.field(t, field))\(Part.button(t("casework.queue.note.save"), .secondary))")
    }
}
