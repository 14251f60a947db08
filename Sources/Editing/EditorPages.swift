import Kit
import Web

/// The list of services, and one of them with its history.
extension Editing {
    func listPage(_ context: Context, _ lines: [ServiceLine]) -> Answer {
        let t = context.t
        let title = t("editing.list.title")
        let rows = lines.map { line -> [HTML] in
            let link: HTML = """
                <a href="\(context.address("/editor/services/\(line.id)"))">\(line.name[context.language])</a>
                """
            let tags: HTML = """
                \(when: line.waits, Part.tag(t("editing.list.waits"), .waiting)) \
                \(when: line.hasDraft, Part.tag(t("editing.list.draft"), .info)) \
                \(when: !line.waits && !line.hasDraft, Part.tag(t("editing.list.quiet")))
                """
            return [link, tags]
        }
        let columns = [Column(t("editing.list.service")), Column(t("editing.list.state"))]
        let waiting = lines.count { $0.waits }
        return context.page(
            title, trail: context.accountTrail(title),
            """
            \(Part.headline(title, lead: t("editing.list.lead")))
            \(when: waiting > 0, Part.notice(t, .waiting, t("editing.list.waiting", count: waiting)))
            \(lines.isEmpty
                ? Part.empty(t("editing.list.none"), t("editing.list.none.text"))
                : Part.records(caption: t("editing.list.caption"), id: "services", columns: columns, rows: rows))
            """)
    }

    func servicePage(_ context: Context, _ view: ServiceView) -> Answer {
        let t = context.t
        let name = view.service.name[context.language]
        let open = view.lines.filter { $0.status == .proposed }
        return context.page(
            name, trail: trail(context, name),
            """
            \(done(context))
            \(Part.headline(name, over: t("editing.list.title")))
            \(each: open, { waiting(context, view.service, $0) })
            \(now(context, view))
            \(history(context, view))
            """)
    }

    /// The way to a page of a service.
    func trail(_ context: Context, _ last: String, below service: EditedService? = nil) -> [Link] {
        let list = Link(context.t("editing.list.title"), to: context.address("/editor"))
        let above = service.map {
            Link($0.name[context.language], to: context.address("/editor/services/\($0.id)"))
        }
        return context.accountTrail(last, through: [list] + [above].compactMap { $0 })
    }

    /// What was just done, as the address says.
    private func done(_ context: Context) -> HTML {
        let t = context.t
        for act in ["proposed", "publish", "refuse", "withdrawn"] {
            guard let number = Int(context.query[act]) else { continue }
            return Part.notice(
                t, .done, t("editing.done.\(act)", ["number": t.number(number)]),
                "<p>\(t("editing.done.\(act).text"))</p>")
        }
        return context.query.has("removed") ? Part.notice(t, .done, t("editing.done.removed")) : .empty
    }

    private func waiting(_ context: Context, _ service: EditedService, _ line: EditionLine) -> HTML {
        let t = context.t
        let address = context.address("/editor/services/\(service.id)/editions/\(line.number)")
        return Part.notice(
            t, .waiting, t("editing.service.waiting", ["number": t.number(line.number)]),
            """
            <p>\(act(context, line.proposal))</p><p>\(Part.isolated(line.proposal.words))</p>
            <p><a href="\(address)">\(t("editing.service.look"))</a></p>
            """)
    }

    /// The text that people see, and what can be done with it.
    private func now(_ context: Context, _ view: ServiceView) -> HTML {
        let t = context.t
        let path = "/editor/services/\(view.service.id)"
        let words = view.current.edition.map { t("editing.service.edition", ["number": t.number($0)]) }
        let edit = Part.buttonLink(
            t(view.draft == nil ? "editing.service.edit" : "editing.service.go-on"),
            to: context.address("\(path)/draft"))
        return """
            <section><h2>\(t("editing.service.now"))</h2><p>\(words ?? t("editing.service.file"))</p>
            \(view.draft.map { "<p>\(t("editing.service.draft", ["moment": t.moment($0.savedAt, context.site.calendar)]))</p>" } as HTML?)
            \(when: view.mayEdit, Part.actions([edit]))
            \(Part.linkList([
                Link(t("editing.service.page"), to: context.address("/services/\(view.service.id)")),
                Link(t("editing.compare.title"), to: context.address("\(path)/comparison")),
            ]))</section>
            """
    }

    private func history(_ context: Context, _ view: ServiceView) -> HTML {
        let t = context.t
        let rows = view.lines.map { line -> [HTML] in
            let address = context.address("/editor/services/\(view.service.id)/editions/\(line.number)")
            return [
                "<a href=\"\(address)\">\(t("editing.edition.title", ["number": t.number(line.number)]))</a>",
                status(t, line.status, line.file, view.service),
                "\(act(context, line.proposal))<br>\(Part.isolated(line.proposal.words))",
                "\(line.decision.map { "\(act(context, $0))<br>\(Part.isolated($0.words))" } as HTML?)",
            ]
        }
        let columns = ["edition", "state", "proposed", "decided"].map { Column(t("editing.history.\($0)")) }
        return """
            <section><h2>\(t("editing.history.title"))</h2>
            \(rows.isEmpty
                ? "<p>\(t("editing.history.none"))</p>"
                : Part.records(caption: t("editing.history.caption"), id: "history", columns: columns, rows: rows))
            </section>
            """
    }

    /// Who did it, and when.
    func act(_ context: Context, _ act: Edition.Act) -> HTML {
        "\(Part.isolated(act.name[context.language])), \(context.t.moment(act.at, context.site.calendar))"
    }

    /// An edition whose file was replaced since no longer counts, whatever is written of it.
    func status(_ t: Texts, _ status: Edition.Status, _ file: String, _ service: EditedService) -> HTML {
        if status == .published, file != service.file.digest { return Part.tag(t("editing.status.overtaken")) }
        let tone: Tone =
            switch status {
            case .proposed: .waiting
            case .published: .done
            case .refused: .error
            case .withdrawn, .superseded: .plain
            }
        return Part.tag(t("editing.status.\(status.rawValue)"), tone)
    }
}
