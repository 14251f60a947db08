import Casework
import Definitions
import Forms
import Foundation
import Kit
import Rules
import Store
import Web

/// What somebody sees before he begins: for whom he can apply, what he began before.
struct StartView: Sendable {
    let service: String
    let name: Bilingual
    let isOpenToAll: Bool
    let isSignedIn: Bool
    let forOrganisations: Bool
    let forVisitors: Bool
    /// Why whoever is signed in cannot begin; nil where he can.
    let closed: Closed?
    let parties: [Party]
    let chosen: String?
    let drafts: [Draft]
    let pages: [Bilingual]

    init(_ definition: Definition, _ office: Office, _ context: Context, in transaction: Transaction) throws {
        service = definition.service
        name = definition.name
        isOpenToAll = definition.isOpenToAll
        isSignedIn = context.visitor != nil
        forOrganisations = definition.applicants == [.organisation]
        forVisitors = definition.applicants.contains(.visitor)
        parties = context.visitor.map { office.parties(of: $0, definition) } ?? []
        closed = parties.isEmpty ? context.visitor.map { Closed($0, definition) } : nil
        chosen = context.visitor?.actingFor?.holder
        drafts =
            try context.visitor.map { visitor in
                try transaction.drafts(ownedBy: "person:\(visitor.person)").all
                    .filter { $0.service == definition.service && $0.caseID == nil }
            } ?? []
        pages = definition.pages(at: nil).map(\.title)
    }
}

/// For whom a service is, where it is not for somebody who came to its start.
enum Closed: String, Sendable {
    case organisations, visitors
    /// Citizens, residents, and companies of the country.
    case residents

    init(_ visitor: Visitor, _ definition: Definition) {
        self =
            visitor.isFromAbroad
            ? .residents : definition.applicants.contains(.organisation) ? .organisations : .visitors
    }
}

extension Applying {
    func startPage(_ context: Context, _ start: StartView, wrong: String? = nil) -> Answer {
        let t = context.t
        let title = t("applying.start.title")
        let main: HTML = """
            \(Part.errorSummary(t, wrong.map { [FieldError("party", $0)] } ?? []))
            \(Part.headline(title, over: start.name[context.language]))
            \(drafts(context, start))
            \(begin(context, start, wrong))
            """
        return context.page(
            title, trail: trail(context, start.service, start.name, last: title), status: wrong == nil ? 200 : 422,
            errors: wrong != nil, main)
    }

    private func drafts(_ context: Context, _ start: StartView) -> HTML {
        let t = context.t
        guard !start.drafts.isEmpty else { return .empty }
        let links: HTML = """
            \(each: start.drafts, { draft in
                """
                <p><a href="\(context.address("/drafts/\(draft.id)/check"))">\
                \(t("applying.start.continue", ["moment": t.moment(draft.updatedAt, office.calendar)]))</a></p>
                """
            })
            """
        return Part.notice(t, .waiting, t("applying.start.begun"), links)
    }

    private func begin(_ context: Context, _ start: StartView, _ wrong: String?) -> HTML {
        let t = context.t
        let asked: HTML = """
            <h2>\(t("applying.start.asked"))</h2>
            <ul>\(each: start.pages, { "<li>\($0[context.language])</li>" })</ul>
            <p>\(t("applying.start.saved"))</p>
            """
        if !start.isSignedIn && !start.isOpenToAll {
            let next = "/sign-in?next=/services/\(start.service)/apply"
            return """
                \(asked)<p>\(t("applying.start.sign-in"))</p>
                \(Part.startButton(t, t("applying.start.sign-in.button"), to: context.address(next)))
                \(when: start.forVisitors, newAccount(context, start))
                """
        }
        if let closed = start.closed { return self.closed(context, start, closed) }
        let choice: HTML =
            start.parties.count > 1
            ? Part.field(
                t,
                Field(
                    "party", t("applying.start.party"),
                    .choice(start.parties.map { Choice($0.holder, $0.name[context.language]) }, selected: start.chosen),
                    error: wrong))
            : .empty
        let button = Part.startButton(t, t("applying.start.button"))
        // Who has no choice is told whom he applies for.
        let only = start.forOrganisations && start.parties.count == 1 ? start.parties.first : nil
        let act = context.address("/account/acting?next=/services/\(start.service)/apply")
        return """
            \(asked)
            \(only.map { "<p>\(t("applying.start.for", ["name": $0.name[context.language]]))</p>" } as HTML?)
            \(context.form(to: "/services/\(start.service)/apply", "\(choice)\(button)"))
            \(when: start.forOrganisations && start.isSignedIn && start.chosen == nil, "<p><a href=\"\(act)\">\(t("applying.start.act"))</a></p>")
            """
    }

    /// The way in for those who have no QID to sign in with.
    private func newAccount(_ context: Context, _ start: StartView) -> HTML {
        let address = context.address("/account/new?next=/services/\(start.service)/apply")
        return
            "<p>\(context.t("applying.start.from-abroad")) <a href=\"\(address)\">\(context.t("applying.start.new-account"))</a></p>"
    }

    private func closed(_ context: Context, _ start: StartView, _ closed: Closed) -> HTML {
        let t = context.t
        return Part.notice(
            t, .info, t("applying.start.closed.\(closed.rawValue)"),
            """
            <p>\(t("applying.start.closed.\(closed.rawValue).text"))</p>
            <p><a href="\(context.address("/services/\(start.service)"))">\(t("applying.start.back"))</a></p>
            """)
    }
}
