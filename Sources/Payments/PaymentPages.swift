import Kit
import Web

/// The pages of payments.
enum PaymentPages {
    static func trail(_ context: Context, to title: String) -> [Link] {
        context.accountTrail(title, through: [Link(context.t("payments.list.title"), to: context.address("/payments"))])
    }

    static func list(_ t: Texts, _ cards: [ChargeCard]) -> HTML {
        guard !cards.isEmpty else {
            return """
                \(Part.headline(t("payments.list.title")))
                \(Part.empty(
                    t("payments.list.empty-title"), t("payments.list.empty-text"),
                    action: Part.buttonLink(t("payments.list.services"), to: "/\(t.language.rawValue)/services")))
                """
        }
        return """
            \(Part.headline(t("payments.list.title"), lead: t("payments.list.lead")))
            \(Part.cards(cards.map { card in
                Card(
                    title: card.title, address: card.address, text: card.amount, note: card.day,
                    tags: [Part.tag(card.standing, card.tone)])
            }, level: 2, inRows: true))
            """
    }

    static func charge(_ view: ChargeView, _ context: Context) -> HTML {
        let t = context.t
        return """
            \(Part.headline(view.title, lead: view.description))
            \(standing(view, context))
            \(lines(t, view))
            <p>\(t("payments.charge.reference")) \(Part.code(view.reference))</p>
            \(actions(view, context))
            """
    }

    static func waiting(_ view: ChargeView, _ context: Context) -> HTML {
        let t = context.t
        return """
            \(Part.headline(t("payments.waiting.title"), lead: view.description))
            \(Part.notice(t, .waiting, t("payments.waiting.notice"), "<p>\(t("payments.waiting.text"))</p>"))
            \(Part.actions([
                Part.buttonLink(t("payments.waiting.again"), to: context.address("\(view.path)/return")),
                Part.buttonLink(t("payments.charge.open"), to: context.address(view.path), .secondary),
            ]))
            """
    }

    static func receipt(_ view: ReceiptView, _ context: Context) -> HTML {
        let t = context.t
        var rows = [
            SummaryRow(t("payments.receipt.number"), Part.code(view.charge.reference)),
            SummaryRow(t("payments.receipt.subject"), Part.code(view.subject)),
            SummaryRow(t("payments.receipt.payer"), Part.isolated(view.payer)),
            SummaryRow(t("payments.receipt.paid"), text: view.paid),
            SummaryRow(t("payments.receipt.booked"), text: view.booked),
        ]
        if let returned = view.returned {
            rows.append(SummaryRow(t("payments.receipt.returned"), text: returned))
        }
        let portal = context.site.name[t.language]
        return """
            \(Part.headline(t("payments.receipt.title"), over: portal, lead: view.charge.description))
            \(Part.summaryList(t, rows))
            \(lines(t, view.charge))
            \(Part.actions([
                Part.buttonLink(t("payments.charge.go-on"), to: context.address(view.charge.returnPath), .secondary)
            ]))
            """
    }

    // MARK: Pieces

    private static func standing(_ view: ChargeView, _ context: Context) -> HTML {
        let t = context.t
        let amount = ["amount": view.refund ?? view.total]
        switch view.standing {
        case .unpaid:
            guard let setback = view.setback else { return .empty }
            return Part.notice(
                t, .error, t("payments.charge.\(setback)"), "<p>\(t("payments.charge.setback-text"))</p>")
        case .waiting:
            return Part.notice(t, .waiting, t("payments.waiting.notice"), "<p>\(t("payments.charge.waiting-text"))</p>")
        case .paid: return Part.notice(t, .done, t("payments.charge.paid"))
        case .returning: return Part.notice(t, .waiting, t("payments.charge.returning", amount))
        case .returned: return Part.notice(t, .info, t("payments.charge.returned", amount))
        }
    }

    private static func lines(_ t: Texts, _ view: ChargeView) -> HTML {
        let rows: [[HTML]] = view.lines.map { ["\($0.text)", Part.isolated($0.amount)] }
        let total: [HTML] = ["<b>\(t("payments.charge.total"))</b>", "<b>\(Part.isolated(view.total))</b>"]
        return Part.table(
            caption: t("payments.charge.lines"), id: "lines",
            columns: [Column(t("payments.charge.what")), Column(t("payments.charge.amount"), isNumber: true)],
            rows: rows + [total])
    }

    private static func actions(_ view: ChargeView, _ context: Context) -> HTML {
        let t = context.t
        let back = Part.buttonLink(t("payments.charge.go-on"), to: context.address(view.returnPath), .secondary)
        switch view.standing {
        case .unpaid:
            let button = t(
                view.setback == nil ? "payments.charge.pay" : "payments.charge.again", ["amount": view.total])
            return """
                <p>\(t("payments.charge.bank"))</p>
                \(context.form(to: "\(view.path)/attempt", Part.actions([Part.button(button), back])))
                """
        case .waiting:
            let again = Part.buttonLink(
                t("payments.waiting.again"), to: context.address("\(view.path)/return"), .secondary)
            let form = Part.actions([Part.button(t("payments.charge.continue")), again])
            return context.form(to: "\(view.path)/attempt", form)
        case .paid, .returning, .returned:
            let receipt = context.address("\(view.path)/receipt")
            return Part.actions([
                Part.buttonLink(t("payments.charge.go-on"), to: context.address(view.returnPath)),
                Part.buttonLink(t("payments.charge.receipt"), to: receipt, .secondary),
            ])
        }
    }
}
