import Content
import Kit
import Web

/// One edition for the second person, two texts side by side, and pages as they will look.
extension Editing {
    func editionPage(
        _ context: Context, _ view: EditionView, _ proof: (proof: Proof?, difference: Difference?),
        wrong: Invalid? = nil, broken: [Mistake] = []
    ) -> Answer {
        let t = context.t
        let title = t("editing.edition.title", ["number": t.number(view.edition.number)])
        let errors = ["verdict", "words"].compactMap { field in wrong?.fields[field].map { FieldError(field, t($0)) } }
        return context.page(
            title, trail: trail(context, title, below: view.service), status: wrong == nil ? 200 : 422,
            errors: wrong != nil,
            """
            \(Part.errorSummary(t, errors))
            \(Part.headline(title, over: view.service.name[context.language]))
            \(facts(context, view))
            \(when: !broken.isEmpty, Part.notice(t, .error, t("editing.proof.mistakes", count: broken.count), mistakes(t, broken, of: view.service)))
            \(when: view.isStale, Part.notice(t, .waiting, t("editing.edition.stale"), "<p>\(t("editing.edition.stale.text"))</p>"))
            \(links(context, view))
            \(proof.difference.map { changes(t, $0) })
            \(proof.proof.map { "\(mistakes(t, $0, of: view.service))\(examples(t, $0))\(gaps(t, $0))" } as HTML?)
            \(when: view.edition.status == .proposed, decision(context, view, wrong))
            """)
    }

    private func facts(_ context: Context, _ view: EditionView) -> HTML {
        let (t, edition) = (context.t, view.edition)
        var rows = [
            SummaryRow(t("editing.history.state"), status(t, edition.status, edition.file, view.service)),
            SummaryRow(t("editing.history.proposed"), act(context, edition.proposal)),
            SummaryRow(t("editing.edition.why"), Part.isolated(edition.proposal.words)),
        ]
        if let decision = edition.decision {
            rows.append(SummaryRow(t("editing.history.decided"), act(context, decision)))
            if !decision.words.isEmpty {
                rows.append(SummaryRow(t("editing.edition.words"), Part.isolated(decision.words)))
            }
        }
        return Part.summaryList(t, rows)
    }

    private func links(_ context: Context, _ view: EditionView) -> HTML {
        let t = context.t
        let (service, number) = ("/editor/services/\(view.service.id)", view.edition.number)
        var links = [
            Link(t("editing.preview.title"), to: context.address("\(service)/editions/\(number)/preview")),
            Link(t("editing.edition.text"), to: context.address("\(service)/editions/\(number)/text")),
        ]
        if context.visitor?.may(.edit, for: view.service.entity) ?? false {
            links.append(Link(t("editing.edition.begin"), to: context.address("\(service)/draft?from=\(number)")))
        }
        return Part.linkList(links)
    }

    /// What a second person says of it; whoever proposed it can take it back.
    private func decision(_ context: Context, _ view: EditionView, _ wrong: Invalid?) -> HTML {
        let (t, visitor) = (context.t, context.visitor)
        let path = "/editor/services/\(view.service.id)/editions/\(view.edition.number)"
        if visitor?.person == view.edition.proposal.person {
            let form = context.form(
                to: "\(path)/withdrawal", Part.button(t("editing.edition.withdraw"), .warning))
            return Part.notice(t, .info, t("editing.edition.own"), "<p>\(t("editing.edition.own.text"))</p>\(form)")
        }
        guard visitor?.may(.publish, for: view.service.entity) ?? false else {
            return Part.notice(t, .info, t("editing.edition.others"))
        }
        let choices = Edition.Verdict.allCases.map { Choice($0.rawValue, t("editing.verdict.\($0.rawValue)")) }
        let picked = context.form["verdict"]
        let verdict = Field(
            "verdict", t("editing.edition.verdict"), .choice(choices, selected: picked.isEmpty ? nil : picked),
            error: wrong?.fields["verdict"].map { t($0) })
        let words = Field(
            "words", t("editing.edition.words"), .longText(context.form["words"], rows: 3),
            hint: t("editing.edition.words.hint"), error: wrong?.fields["words"].map { t($0) })
        let content: HTML = """
            \(Part.field(t, verdict))\(Part.field(t, words))\(Part.button(t("editing.edition.decide")))
            """
        return """
            <section><h2>\(t("editing.edition.decision"))</h2>\(context.form(to: "\(path)/decision", content))</section>
            """
    }

    func comparisonPage(_ context: Context, _ view: ComparisonView, _ difference: Difference) -> Answer {
        let t = context.t
        let title = t("editing.compare.title")
        let choices =
            view.lines.map { line in
                Choice(String(line.number), t("editing.edition.title", ["number": t.number(line.number)]))
            } + [Choice("0", t("editing.compare.file"))]
        let from = Field("from", t("editing.compare.from"), .list(choices, selected: String(view.from)))
        let to = Field("to", t("editing.compare.to"), .list(choices, selected: String(view.to)))
        let address = context.address("/editor/services/\(view.service.id)/comparison")
        return context.page(
            title, trail: trail(context, title, below: view.service),
            """
            \(Part.headline(title, over: view.service.name[context.language]))
            <form class="form" method="get" action="\(address)">\(Part.field(t, from))\(Part.field(t, to))\
            \(Part.button(t("editing.compare.button"), .secondary))</form>
            \(changes(t, difference))
            """)
    }

    // MARK: Pages as they will look

    /// - Parameter path: of the draft or edition whose text it is.
    func previewPage(
        _ context: Context, _ service: EditedService, _ preview: Preview, showing page: String, at path: String
    ) -> Answer {
        let t = context.t
        let address = context.address("\(path)/preview")
        let links = preview.pages.map { one in
            Link(
                one.id.isEmpty ? t("editing.preview.catalogue") : one.title,
                to: one.id.isEmpty ? address : "\(address)?page=\(one.id)")
        }
        let current = preview.pages.firstIndex { $0.id == page } ?? 0
        let back = Link(t("editing.preview.back"), to: context.address(path))
        return context.page(
            t("editing.preview.title"), trail: trail(context, t("editing.preview.title"), below: service),
            """
            \(Part.notice(t, .waiting, t("editing.preview.notice"), "<p>\(t("editing.preview.text"))</p>\(Part.linkList([back]))"))
            \(Part.tabs(t("editing.preview.pages"), links, current: current))
            \(preview.main)
            """)
    }

    /// A text that cannot be read yet has no pages.
    func previewFault(_ context: Context, _ service: EditedService, at path: String) -> Answer {
        let t = context.t
        let title = t("editing.preview.title")
        return context.page(
            title, trail: trail(context, title, below: service), status: 404,
            """
            \(Part.headline(title, over: service.name[context.language]))
            \(Part.notice(t, .info, t("editing.preview.none"), Part.linkList([Link(t("editing.preview.back"), to: context.address(path))])))
            """)
    }
}
