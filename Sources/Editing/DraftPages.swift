import Content
import Definitions
import Kit
import Rules
import Web

/// The page on which a text is written, with all that is said of it.
extension Editing {
    func draftPage(
        _ context: Context, _ view: DraftView, _ proof: (proof: Proof, difference: Difference)?,
        typed: TypedDraft? = nil, wrong: Invalid? = nil
    ) -> Answer {
        let t = context.t
        let title = t("editing.draft.title")
        let fields = ["text", "words"]
        let errors = fields.compactMap { field in wrong?.fields[field].map { FieldError(field, t($0)) } }
        return context.page(
            title, trail: trail(context, title, below: view.service), status: wrong == nil ? 200 : 422,
            errors: wrong != nil,
            """
            \(Part.errorSummary(t, errors))
            \(Part.headline(title, over: view.service.name[context.language], lead: t("editing.draft.lead")))
            \(origin(t, view))
            \(when: view.isStale, Part.notice(t, .waiting, t("editing.draft.stale"), "<p>\(t("editing.draft.stale.text"))</p>"))
            \(proof.map { self.proof(context, view, $0.proof) })
            \(context.form(to: "/editor/services/\(view.service.id)/draft", form(t, view, typed, wrong)))
            \(proof.map { changes(t, $0.difference) })
            \(when: view.draft != nil, removal(context, view))
            """)
    }

    private func origin(_ t: Texts, _ view: DraftView) -> HTML {
        guard let origin = view.origin else { return .empty }
        let words =
            origin == 0 ? t("editing.draft.from-file") : t("editing.draft.from", ["number": t.number(origin)])
        return Part.notice(
            t, .info, words, "\(when: view.draft != nil, "<p>\(t("editing.draft.replaces"))</p>")")
    }

    private func form(_ t: Texts, _ view: DraftView, _ typed: TypedDraft?, _ wrong: Invalid?) -> HTML {
        let text = Field(
            "text", t("editing.draft.text"), .source(view.text), hint: t("editing.draft.text.hint"),
            error: wrong?.fields["text"].map { t($0) })
        let words = Field(
            "words", t("editing.draft.words"), .longText(typed?.words ?? "", rows: 3),
            hint: t("editing.draft.words.hint"),
            error: wrong?.fields["words"].map { t($0) })
        let takenIn = Field(
            "taken-in", t("editing.draft.taken-in"), .declaration(t("editing.draft.taken-in.text"), ticked: false))
        return """
            <input type="hidden" name="base" value="\(view.base)">
            <input type="hidden" name="seen" value="\(view.current.text.digest)">
            \(Part.field(t, text))
            \(when: view.isStale, Part.field(t, takenIn))
            \(Part.button(t("editing.draft.check"), .main, name: "act", value: "check"))
            \(Part.field(t, words))
            \(Part.button(t("editing.draft.propose"), .secondary, name: "act", value: "propose"))
            """
    }

    /// What is wrong, what became of the examples, and the way to the pages as they will look.
    private func proof(_ context: Context, _ view: DraftView, _ proof: Proof) -> HTML {
        let t = context.t
        let preview = context.address("/editor/services/\(view.service.id)/draft/preview")
        return """
            \(mistakes(t, proof, of: view.service))
            \(examples(t, proof))
            \(gaps(t, proof))
            \(when: view.isSaved && proof.isSound, Part.linkList([Link(t("editing.preview.title"), to: preview)]))
            """
    }

    private func removal(_ context: Context, _ view: DraftView) -> HTML {
        let t = context.t
        let form = context.form(
            to: "/editor/services/\(view.service.id)/draft/removal",
            "<p>\(t("editing.draft.remove.text"))</p>\(Part.button(t("editing.draft.remove"), .warning))")
        return Part.disclosure(t("editing.draft.remove.title"), form)
    }

    // MARK: What is said of a text

    func mistakes(_ t: Texts, _ proof: Proof, of service: EditedService) -> HTML {
        guard !proof.isSound else { return Part.notice(t, .done, t("editing.proof.sound")) }
        return Part.notice(
            t, .error, t("editing.proof.mistakes", count: proof.mistakes.count),
            mistakes(t, proof.mistakes, of: service))
    }

    /// Mistakes are written in the language of the file: that of keys and rules.
    func mistakes(_ t: Texts, _ mistakes: [Mistake], of service: EditedService) -> HTML {
        """
        <ul>\(each: mistakes.prefix(50), { mistake in
            let line = t("editing.proof.line", ["line": String(mistake.place.line)])
            return """
                <li>\(when: mistake.place.file != service.path, "\(Part.code(mistake.place.file)) ")<b>\(line)</b> \
                <span lang="en" dir="auto">\(mistake.text)</span></li>
                """
        })</ul>
        """
    }

    func examples(_ t: Texts, _ proof: Proof) -> HTML {
        guard !proof.examples.isEmpty else { return .empty }
        let rows = proof.examples.map { example -> [HTML] in
            [
                Part.isolated(example.name),
                example.fault == nil
                    ? Part.tag(t("editing.proof.holds"), .done)
                    : "\(Part.tag(t("editing.proof.fails"), .error)) \(example.fault.map(Part.isolated))",
            ]
        }
        let columns = [Column(t("editing.proof.example")), Column(t("editing.proof.result"))]
        return Part.records(
            caption: t("editing.proof.examples", count: proof.examples.count), id: "examples", columns: columns,
            rows: rows)
    }

    /// Rules in which a slip would go unnoticed: each is an example that is missing.
    func gaps(_ t: Texts, _ proof: Proof) -> HTML {
        guard !proof.gaps.isEmpty else { return .empty }
        let rows = proof.gaps.prefix(50).map { gap -> [HTML] in
            [
                "\(gap.place.line)", Part.code(gap.rule), Part.code(gap.slip.from),
                gap.slip.to.isEmpty ? "\(t("editing.proof.gap.nothing"))" : Part.code(gap.slip.to),
            ]
        }
        let columns = ["line", "rule", "from", "to"].map { Column(t("editing.proof.gap.\($0)")) }
        let table = Part.records(
            caption: t("editing.proof.gaps"), id: "gaps", columns: columns, rows: Array(rows))
        return "<section><h2>\(t("editing.proof.gaps"))</h2>\(table)<p>\(t("editing.proof.gaps.text"))</p></section>"
    }

    func changes(_ t: Texts, _ difference: Difference) -> HTML {
        let passages = difference.passages()
        guard !passages.isEmpty else { return "<p>\(t("editing.difference.none"))</p>" }
        let title = t("editing.difference.title")
        return """
            <section><h2>\(title)</h2>
            <p>\(t("editing.difference.added", count: difference.added)) \
            \(t("editing.difference.removed", count: difference.removed))</p>
            \(Part.difference(t, label: title, passages))</section>
            """
    }
}
