import Kit
import Web

/// A payment as the payer sees it at the sandbox bank.
struct SandboxView: Sendable {
    let merchant: String
    let description: String
    let amount: String
    let reference: String
    let address: String
    let returnAddress: String
    let isOpen: Bool
}

/// The sandbox bank's own pages: plainly another house than the portal's, and plainly not a real bank.
enum SandboxPages {
    static func payment(_ t: Texts, _ view: SandboxView, _ form: SandboxForm) -> HTML {
        let title =
            view.isOpen ? t("payments.bank.title", ["amount": view.amount]) : t("payments.bank.over")
        let shown = form.mistakes.isEmpty ? title : t("payments.bank.error-title", ["title": title])
        return whole(
            t, title: shown, view.address,
            """
            \(summary(t, form))
            <h1>\(title)</h1>
            <dl><div><dt>\(t("payments.bank.merchant"))</dt><dd>\(view.merchant)</dd></div>
            <div><dt>\(t("payments.bank.for"))</dt><dd><bdi>\(view.description)</bdi></dd></div>
            <div><dt>\(t("payments.bank.reference"))</dt><dd>\(Part.code(view.reference))</dd></div>
            <div><dt>\(t("payments.bank.amount"))</dt><dd><b>\(view.amount)</b></dd></div></dl>
            \(when: view.isOpen, entry(t, view, form))
            \(when: !view.isOpen, "<p><a class=\"go\" href=\"\(view.returnAddress)\">\(t("payments.bank.back"))</a></p>")
            """)
    }

    /// An address that stands for no payment; in both languages, for nobody knows which one was meant.
    static func lost(_ arabic: Texts, _ english: Texts) -> HTML {
        whole(
            arabic, title: arabic("payments.bank.lost"), nil,
            """
            <h1>\(arabic("payments.bank.lost"))</h1><p>\(arabic("payments.bank.lost-text"))</p>
            <p lang="en" dir="ltr"><b>\(english("payments.bank.lost"))</b> \(english("payments.bank.lost-text"))</p>
            """)
    }

    private static func entry(_ t: Texts, _ view: SandboxView, _ form: SandboxForm) -> HTML {
        """
        <form method="post" action="\(view.address)" novalidate>
        <input type="hidden" name="lang" value="\(t.language.rawValue)">
        \(field(t, form, "number", form.number, autocomplete: "cc-number"))
        \(field(t, form, "expiry", form.expiry, autocomplete: "cc-exp"))
        \(field(t, form, "cvc", form.cvc, autocomplete: "cc-csc"))
        <p><button class="go" name="action" value="pay">\(t("payments.bank.pay", ["amount": view.amount]))</button>
        <button name="action" value="cancel">\(t("payments.bank.cancel"))</button></p>
        </form>
        <table><caption>\(t("payments.bank.cards"))</caption>
        <thead><tr><th scope="col">\(t("payments.bank.number"))</th>\
        <th scope="col">\(t("payments.bank.card-does"))</th></tr></thead><tbody>
        \(each: cards, { card in
            "<tr><th scope=\"row\">\(Part.code(card.number))</th><td>\(t("payments.bank.card-\(card.does)"))</td></tr>"
        })
        </tbody></table>
        """
    }

    private static let cards: [(number: String, does: String)] = [
        ("4242 4242 4242 4242", "pays"), ("4000 0000 0000 0002", "declined"),
        ("4000 0000 0000 0069", "late"), ("4000 0000 0000 0101", "twice"), ("4000 0000 0000 0119", "never"),
        ("4000 0000 0000 0127", "first"),
    ]

    private static func field(
        _ t: Texts, _ form: SandboxForm, _ name: String, _ value: String, autocomplete: String
    ) -> HTML {
        let mistake = form.mistakes.first { $0.field == name }?.text
        let described = mistake == nil ? "h-\(name)" : "h-\(name) e-\(name)"
        return """
            <div class="field\(when: mistake != nil, " wrong")">
            <label for="f-\(name)">\(t("payments.bank.\(name)"))</label>
            <p class="hint" id="h-\(name)">\(t("payments.bank.\(name)-hint"))</p>
            \(mistake.map { "<p class=\"error\" id=\"e-\(name)\">\(t($0))</p>" } as HTML?)
            <input class="\(name)" id="f-\(name)" name="\(name)" value="\(value)"\
            \(when: name != "expiry", " inputmode=\"numeric\"") dir="ltr" \
            autocomplete="\(autocomplete)" aria-describedby="\(described)"\
            \(when: mistake != nil, " aria-invalid=\"true\"")>
            </div>
            """
    }

    private static func summary(_ t: Texts, _ form: SandboxForm) -> HTML {
        guard !form.mistakes.isEmpty else { return .empty }
        return """
            <div class="errors" role="alert"><h2>\(t("payments.bank.errors"))</h2>
            <ul>\(each: form.mistakes, { "<li><a href=\"#f-\($0.field)\">\(t($0.text))</a></li>" })</ul></div>
            """
    }

    private static func whole(_ t: Texts, title: String, _ address: String?, _ main: HTML) -> HTML {
        let other = t.language.other
        return """
            <!doctype html>
            <html lang="\(t.language.rawValue)" dir="\(t.language.direction)">
            <head><meta charset="utf-8"><title>\(title) – \(t("payments.bank.name"))</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><link rel="stylesheet" href="/bank.css"></head>
            <body><header><p><b>\(t("payments.bank.name"))</b> <span class="mark">\(t("payments.bank.mark"))</span></p>
            \(address.map { """
                <p><a href="\($0)?lang=\(other.rawValue)" lang="\(other.rawValue)" dir="\(other.direction)" \
                hreflang="\(other.rawValue)">\(t("payments.bank.other-language"))</a></p>
                """ } as HTML?)</header>
            <main><p class="demo">\(t("payments.bank.demo"))</p>
            \(main)</main></body></html>

            """
    }

    static let style = """
        :root { color-scheme: light; --ink: #1b2430; --sea: #0b4f8a; --line: #8a97a6; --red: #98201a; }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: #eef2f6; line-height: 1.7;
          font: 1.0625rem/1.7 "Noto Sans Arabic", "Noto Sans", "Segoe UI", Tahoma, system-ui, sans-serif; }
        header { background: #12324f; color: #fff; display: flex; flex-wrap: wrap; justify-content: space-between;
          padding: 4px 16px; column-gap: 16px; }
        header p { margin: 8px 0; }
        header a { color: #fff; display: inline-block; min-height: 44px; padding-block: 8px; }
        .mark { background: #ffd34d; color: #1b2430; font-weight: 700; padding: 2px 10px; border-radius: 4px; }
        main { max-width: 34rem; margin: 24px auto; padding: 8px 20px 24px; background: #fff; border-radius: 6px; }
        .demo { background: #fff4cc; padding: 8px 12px; border-inline-start: 4px solid #b98900; }
        h1 { font-size: 1.5rem; line-height: 1.4; margin: 16px 0; }
        h2 { font-size: 1.125rem; margin: 16px 0 4px; }
        dl div { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 16px;
          border-block-end: 1px solid #d5dde5; padding-block: 6px; }
        dt { color: #4a5663; } dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: start; font-weight: 700; border-block-start: 6px solid #eef2f6; margin-block-start: 24px;
          padding-block: 16px 8px; }
        th, td { text-align: start; vertical-align: top; padding-block: 6px; border-block-end: 1px solid #d5dde5; }
        thead th { color: #4a5663; font-weight: 400; } tbody th { font-weight: 400; padding-inline-end: 16px; }
        ul { padding-inline-start: 20px; }
        label { font-weight: 700; display: block; }
        .field { margin-block: 16px; }
        .hint { margin: 0 0 4px; color: #4a5663; }
        .error { margin: 0 0 4px; color: var(--red); font-weight: 700; }
        .wrong { border-inline-start: 4px solid var(--red); padding-inline-start: 12px; }
        input { font: inherit; min-height: 44px; width: 100%; padding: 4px 12px; border: 2px solid var(--line);
          border-radius: 4px; background: #fff; color: inherit; }
        input.expiry, input.cvc { max-width: 8rem; }
        button, a.go { font: inherit; min-height: 44px; padding: 8px 20px; border-radius: 4px;
          border: 2px solid var(--sea);
          background: #fff; color: var(--sea); cursor: pointer; display: inline-block; margin-block-end: 8px; }
        button.go, a.go { background: var(--sea); color: #fff; font-weight: 700; text-decoration: none; }
        :focus-visible { outline: 3px solid #b98900; outline-offset: 2px; }
        .errors { border: 3px solid var(--red); padding: 4px 16px; border-radius: 6px; }
        .errors a { color: var(--red); }
        .code { font-variant-numeric: tabular-nums; white-space: nowrap; }
        """
}
