import Foundation
import Kit
import Web

/// What the payer typed on the sandbox bank's page.
struct SandboxForm: Sendable {
    var number = ""
    var expiry = ""
    var cvc = ""
    /// Field and key of the text that says what is wrong, in the order of the page.
    var mistakes: [(field: String, text: String)] = []

    init() {}

    init(_ form: Form, today: Day) {
        number = form["number"]
        expiry = form["expiry"]
        cvc = form["cvc"]
        if SandboxCard(number: Digits.compact(number)) == nil {
            mistakes.append(("number", "payments.bank.wrong-number"))
        }
        if !SandboxForm.isAhead(expiry, today: today) { mistakes.append(("expiry", "payments.bank.wrong-expiry")) }
        let code = Digits.compact(cvc)
        if code.utf8.count != 3 || Int(code) == nil { mistakes.append(("cvc", "payments.bank.wrong-cvc")) }
    }

    /// Reads `12/30`, as it is printed on cards: the last month in which the card is good.
    private static func isAhead(_ text: String, today: Day) -> Bool {
        let parts = Digits.compact(text).split(separator: "/")
        guard parts.count == 2, let month = Int(parts[0]), let year = Int(parts[1]), (0...99).contains(year) else {
            return false
        }
        guard (1...12).contains(month) else { return false }
        return (2000 + year, month) >= (today.year, today.month)
    }
}

extension SandboxBank {
    /// The page on which payers type their card.
    func hosted(_ request: Request, _ parts: [String]) async throws -> Answer {
        guard parts.count == 2 else { throw SandboxBooks.Fault.unknown }
        let payment: SandboxPayment
        do {
            payment = try await books.payment(token: parts[1], at: clock())
        } catch {
            return page(SandboxPages.lost(texts.texts(in: .arabic), texts.texts(in: .english)), status: 404)
        }
        if request.method == "POST" { return try await act(request, payment) }
        let query = (try? Form(urlEncoded: request.query.utf8)) ?? Form()
        let language = Language(rawValue: query["lang"]) ?? payment.language
        return show(payment, language, SandboxForm())
    }

    private func act(_ request: Request, _ payment: SandboxPayment) async throws -> Answer {
        let form = try Form(urlEncoded: request.body)
        let language = Language(rawValue: form["lang"]) ?? payment.language
        guard payment.isOpen else { return .redirect(to: payment.order.returnAddress) }
        if form["action"] == "cancel" {
            return try await end(payment, "failed", code: "P0030", notices: nil)
        }
        let today = Day(number: Int((clock().timeIntervalSince1970 / 86_400).rounded(.down)))
        let typed = SandboxForm(form, today: today)
        guard typed.mistakes.isEmpty, let card = SandboxCard(number: Digits.compact(typed.number)) else {
            return show(payment, language, typed, status: 422)
        }
        switch card {
        case .pays(let notices): return try await end(payment, "success", code: nil, notices: notices)
        case .declined: return try await end(payment, "failed", code: "P0010", notices: nil)
        }
    }

    private func end(
        _ payment: SandboxPayment, _ status: String, code: String?, notices: SandboxNotices?
    ) async throws -> Answer {
        let ended = try await books.end(payment.id, status, code: code, notices: notices, at: clock())
        if ended.notices == .first {
            for delivery in await books.take(about: ended.id) { await deliver(delivery) }
        }
        return .redirect(to: ended.order.returnAddress)
    }

    private func show(
        _ payment: SandboxPayment, _ language: Language, _ form: SandboxForm, status: Int = 200
    ) -> Answer {
        let t = texts.texts(in: language)
        let view = SandboxView(
            merchant: settings.merchant[language], description: payment.order.description,
            amount: t.money(Money(minor: payment.order.amount, currency: payment.order.currency)),
            reference: Reference(payment.order.reference)?.description ?? payment.order.reference,
            address: "/secure/\(payment.token)", returnAddress: payment.order.returnAddress, isOpen: payment.isOpen)
        return page(SandboxPages.payment(t, view, form), status: status)
    }

    private func page(_ html: HTML, status: Int) -> Answer {
        Answer.page(html, status: status)
            .with("cache-control", "no-store")
            .with("referrer-policy", "no-referrer")
            .with("x-content-type-options", "nosniff")
            .with(
                "content-security-policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
    }
}
