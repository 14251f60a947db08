/// What the public check of a document answers.
package enum Verification: Sendable { case valid, expired, revoked, unknown }

extension Part {
    /// Something to know before reading on; `error` and `done` are told to screen readers at once.
    package static func notice(_ t: Texts, _ tone: Tone, _ title: String, _ body: HTML = .empty) -> HTML {
        let role: HTML =
            switch tone {
            case .error: " role=\"alert\""
            case .done: " role=\"status\""
            case .plain, .info, .waiting: ""
            }
        return """
            <div class="notice \(tone.rawValue)"\(role)>\(icon(t, symbol(tone)))\
            <div><p><b>\(unseen(word(t, tone)))\(words(title))</b></p>\(body)</div></div>
            """
    }

    /// A large confirmation at the end of a journey, with the reference to keep.
    package static func panel(
        _ t: Texts, _ title: String, reference: String?, _ body: HTML = .empty
    ) -> HTML {
        """
        <div class="panel" role="status">\(icon(t, .check))<h1>\(title)</h1>\
        \(reference.map { "<p>\(t("web.panel.reference"))<br><b>\(code($0))</b></p>" } as HTML?)\(body)</div>
        """
    }

    /// By when something has to be done; `near` when little time is left.
    package static func deadline(_ t: Texts, _ text: String, near: Bool = false) -> HTML {
        "<p class=\"deadline\(when: near, " near")\">\(icon(t, .clock))<span>\(text)</span></p>"
    }

    /// The answer about a document: one word, large, with what it means below.
    package static func verification(
        _ t: Texts, _ result: Verification, _ explanation: String, details: HTML = .empty
    ) -> HTML {
        let (tone, symbol, word): (Tone, Icon, String) =
            switch result {
            case .valid: (.done, .check, t("web.verification.valid"))
            case .expired: (.waiting, .clock, t("web.verification.expired"))
            case .revoked: (.error, .error, t("web.verification.revoked"))
            case .unknown: (.plain, .warning, t("web.verification.unknown"))
            }
        return """
            <section class="verification \(tone.rawValue)"><div role="status">\
            <h1>\(icon(t, symbol)) \(word)</h1><p>\(explanation)</p></div>\(details)</section>
            """
    }

    private static func symbol(_ tone: Tone) -> Icon {
        switch tone {
        case .plain, .info: .info
        case .done: .check
        case .waiting: .clock
        case .error: .error
        }
    }

    private static func word(_ t: Texts, _ tone: Tone) -> String {
        switch tone {
        case .plain, .info: t("web.notice.info") + " "
        case .done: t("web.notice.done") + " "
        case .waiting: t("web.notice.waiting") + " "
        case .error: t("web.notice.alert") + " "
        }
    }
}
