import Foundation
import Kit
import Web

extension Context {
    func accountPage(_ visitor: Visitor, _ person: Person, links: [AccountLink], canAct: Bool) -> Answer {
        let cards = links.map { link in
            Card(title: t(link.title), address: address(link.path), text: link.text.map { t($0) } ?? "")
        }
        let name = person.name[language]
        return page(
            t("identity.account.title"), trail: trail(t("identity.account.title")),
            """
            \(Part.headline(t("identity.account.greeting", ["name": name])))
            \(when: !cards.isEmpty, Part.cards(cards, level: 2))
            \(when: canAct, acting(visitor))
            <section><h2>\(t("identity.account.known"))</h2>
            \(Part.summaryList(t, profile(person)))<p>\(t("identity.account.mistake"))</p></section>
            <section><h2>\(t("identity.account.sign-in"))</h2>
            <p><a href="\(address("/account/sessions"))">\(t("identity.sessions.title"))</a></p>
            \(form(to: "/sign-out", Part.button(t("identity.account.sign-out"), .secondary)))</section>
            """)
    }

    private func acting(_ visitor: Visitor) -> HTML {
        let name = visitor.actingFor?.name[language] ?? t("identity.acting.now.self")
        return """
            <section><h2>\(t("identity.acting.title"))</h2>
            \(Part.summaryList(t, [
                SummaryRow(t("identity.acting.now"), Part.isolated(name), change: address("/account/acting")),
            ]))</section>
            """
    }

    private func profile(_ person: Person) -> [SummaryRow] {
        var rows = [SummaryRow(t("identity.account.name"), Part.isolated(person.name[language]))]
        switch person.proof {
        case .qid(let qid): rows.append(SummaryRow(t("identity.account.qid"), Part.code(qid.masked)))
        case .passport(let passport):
            let country = t("identity.country.\(passport.nationality.code)")
            rows.append(SummaryRow(t("identity.account.passport"), Part.code(passport.masked)))
            rows.append(SummaryRow(t("identity.account.nationality"), text: country))
        }
        if let phone = person.phone { rows.append(SummaryRow(t("identity.account.phone"), Part.code(phone.masked))) }
        if let phone = person.phoneAbroad {
            rows.append(SummaryRow(t("identity.account.phone-abroad"), Part.code(phone.masked)))
        }
        if let email = person.email { rows.append(SummaryRow(t("identity.account.email"), Part.code(email))) }
        if let home = person.address {
            let plate = t(
                "identity.account.plate",
                [
                    "zone": String(home.zone), "street": String(home.street), "building": String(home.building),
                    "municipality": t(home.municipality.textKey),
                ])
            rows.append(SummaryRow(t("identity.account.address"), text: plate))
        }
        let spoken = person.language == .arabic ? t("identity.language.ar") : t("identity.language.en")
        rows.append(SummaryRow(t("identity.account.language"), text: spoken))
        return rows
    }

    func actingPage(_ visitor: Visitor, _ organisations: [Organisation], next: LocalPath?) -> Answer {
        let title = t("identity.acting.title")
        guard !organisations.isEmpty else {
            let empty = Part.empty(t("identity.acting.none"), t("identity.acting.none.text"))
            return page(title, trail: accountTrail(title), "\(Part.headline(title))\(empty)")
        }
        let choices =
            [Choice("", t("identity.acting.self"))]
            + organisations.map { organisation in
                let number = t("identity.acting.registration", ["number": organisation.registration])
                return Choice(organisation.id, organisation.name[language], hint: number)
            }
        let field = Field(
            "organisation", title, .choice(choices, selected: visitor.actingFor?.id ?? ""),
            hint: t("identity.acting.hint"), isHeading: true)
        let content: HTML = """
            \(next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0.description)\">" } as HTML?)\
            \(Part.field(t, field))\(Part.button(t("identity.acting.button")))
            """
        return page(title, trail: accountTrail(title), form(to: "/account/acting", content))
    }

    func sessionsPage(_ lines: [SessionLine], this: String) -> Answer {
        let title = t("identity.sessions.title")
        let others = form(
            to: "/account/sessions/end",
            Part.button(t("identity.sessions.end-others"), .warning, name: "session", value: "others"))
        return page(
            title, trail: accountTrail(title),
            """
            \(Part.headline(title, lead: t("identity.sessions.lead")))
            \(each: lines, { session($0, isThis: $0.digest == this) })
            \(when: lines.count > 1, others)
            """)
    }

    private func session(_ line: SessionLine, isThis: Bool) -> HTML {
        let words = t(
            "identity.sessions.browser",
            [
                "program": t("identity.program.\(line.words.program.rawValue)"),
                "device": t("identity.device.\(line.words.device.rawValue)"),
            ])
        let end = form(
            to: "/account/sessions/end",
            Part.button(t("identity.sessions.end"), .secondary, name: "session", value: line.digest))
        return """
            <section><h2>\(words) \(when: isThis, Part.tag(t("identity.sessions.this"), .info))</h2>
            \(Part.summaryList(t, [
                SummaryRow(t("identity.sessions.since"), text: t.moment(line.startedAt, site.calendar)),
                SummaryRow(t("identity.sessions.seen"), text: t.moment(line.seenAt, site.calendar)),
            ]))\(when: !isThis, end)</section>
            """
    }
}

extension Municipality {
    /// The text key of its name.
    package var textKey: String { "identity.municipality.\(rawValue)" }
}
