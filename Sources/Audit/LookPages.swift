import Kit
import Web

/// A look, written out for the page.
struct LookLine: Sendable {
    let number: Int
    let moment: String
    let entity: String
    let official: String
    let matter: String
    let reference: String
    let purpose: String

    init(_ look: Look, _ context: Context, _ entityName: (String) -> Bilingual?) {
        let t = context.t
        number = look.seq
        moment = t.moment(look.at, context.site.calendar)
        entity = look.entity.flatMap(entityName)?[t.language] ?? look.entity ?? t("audit.entity.unknown")
        official = look.officialName[t.language]
        matter = look.about?[t.language] ?? (look.kind == "case" ? t("audit.kind.case") : t("audit.kind.other"))
        reference = Reference(look.reference)?.description ?? look.reference
        purpose = t.has(look.purpose) ? t(look.purpose) : t("audit.purpose.case")
    }
}

/// The looks, as the person and as the auditor see them.
enum LookPages {
    static func own(_ context: Context, _ lines: [LookLine], _ page: LookPage) -> HTML {
        let t = context.t
        let columns = [
            Column(t("audit.column.moment")), Column(t("audit.column.entity")), Column(t("audit.column.matter")),
            Column(t("audit.column.purpose")),
        ]
        let rows: [[HTML]] = lines.map { line in
            ["\(line.moment)", "\(line.entity)", "\(line.matter) \(Part.code(line.reference))", "\(line.purpose)"]
        }
        let table = Part.records(caption: t("audit.own.caption"), id: "looks", columns: columns, rows: rows)
        return """
            \(Part.headline(t("audit.own.title"), lead: t("audit.own.lead")))
            \(when: !lines.isEmpty, table)
            \(when: lines.isEmpty && !page.hasArchive, Part.empty(t("audit.own.empty.title"), t("audit.own.empty.text")))
            \(when: page.hasArchive, "<p>\(t("audit.own.archived"))</p>")
            \(Part.pagination(t, page: page.page, of: page.pages) { context.address("/account/looks?page=\($0)") })
            """
    }

    static func list(_ context: Context, _ lines: [LookLine], _ page: LookPage, typed: String) -> HTML {
        let t = context.t
        let filter = typed.isEmpty ? "" : "&reference=\(Digits.compact(typed).filter { $0.isLetter || $0.isNumber })"
        let empty =
            typed.isEmpty
            ? Part.empty(t("audit.list.empty.title"), t("audit.list.empty.text"))
            : Part.empty(t("audit.list.none.title"), t("audit.list.none.text"))
        return """
            \(Part.headline(t("audit.list.title"), lead: t("audit.list.lead")))
            \(search(context, typed))
            \(when: !lines.isEmpty, table(t, lines))\(when: lines.isEmpty, empty)
            \(when: page.hasArchive, "<p>\(t("audit.list.archived"))</p>")
            \(Part.pagination(t, page: page.page, of: page.pages) { context.address("/audit?page=\($0)\(filter)") })
            \(Part.linkList([Link(t("audit.chain.title"), to: context.address("/audit/chain"))]))
            """
    }

    static func chain(_ t: Texts, _ state: ChainState) -> HTML {
        let notice: HTML
        switch state {
        case .whole(let looks, let archived, let hash):
            notice = Part.notice(
                t, .done, t("audit.chain.whole", count: looks - archived),
                """
                \(when: archived > 0, "<p>\(t("audit.chain.archived", count: archived))</p>")\
                <p>\(t("audit.chain.hash"))</p><p>\(Part.code(hash))</p>
                """)
        case .broken(let place):
            notice = Part.notice(
                t, .error, t("audit.chain.broken", ["number": t.number(place)]),
                "<p>\(t("audit.chain.broken.text"))</p>")
        }
        return "\(Part.headline(t("audit.chain.title"), lead: t("audit.chain.lead")))\(notice)"
    }

    private static func table(_ t: Texts, _ lines: [LookLine]) -> HTML {
        let columns = [
            Column(t("audit.column.number"), isNumber: true), Column(t("audit.column.moment")),
            Column(t("audit.column.official")), Column(t("audit.column.entity")), Column(t("audit.column.matter")),
            Column(t("audit.column.purpose")),
        ]
        let rows: [[HTML]] = lines.map { line in
            [
                "\(t.number(line.number))", "\(line.moment)", Part.isolated(line.official), "\(line.entity)",
                "\(line.matter) \(Part.code(line.reference))", "\(line.purpose)",
            ]
        }
        return Part.records(caption: t("audit.list.caption"), id: "looks", columns: columns, rows: rows)
    }

    private static func search(_ context: Context, _ typed: String) -> HTML {
        let t = context.t
        let field = Field("reference", t("audit.list.reference"), .code(typed), hint: t("audit.list.reference.hint"))
        return """
            <form class="form" method="get" action="\(context.address("/audit"))">\
            \(Part.field(t, field))\(Part.button(t("audit.list.find"), .secondary))</form>
            """
    }
}
