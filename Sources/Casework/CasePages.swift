import Appointments
import Definitions
import Documents
import Foundation
import Forms
import Kit
import Payments
package import Web

/// The applicant's pages: his cases, and one case with what happens next, by whom and by when.
extension Casework {
    /// - Parameter asked: cases of others that wait for this person's answer.
    func casesPage(
        _ context: Context, _ cases: [CaseLine], _ drafts: [(Draft, Bilingual)], _ asked: [CaseLine]
    ) -> Answer {
        let t = context.t
        let title = t("casework.cases.title")
        let begun = drafts.map { draft, name in
            Card(
                title: name[context.language], address: context.address("/drafts/\(draft.id)/check"),
                text: t("casework.cases.saved", ["moment": t.moment(draft.updatedAt, office.calendar)]),
                tags: [
                    draft.waitsSince == nil
                        ? Part.tag(t("casework.cases.begun"), .waiting)
                        : Part.tag(t("casework.cases.register"), .info)
                ])
        }
        let cards = cases.map { line in
            Card(
                title: line.service[context.language],
                address: context.address("/cases/\(line.file.reference.symbols)"),
                text: t("casework.cases.sent", ["day": t.day(office.calendar.day(of: line.file.createdAt))]),
                note: context.language.isolated(line.file.reference.description),
                tags: [
                    Part.tag(line.standing[context.language], tone(line.file)),
                    line.waitsForYou ? Part.tag(t("casework.cases.waits"), .waiting) : .empty,
                ])
        }
        let nothing = Part.empty(
            t("casework.cases.none"), t("casework.cases.none.text"),
            action: Part.buttonLink(t("casework.cases.find"), to: context.address("/services")))
        return context.page(
            title, trail: context.accountTrail(title),
            """
            \(Part.headline(title))
            \(requests(context, asked))
            \(when: !begun.isEmpty, "<h2>\(t("casework.cases.unfinished"))</h2>\(Part.cards(begun))")
            \(when: !cards.isEmpty, "<h2>\(t("casework.cases.all"))</h2>\(Part.cards(cards))")
            \(when: begun.isEmpty && cards.isEmpty, nothing)
            """)
    }

    func tone(_ file: Case) -> Tone {
        switch file.outcome {
        case nil: .info
        case .accepted: .done
        case .refused: .error
        case .withdrawn, .lapsed: .plain
        }
    }

    func casePage(_ context: Context, _ view: CaseView) -> Answer {
        let t = context.t
        let name = view.facts.definition.name[context.language]
        let trail = context.accountTrail(
            name, through: [Link(t("casework.cases.title"), to: context.address("/cases"))])
        return context.page(
            name, trail: trail,
            """
            \(head(context, view))
            \(now(context, view))
            \(papers(context, view))
            \(appointment(context, view))
            <section><h2>\(t("casework.case.timeline"))</h2>\(Part.timeline(t, timeline(context, view)))</section>
            \(money(context, view))
            \(Part.disclosure(t("casework.case.answers"), answers(context, view, "/cases")))
            \(choices(context, view))
            """)
    }

    private func head(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        if context.query.has("sent"), view.file.isOpen {
            let isFirst = !view.history.contains { $0.kind == .answered || $0.kind == .corrected }
            return Part.panel(
                t, t(isFirst ? "casework.case.sent" : "casework.case.sent-again"),
                reference: view.file.reference.description,
                "<p>\(view.facts.definition.name[context.language])</p>")
        }
        return """
            \(Part.headline(view.facts.definition.name[context.language], over: t("casework.case.title")))
            <p>\(t("casework.case.reference")) \(Part.code(view.file.reference.description))<br>\
            \(Part.isolated(view.file.holderName[context.language]))</p>
            """
    }

    /// What the case waits for, or how it ended: the first thing to read.
    private func now(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        if let end = view.facts.definition.end(view.file.step) {
            let reason = view.history.last { $0.words != nil && !$0.isInternal && $0.by != .applicant }?.words
            let text = end.text.map { "<p>\($0[context.language])</p>" as HTML }
            let why: HTML? =
                view.file.outcome == .refused
                ? reason.map { "<p>\(t("casework.case.reason")) \(Part.isolated($0[context.language]))</p>" } : nil
            return Part.notice(t, tone(view.file), end.name[context.language], "\(text)\(why)")
        }
        guard let step = view.facts.definition.step(view.file.step) else { return .empty }
        if view.isPaid(step) {
            return Part.notice(t, .info, t("casework.case.payment-in"))
        }
        let due = view.file.dueAt.map { due in
            Part.deadline(t, term(due, context, mine: isMine(step)), near: due.timeIntervalSince(context.now) < 172_800)
        }
        let text = step.text.map { "<p>\($0[context.language])</p>" as HTML }
        let asked: HTML? = view.history.demand(view.facts.definition).flatMap { words in
            isMine(step) ? "<p>\(t("casework.case.asked")) \(Part.isolated(words[context.language]))</p>" : nil
        }
        return Part.notice(
            t, isMine(step) ? .waiting : .info, step.name[context.language],
            "\(text)\(asked)\(due)\(button(context, view, step))")
    }

    private func button(_ context: Context, _ view: CaseView, _ step: Step) -> HTML {
        let t = context.t
        switch step.work {
        case .payment:
            guard let charge = view.charges.last(where: \.canBePaid) else { return .empty }
            return Part.actions([Part.buttonLink(t("casework.case.pay"), to: context.address(charge.path))])
        case .applicant, .correction:
            guard let draft = view.draft else { return .empty }
            let key = view.file.answers == draft.answers ? "casework.case.answer" : "casework.case.answer-on"
            let first = draft.pages(view.facts.definition).first?.id ?? ""
            return Part.actions([Part.buttonLink(t(key), to: context.address("/drafts/\(draft.id)/pages/\(first)"))])
        case .rule, .officer, .opinions, .consent, .draw: return .empty
        }
    }

    private func papers(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        guard !view.documents.isEmpty else { return .empty }
        let cards = view.documents.map { document in
            Card(
                title: document.title[context.language],
                address: context.address(document.path), text: t("casework.case.document"),
                note: context.language.isolated(document.reference.description))
        }
        return "<section><h2>\(t("casework.case.documents"))</h2>\(Part.cards(cards))</section>"
    }

    private func appointment(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        guard let booking = view.booking,
            let centre = office.appointments.calendar(booking.calendar)?.centre(booking.centre)
        else { return .empty }
        let day = t.dayOfWeek(office.calendar.day(of: booking.startsAt))
        let time = t.time(booking.startsAt, office.calendar)
        let rows = [
            SummaryRow(t("casework.case.when"), text: t("forms.slot", ["day": day, "time": time])),
            SummaryRow(t("casework.case.where"), text: centre.name[context.language]),
        ]
        let link: HTML = """
            <p><a href="\(context.address(booking.calendarAddress))">\(t("casework.case.calendar"))</a></p>
            """
        return """
            <section><h2>\(t("casework.case.appointment"))</h2>\(Part.summaryList(t, rows))
            \(when: context.now < booking.startsAt, link)</section>
            """
    }

    private func money(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        guard !view.charges.isEmpty else { return .empty }
        let links = view.charges.map { charge in
            Link(
                t(
                    paid(charge),
                    ["amount": t.money(charge.amount), "refund": t.money(charge.refund ?? charge.amount)]),
                to: context.address(charge.hasBeenPaid ? "\(charge.path)/receipt" : charge.path))
        }
        return "<section><h2>\(t("casework.case.payments"))</h2>\(Part.linkList(links))</section>"
    }

    private func paid(_ charge: Charge) -> String {
        if charge.refundedAt != nil {
            return charge.refund == charge.amount ? "casework.case.refunded" : "casework.case.refunded-part"
        }
        return charge.hasBeenPaid ? "casework.case.paid" : "casework.case.unpaid"
    }

    /// What was answered, page by page.
    ///
    /// - Parameter root: where the files that came with it can be downloaded; nil where they cannot.
    package func answers(_ context: Context, _ view: CaseView, _ root: String?) -> HTML {
        let t = context.t
        var setting = view.facts.setting
        setting.t = t
        let reading = Reading(view.facts.definition.pages, view.file.answers, setting)
        let asked = reading.pages.filter { _, questions in questions.contains { view.file.answers[$0.id] != nil } }
        let links = view.attachments.compactMap { file in
            root.map { Link(file.name, to: context.address("\($0)/\(view.file.reference.symbols)/files/\(file.id)")) }
        }
        return """
            \(Part.checkAnswers(t, Forms.answers(asked, view.file.answers, reading.setting, t)))
            \(when: !links.isEmpty, "<h2>\(t("casework.case.files"))</h2>\(Part.linkList(links))")
            """
    }

    /// Taking the case back, or appealing: rarely used, so behind their titles.
    private func choices(_ context: Context, _ view: CaseView) -> HTML {
        let t = context.t
        let path = "/cases/\(view.file.reference.symbols)"
        // What has just been paid is on its way.
        let isOnItsWay = view.facts.definition.step(view.file.step).map { view.isPaid($0) } ?? false
        if view.file.canWithdraw(view.facts.definition), !isOnItsWay {
            let form = context.form(to: "\(path)/withdrawal", Part.button(t("casework.case.withdraw"), .warning))
            return Part.disclosure(
                t("casework.case.withdraw.title"), "<p>\(t("casework.case.withdraw.text"))</p>\(form)")
        }
        guard let last = view.file.appealEnds(view.facts.definition, office.calendar, history: view.history),
            context.now < last
        else { return .empty }
        let day = office.ending(last, t)
        let reason = Field("reason", t("casework.case.appeal.reason"), .longText(""))
        let form = context.form(
            to: "\(path)/appeal", "\(Part.field(t, reason))\(Part.button(t("casework.case.appeal"), .secondary))")
        return Part.disclosure(
            t("casework.case.appeal.title"), "<p>\(t("casework.case.appeal.text", ["day": day]))</p>\(form)")
    }
}
