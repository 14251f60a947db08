import Credentials
import Foundation
import Kit
import Web

/// The answer about a document, every value written out.
struct VerifyView: Sendable {
    let result: Verification
    let explanation: String
    let reason: String?
    let rows: [SummaryRow]
    /// What whoever checks still has to do himself.
    let advice: String

    init(_ finding: Finding, by documents: Documents, _ context: Context) {
        let t = context.t
        guard case .listed(let document, let evidence) = finding else {
            (result, reason, rows) = (.unknown, nil, [])
            explanation = t(VerifyView.explanation(finding))
            advice = t("documents.verify.unknown.advice")
            return
        }
        let calendar = context.site.calendar
        let entity = documents.name(of: document.entity)[t.language]
        rows = VerifyView.rows(document, evidence, entity: entity, context)
        reason = document.revocation?.reason[t.language]
        switch document.standing(on: context.today) {
        case .valid:
            result = .valid
            explanation = t("documents.verify.valid", ["entity": entity])
        case .expired:
            result = .expired
            explanation = t("documents.verify.expired", ["day": document.validUntil.map(t.day) ?? ""])
        case .revoked:
            result = .revoked
            let day = document.revocation.map { t.day(calendar.day(of: $0.at)) } ?? ""
            explanation = t("documents.revoked.title", ["day": day])
        }
        advice = t(VerifyView.advice(evidence, document))
    }

    private static func explanation(_ finding: Finding) -> TextKey {
        switch finding {
        case .altered: "documents.verify.altered"
        case .compromised: "documents.verify.compromised"
        case .unlisted: "documents.verify.unlisted"
        case .notOurs, .listed: "documents.verify.not-ours"
        }
    }

    private static func advice(_ evidence: Finding.Evidence, _ document: IssuedDocument) -> TextKey {
        switch evidence {
        case .reference where document.isHeldByOrganisation: "documents.verify.reference.organisation"
        case .reference: "documents.verify.reference.advice"
        case .paper: "documents.verify.paper.advice"
        case .credential: "documents.verify.credential.advice"
        }
    }

    private static func rows(
        _ document: IssuedDocument, _ evidence: Finding.Evidence, entity: String, _ context: Context
    ) -> [SummaryRow] {
        let t = context.t
        let name: String
        let claims: [DocumentClaim]
        switch evidence {
        case .reference:
            name = document.holderForAnybody[t.language]
            claims = []
        case .paper(let statement):
            name = statement.name ?? document.holderForAnybody[t.language]
            claims = document.claims.filter { $0.value.ar == $0.value.en && statement.facts.contains($0.value.ar) }
        case .credential:
            name = document.holderName[t.language]
            claims = document.claims
        }
        return [
            SummaryRow(t("documents.row.title"), text: document.title[t.language]),
            SummaryRow(t("documents.row.entity"), text: entity),
            SummaryRow(t("documents.row.holder"), Part.isolated(name)),
        ] + claims.map { SummaryRow($0.label[t.language], Part.isolated($0.value[t.language])) }
            + DocumentPages.dates(document, context) + DocumentPages.reference(document, t)
    }
}

/// The public page on which anybody checks a document.
enum VerifyPages {
    static func form(_ form: VerifyForm, _ context: Context) -> HTML {
        let t = context.t
        let wrong: TextKey = form.asksReference ? "documents.verify.reference.wrong" : "documents.verify.file.wrong"
        let error = form.isWrong ? t(wrong) : nil
        let name = form.asksReference ? "reference" : "file"
        let reference = Field(
            "reference", t("documents.verify.reference.label"), .code(form.reference),
            hint: t("documents.verify.reference.hint"), error: form.asksReference ? error : nil)
        let file = Field(
            "file", t("documents.verify.file.label"), .file(accept: ".json,application/json"),
            hint: t("documents.verify.file.hint"), error: form.asksReference ? nil : error)
        let text = Field("credential", t("documents.verify.text.label"), .longText(form.text), isOptional: true)
        return """
            \(Part.errorSummary(t, error.map { [FieldError(name, $0)] } ?? []))
            \(Part.headline(t("documents.verify.title"), lead: t("documents.verify.lead")))
            \(context.form(to: "/verify", """
                \(Part.field(t, reference))\(Part.button(t("documents.verify.reference.button")))
                """))
            <h2>\(t("documents.verify.file.title"))</h2>
            \(context.form(to: "/verify", multipart: true, """
                \(Part.field(t, file))\(Part.field(t, text))\
                \(Part.button(t("documents.verify.file.button"), .secondary))
                """))
            \(offline(t))
            """
    }

    /// For offices and companies that check by themselves.
    private static func offline(_ t: Texts) -> HTML {
        Part.disclosure(
            t("documents.verify.offline.title"),
            """
            <p>\(t("documents.verify.offline.text"))</p>
            <p><a href="/.well-known/did.json">\(t("documents.verify.offline.keys"))</a></p>
            """)
    }

    static func result(_ view: VerifyView, _ context: Context) -> HTML {
        let t = context.t
        let reason: HTML? = view.reason.map { reason in
            "<p>\(t("documents.revoked.reason")) \(Part.isolated(reason))</p>"
        }
        let rows = view.rows.isEmpty ? HTML.empty : Part.summaryList(t, view.rows)
        return """
            \(Part.verification(t, view.result, view.explanation, details: "\(reason)\(rows)"))
            <p>\(view.advice)</p>
            <p><a href="\(context.address("/verify"))">\(t("documents.verify.another"))</a></p>
            """
    }
}
