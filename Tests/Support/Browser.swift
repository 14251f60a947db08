package import Kit
package import Platform

/// A person's browser in a test: visits, fills in, submits, follows, keeps cookies.
package typealias Browser = TourBrowser
package typealias Page = TourPage

extension TourBrowser {
    /// Fills in the form of a page that goes to an address which ends so, and sends it.
    @discardableResult
    package func submit(
        _ page: Page, to end: String, _ values: [String: String] = [:], follows: Bool = true
    ) async throws -> Page {
        var form = try page.form(to: end)
        for (name, value) in values { try form.fill(name, value) }
        return try await submit(form, follows: follows)
    }

    /// Begins an application and answers every page; the browser stands at the page where the answers are checked.
    ///
    /// - Parameter party: how the holder begins for whom it is made, where there is a choice.
    @discardableResult
    package func fillIn(
        _ service: String, _ answers: [String: [String]] = [:], for party: String = "person:",
        until last: String? = nil,
        today: Day
    ) async throws -> Page {
        try await visit("/\(language)/services/\(service)/apply")
        var form = try page.form(to: "/services/\(service)/apply")
        let parties = form.controls.filter { $0.name == "party" }.map(\.value)
        if let chosen = parties.first(where: { $0.hasPrefix(party) }) { try form.fill("party", chosen) }
        try await submit(form)
        return try await answerPages(answers, until: last, today: today)
    }

    /// Answers every page from where the browser stands, until the answers are checked.
    @discardableResult
    package func answerPages(
        _ answers: [String: [String]] = [:], until last: String? = nil, today: Day
    ) async throws -> Page {
        for _ in 0..<30 {
            if let last, page.address.hasSuffix("/pages/\(last)") { return page }
            guard let form = page.forms.first(where: { $0.action.contains("/pages/") }) else { return page }
            let given = answers.filter { form.has($0.key) }
            try await submit(try form.answered(with: given, today: today))
            guard page.status == 200 else {
                throw TourFault(expected: "the answers taken", found: page.summary)
            }
        }
        return page
    }

    /// Sends a whole application; answers the reference of its case.
    package func apply(
        _ service: String, _ answers: [String: [String]] = [:], for party: String = "person:", today: Day
    ) async throws -> String {
        try await fillIn(service, answers, for: party, today: today)
        try await submit(page, to: "/submission")
        return try caseReference
    }

    /// The case at whose page the browser stands.
    package var caseReference: String {
        get throws {
            guard let tail = page.address.split(separator: "/cases/").dropFirst().first,
                let reference = tail.split(whereSeparator: { "?/".contains($0) }).first
            else { throw TourFault(expected: "the page of a case", found: page.summary) }
            return String(reference)
        }
    }
}

extension TourBrowser {
    /// Goes from a case's page to the bank and types a card there.
    ///
    /// - Parameter follows: whether the payer comes back to the portal.
    @discardableResult
    package func payCharge(
        onCase reference: String, card: String = "4242 4242 4242 4242", follows: Bool = true
    ) async throws -> Page {
        try await visit("/\(language)/cases/\(reference)")
        guard let charge = page.link({ $0.contains("/payments/") && !$0.hasSuffix("/receipt") }) else {
            throw TourFault(expected: "a charge", found: page.summary)
        }
        try await visit(charge)
        try await submit(page, to: "/attempt")
        guard !page.address.hasPrefix(portal), page.status == 200 else {
            throw TourFault(expected: "the bank's page", found: page.summary)
        }
        var form = try page.form(to: "")
        for (name, value) in ["number": card, "expiry": "12/30", "cvc": "123"] { try form.fill(name, value) }
        return try await submit(form, pressing: form.buttons.first, follows: follows)
    }
}
