import Foundation
import Kit
import Web

/// A document as one card of a list.
struct DocumentLine: Sendable {
    let title: String
    let entity: String
    let dates: String
    let path: String
    let standing: IssuedDocument.Standing

    init(_ document: IssuedDocument, entity: Bilingual, _ context: Context) {
        let t = context.t
        let issued = t.day(context.site.calendar.day(of: document.issuedAt))
        title = document.title[t.language]
        self.entity = entity[t.language]
        path = document.path
        standing = document.standing(on: context.today)
        dates =
            if let last = document.validUntil {
                t("documents.list.dates", ["issued": issued, "until": t.day(last)])
            } else {
                t("documents.list.dates-open", ["issued": issued])
            }
    }
}

/// A document as its holder sees it, every value written out.
struct DocumentView: Sendable {
    let title: String
    let entity: String
    let path: String
    let verifyPath: String
    let standing: IssuedDocument.Standing
    let rows: [SummaryRow]
    /// The day on which it ended or was taken back.
    let ended: String?
    let reason: String?
    let code: QRCode?

    init(_ document: IssuedDocument, entity: Bilingual, _ context: Context) {
        let t = context.t
        title = document.title[t.language]
        self.entity = entity[t.language]
        path = document.path
        verifyPath = "/verify/\(document.reference.symbols)"
        standing = document.standing(on: context.today)
        let name = SummaryRow(t("documents.row.holder"), Part.isolated(document.holderName[t.language]))
        let claims = document.claims.map { SummaryRow($0.label[t.language], Part.isolated($0.value[t.language])) }
        rows = DocumentPages.reference(document, t) + [name] + claims + DocumentPages.dates(document, context)
        ended = (document.revocation.map { context.site.calendar.day(of: $0.at) } ?? document.validUntil).map(t.day)
        reason = document.revocation?.reason[t.language]
        code = QRCode(document.paperCode)
    }
}

/// The documents of a person, and one of them.
enum DocumentPages {
    static let size = 20

    static func trail(_ context: Context, to title: String? = nil) -> [Link] {
        let list = context.t("documents.list.title")
        guard let title else { return context.accountTrail(list) }
        return context.accountTrail(title, through: [Link(list, to: context.address("/documents"))])
    }

    static func list(_ lines: [DocumentLine], page: Int, count: Int, _ context: Context) -> HTML {
        let t = context.t
        guard !lines.isEmpty else {
            return """
                \(Part.headline(t("documents.list.title")))
                \(Part.empty(
                    t("documents.list.empty.title"), t("documents.list.empty.text"),
                    action: Part.buttonLink(t("documents.list.empty.action"), to: context.address("/services"))))
                """
        }
        let cards = lines.map { line in
            Card(
                title: line.title, address: context.address(line.path), text: line.dates, note: line.entity,
                tags: [tag(line.standing, t)])
        }
        let pages = (count + size - 1) / size
        return """
            \(Part.headline(t("documents.list.title"), lead: t("documents.list.lead")))
            \(Part.cards(cards, level: 2))
            \(Part.pagination(t, page: page, of: pages) { context.address("/documents?page=\($0)") })
            """
    }

    static func document(_ view: DocumentView, _ context: Context) -> HTML {
        let t = context.t
        return """
            \(Part.headline(view.title, over: view.entity))
            \(standing(view, t))
            \(Part.summaryList(t, view.rows))
            \(Part.actions([
                Part.buttonLink(
                    t("documents.document.download-pdf"), to: context.address("\(view.path)/pdf"),
                    icon: Part.icon(t, .download)),
                Part.buttonLink(
                    t("documents.document.download-data"), to: context.address("\(view.path)/credential.json"),
                    .secondary, icon: Part.icon(t, .file)),
            ]))
            <h2>\(t("documents.document.verify.title"))</h2>
            <p>\(t("documents.document.verify.text"))</p>
            \(view.code.map { picture($0, t) })
            <p><a href="\(context.address(view.verifyPath))">\(t("documents.document.verify.link"))</a></p>
            """
    }

    private static func standing(_ view: DocumentView, _ t: Texts) -> HTML {
        let ended = ["day": view.ended ?? ""]
        return switch view.standing {
        case .valid: "<p>\(tag(.valid, t))</p>"
        case .expired:
            Part.notice(
                t, .waiting, t("documents.document.expired.title", ended),
                "<p>\(t("documents.document.expired.text"))</p>")
        case .revoked:
            Part.notice(
                t, .error, t("documents.revoked.title", ended),
                "<p>\(t("documents.revoked.reason")) \(Part.isolated(view.reason ?? ""))</p>")
        }
    }

    private static func tag(_ standing: IssuedDocument.Standing, _ t: Texts) -> HTML {
        switch standing {
        case .valid: Part.tag(t("documents.standing.valid"), .done)
        case .expired: Part.tag(t("documents.standing.expired"), .waiting)
        case .revoked: Part.tag(t("documents.standing.revoked"), .error)
        }
    }

    /// Dark on light in every colour scheme: a telephone has to read it.
    private static func picture(_ code: QRCode, _ t: Texts) -> HTML {
        """
        <svg viewBox="0 0 \(code.viewBox) \(code.viewBox)" width="256" height="256" role="img" \
        aria-label="\(t("documents.document.code"))" shape-rendering="crispEdges">\
        <rect width="\(code.viewBox)" height="\(code.viewBox)" fill="#fff"/>\
        <path d="\(code.svgPath)" fill="#000"/></svg>
        """
    }

    // MARK: Rows that the public check shows too

    static func reference(_ document: IssuedDocument, _ t: Texts) -> [SummaryRow] {
        [SummaryRow(t("documents.row.reference"), Part.code(document.reference.description))]
    }

    static func dates(_ document: IssuedDocument, _ context: Context) -> [SummaryRow] {
        let t = context.t
        let issued = t.dayInBothCalendars(context.site.calendar.day(of: document.issuedAt))
        let until = document.validUntil.map(t.dayInBothCalendars) ?? t("documents.row.no-end")
        return [
            SummaryRow(t("documents.row.issued"), text: issued),
            SummaryRow(t("documents.row.valid-until"), text: until),
        ]
    }
}
