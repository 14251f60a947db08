import Casework
import Definitions
import Documents
import Foundation
import Forms
import Identity
import Kit
import Web

/// The pages of an officer who fills in an application for somebody, and what stands above all of them.
extension Applying {
    /// For whom and through which channel an officer acts, above everything else, and the way to end it.
    func acting(_ context: Context, _ form: OpenForm) -> HTML? {
        form.assisted.map { acting(context, $0.assistance, $0.name) }
    }

    private func acting(_ context: Context, _ assistance: Assistance, _ name: Bilingual) -> HTML {
        let t = context.t
        let who = t(
            "applying.acting.\(assistance.channel.rawValue)",
            ["name": context.language.isolated(name[context.language])])
        let until = t("applying.acting.until", ["time": t.time(assistance.endsAt, office.calendar)])
        let end = context.form(
            to: "/counter/\(assistance.reference.symbols)/end", Part.button(t("applying.acting.end"), .secondary))
        return Part.notice(
            t, .waiting, who, "<p>\(until) \(Part.code(assistance.reference.description))</p>\(end)")
    }

    func counterPage(
        _ context: Context, _ counter: CounterView, _ form: CounterForm = CounterForm(), _ wrong: Invalid? = nil
    ) -> Answer {
        let t = context.t
        let title = t("applying.counter.title")
        let ended = Reference(context.query["ended"]).map { reference in
            Part.notice(t, .done, t("applying.counter.ended"), "<p>\(Part.code(reference.description))</p>")
        }
        let running = counter.running.map { assistance in
            Card(
                title: t("applying.channel.\(assistance.channel.rawValue)"),
                address: context.address("/counter/\(assistance.reference.symbols)"),
                text: t("applying.counter.until", ["time": t.time(assistance.endsAt, office.calendar)]),
                note: context.language.isolated(assistance.reference.description))
        }
        return context.page(
            title, trail: context.accountTrail(title), status: wrong == nil ? 200 : 422, errors: wrong != nil,
            """
            \(Part.errorSummary(t, errors(wrong, t)))
            \(Part.headline(title, lead: t("applying.counter.lead")))
            \(ended)
            \(context.form(to: "/counter", counterFields(counter.channels, form, wrong, t)))
            \(when: !running.isEmpty, "<h2>\(t("applying.counter.running"))</h2>\(Part.cards(running))")
            """)
    }

    private func counterFields(
        _ channels: [Case.Channel], _ form: CounterForm, _ wrong: Invalid?, _ t: Texts
    ) -> HTML {
        let choices = channels.map { Choice($0.rawValue, t("applying.channel.\($0.rawValue)")) }
        let channel = Field(
            "channel", t("applying.counter.channel"), .choice(choices, selected: form.channel),
            error: wrong?.fields["channel"].map { t($0) })
        let qid = Field(
            "qid", t("applying.counter.qid"), .code(form.qid, numeric: true), hint: t("applying.counter.qid.hint"),
            error: wrong?.fields["qid"].map { t($0) })
        let card = Field(
            "card", t("applying.counter.card"), .declaration(t("applying.counter.card.seen"), ticked: form.hasSeenCard),
            hint: channels.contains(.phone) ? t("applying.counter.card.hint") : nil,
            error: wrong?.fields["card"].map { t($0) })
        return """
            \(when: channels.count > 1, Part.field(t, channel))\(Part.field(t, qid))
            \(when: channels.contains(.counter), Part.field(t, card))
            \(Part.actions([Part.button(t("applying.counter.begin"))]))
            """
    }

    private func errors(_ wrong: Invalid?, _ t: Texts) -> [FieldError] {
        wrong?.fields.sorted { $0.key < $1.key }.map { FieldError($0.key, t($0.value)) } ?? []
    }

    private func counterTrail(_ context: Context, _ title: String) -> [Link] {
        context.accountTrail(
            title, through: [Link(context.t("applying.counter.title"), to: context.address("/counter"))])
    }

    /// The officer waits for the code; he sees no more of the person than where it went.
    func callPage(
        _ context: Context, _ assistance: Assistance, _ phone: Phone, _ check: CallerCheck? = nil
    ) -> Answer {
        let t = context.t
        let title = t("applying.call.title")
        let path = "/counter/\(assistance.reference.symbols)"
        let mistake: String? =
            switch check {
            case .malformed: t("applying.call.malformed")
            case .wrong(let left): t("applying.call.wrong", count: left)
            case .spent: t("applying.call.spent")
            case .right, nil: nil
            }
        let code = Field(
            "code", t("applying.call.code"), .code("", autocomplete: "off", numeric: true),
            hint: t("applying.call.hint"), error: mistake)
        return context.page(
            title, trail: counterTrail(context, title), status: mistake == nil ? 200 : 422, errors: mistake != nil,
            """
            \(Part.errorSummary(t, mistake.map { [FieldError("code", $0)] } ?? []))
            \(Part.headline(title))
            <p>\(t("applying.call.sent")) \(Part.code(phone.masked)).</p>
            \(context.form(to: "\(path)/code", "\(Part.field(t, code))\(Part.actions([Part.button(t("applying.call.confirm"))]))"))
            <h2>\(t("applying.call.trouble"))</h2>
            \(context.form(to: "\(path)/code/another", Part.button(t("applying.call.another"), .secondary)))
            \(context.form(to: "\(path)/end", Part.button(t("applying.acting.end"), .secondary)))
            """)
    }

    /// Which service, and in whose name where there is a choice.
    func choicePage(
        _ context: Context, _ choice: AssistedChoice, chosen: String = "", _ wrong: Invalid? = nil
    ) -> Answer {
        let t = context.t
        let title = t("applying.counter.service")
        let services = choice.definitions.map { Choice($0.service, $0.name[context.language]) }
        let service = Field(
            "service", title,
            services.count > 12 ? .list(services, selected: chosen) : .choice(services, selected: chosen),
            error: wrong?.fields["service"].map { t($0) }, isHeading: choice.parties(chosen).count < 2)
        let parties = choice.parties(chosen).map { Choice($0.holder, $0.name[context.language]) }
        let party = Field(
            "party", t("applying.counter.party"), .choice(parties, selected: nil),
            error: wrong?.fields["party"].map { t($0) })
        let form = context.form(
            to: "/counter/\(choice.assistance.reference.symbols)/draft",
            """
            \(Part.field(t, service))\(when: parties.count > 1, Part.field(t, party))
            \(Part.actions([Part.button(t("applying.start.button"))]))
            """)
        return context.page(
            title, trail: counterTrail(context, title), status: wrong == nil ? 200 : 422, errors: wrong != nil,
            """
            \(acting(context, choice.assistance, choice.person.name))
            \(Part.errorSummary(t, errors(wrong, t)))
            \(when: parties.count > 1 || services.isEmpty, Part.headline(title))
            \(services.isEmpty ? Part.empty(t("applying.counter.no-service"), t("applying.counter.no-service.text")) : form)
            """)
    }

    // MARK: The receipt

    /// What the person takes home: the number, what was answered, what happens next.
    func receiptPage(_ context: Context, _ view: CaseView) -> Answer {
        let t = context.t
        let title = t("applying.receipt.title")
        let name = view.facts.definition.name[context.language]
        let rows = [
            SummaryRow(t("casework.queue.service"), text: name),
            SummaryRow(
                t("casework.queue.applicant"), Part.isolated(view.file.holderName[context.language])),
            SummaryRow(
                t("applying.receipt.taken"), text: office.entities[view.file.entity]?[context.language] ?? ""),
            SummaryRow(t("applying.receipt.when"), text: t.moment(view.file.createdAt, office.calendar)),
        ]
        let address = "\(context.site.base)\(context.address("/cases/\(view.file.reference.symbols)"))"
        return context.page(
            title, trail: counterTrail(context, title),
            """
            \(Part.panel(t, title, reference: view.file.reference.description, "<p>\(name)</p>"))
            \(Part.actions([Part.buttonLink(t("applying.receipt.next"), to: context.address("/counter"))]))
            \(Part.columns(
                "\(Part.summaryList(t, rows))\(answers(context, view))",
                aside: "\(QRCode(address).map { picture($0, t) })<p>\(t("applying.receipt.follow"))</p>",
                below: "<h2>\(t("applying.receipt.then"))</h2>\(Part.timeline(t, casework.timeline(context, view)))"))
            """)
    }

    private func answers(_ context: Context, _ view: CaseView) -> HTML {
        "<h2>\(context.t("applying.receipt.answers"))</h2>\(casework.answers(context, view, nil))"
    }

    /// Dark on light in every colour scheme: a telephone has to read it.
    private func picture(_ code: QRCode, _ t: Texts) -> HTML {
        """
        <svg viewBox="0 0 \(code.viewBox) \(code.viewBox)" width="192" height="192" role="img" \
        aria-label="\(t("applying.receipt.code"))" shape-rendering="crispEdges">\
        <rect width="\(code.viewBox)" height="\(code.viewBox)" fill="#fff"/>\
        <path d="\(code.svgPath)" fill="#000"/></svg>
        """
    }
}
