import Kit
import Web

/// What a service costs, as far as it is known. Nothing is filled in where nothing is known.
extension ServicePages {
    /// In one line, for the box at the top.
    static func cost(_ t: Texts, _ service: PublicService) -> String {
        guard let fees = service.fees else { return t("catalogue.service.fee-unknown") }
        let amounts = fees.compactMap { fee in if case .amount(let money, _) = fee { money } else { nil } }
        guard let least = amounts.min(by: { $0.minor < $1.minor }), let most = amounts.max(by: { $0.minor < $1.minor }),
            amounts.count == fees.count(where: { if case .terms = $0 { false } else { true } })
        else { return t("catalogue.service.fee-depends") }
        if most.isZero { return t("catalogue.service.fee-free") }
        let period = service.feePeriod.map { " " + $0[t.language] } ?? ""
        if least == most { return t.money(most) + period }
        if least.isZero { return t("catalogue.service.fee-up-to", ["most": t.money(most)]) + period }
        return t("catalogue.service.fee-between", ["least": t.money(least), "most": t.money(most)]) + period
    }

    static func fees(_ t: Texts, _ service: PublicService) -> HTML {
        "<h2>\(t("catalogue.service.fees"))</h2>\(feeTable(t, service.fees ?? []))"
    }

    private static func feeTable(_ t: Texts, _ fees: [PublicService.Fee]) -> HTML {
        guard !fees.isEmpty else { return "<p>\(t("catalogue.service.fee-unknown-text"))</p>" }
        var rows: [[HTML]] = []
        var terms: [String] = []
        for fee in fees {
            switch fee {
            case .amount(let money, let purpose):
                let amount = money.isZero ? t("catalogue.service.fee-free") : t.money(money)
                rows.append(["\(purpose[t.language])", "\(amount)"])
            case .unknown(let purpose):
                rows.append(["\(purpose[t.language])", "\(t("catalogue.service.fee-unknown"))"])
            case .terms(let text): terms.append(text[t.language])
            }
        }
        let columns = [
            Column(t("catalogue.service.fee-for")), Column(t("catalogue.service.fee-amount"), isNumber: true),
        ]
        return """
            \(when: !rows.isEmpty, Part.table(
                caption: t("catalogue.service.fee-caption"), id: "fees", columns: columns, rows: rows))\
            \(when: !terms.isEmpty, "<ul>\(each: terms, { "<li>\($0)</li>" })</ul>")
            """
    }
}
