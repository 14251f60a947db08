import Foundation
import Identity
import Kit

/// What the applicant does.
extension Tour {
    /// Anybody, in Arabic: the home page, the search, the page of a service.
    func findService() async throws {
        let browser = browser()
        try await log.step("anybody opens the home page, in Arabic") {
            let page = try await browser.visit("/")
            try expect(page.status == 200 && page.address.hasSuffix("/ar"), "the home page at /ar", page)
            try expect(page.html.contains("<html lang=\"ar\" dir=\"rtl\">"), "a page in Arabic, right to left", page)
        }
        try await log.step("searches for «خروجية» and finds the exit permit") {
            var form = try browser.page.form(to: "/ar/search")
            try form.fill("q", "خروجية")
            let page = try await browser.submit(form)
            let first = page.link { $0.hasPrefix("/ar/services/") && !$0.contains("/category/") }
            try expect(first == "/ar/services/exit-permit", "the exit permit before all others", page)
        }
        try await log.step("reads the service's page and starts") {
            let page = try await browser.visit("/ar/services/exit-permit")
            try expect(page.link { $0.hasSuffix("/services/exit-permit/apply") } != nil, "a button to start", page)
            try await browser.visit("/ar/services/exit-permit/apply")
            try expect(browser.page.link { $0.contains("/sign-in?next=") } != nil, "a way to sign in", browser.page)
        }
    }

    /// A company's representative lets an employee leave: decided at once, signed, and checked by anybody.
    func exitPermit() async throws {
        let person = try person("maryam-al-sulaiti")
        let browser = browser()
        try await log.step("signs in with QID, password and the code by SMS") {
            try await browser.visit("/ar/sign-in?next=/services/exit-permit/apply")
            try await signIn(person, browser)
        }
        try await log.step("acts for her company") {
            let page = try await browser.visit("/ar/account/acting?next=/services/exit-permit/apply")
            var form = try page.form(to: "/account/acting")
            guard let company = form.controls.last(where: { $0.name == "organisation" && !$0.value.isEmpty })?.value
            else {
                throw TourFault(expected: "an organisation to act for", found: page.summary)
            }
            try form.fill("organisation", company == "al-wadi-maintenance" ? "al-wadi-contracting" : company)
            try await browser.submit(form)
            try expect(browser.page.html.contains("band acting"), "the band that says for whom", browser.page)
        }
        let reference = try await apply(browser, "exit-permit", "applies for an exit permit for an employee")
        try await log.step("the permit is decided at once") { try ended(browser.page, in: "done") }
        try await document(of: reference, browser)
        try await signOut(browser)
    }

    /// Somebody renews residence permits; his browser is closed while he pays, and nothing is lost.
    func renewal() async throws {
        let person = try person("arjun-nair")
        var browser = try await log.step("a resident signs in, in English") {
            try await self.browser(of: person, language: .english)
        }
        let reference = try await apply(browser, "residence-permit-renewal", "applies to renew his family's permits")
        try await log.step("pays at the bank, and the browser is closed before it comes back") {
            try await pay(browser)
        }
        browser = try await log.step("signs in again later, in a new browser") {
            try await self.browser(of: person, language: .english)
        }
        try await log.step("the bank's notice has carried the case on: it is paid and decided") {
            try await eventually {
                try ended(try await browser.visit("/en/cases/\(reference)"), in: "done")
            }
        }
        try await log.step("has a receipt") {
            let receipt = try link(browser.page) { $0.hasSuffix("/receipt") }
            try expect(try await browser.visit(receipt).status == 200, "a receipt", browser.page)
        }
        try await document(of: reference, browser, language: .english)
        try await signOut(browser)
    }

    /// Begins an application, answers every page, checks the answers and sends them; answers the case's reference.
    func apply(
        _ browser: TourBrowser, _ service: String, _ name: String, _ answers: [String: [String]] = [:]
    ) async throws -> String {
        try await log.step(name) {
            let root = "/\(browser.language)"
            var page = try await browser.visit("\(root)/services/\(service)/apply")
            // Who could apply for several applies for himself.
            let start = try page.form(to: "/services/\(service)/apply").answered(with: [:], today: today)
            page = try await browser.submit(start)
            for _ in 0..<30 {
                guard let form = page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
                page = try await browser.submit(try form.answered(with: answers, today: today))
                try expect(page.status == 200, "the answers taken", page)
            }
            page = try await browser.submit(try page.form(to: "/submission"))
            guard let reference = page.address.split(separator: "/cases/").last?.split(separator: "?").first,
                page.address.contains("/cases/")
            else { throw TourFault(expected: "the page of a case", found: page.summary) }
            return String(reference)
        }
    }

    /// Goes from the case's page to the bank and pays there; the way back is not taken.
    func pay(_ browser: TourBrowser) async throws {
        let charge = try link(browser.page) { $0.contains("/payments/") }
        var page = try await browser.visit(charge)
        page = try await browser.submit(try page.form(to: "/attempt"))
        try expect(!page.address.hasPrefix(browser.portal) && page.status == 200, "the bank's own page", page)
        var form = try page.form(to: "")
        try form.fill("number", "4242 4242 4242 4242")
        try form.fill("expiry", "12/\((today.year + 2) % 100)")
        try form.fill("cvc", "123")
        page = try await browser.submit(form, pressing: form.buttons.first, follows: false)
        try expect(page.header("location")?.hasPrefix(portal) ?? false, "the bank sends the payer back", page)
    }

    func signOut(_ browser: TourBrowser) async throws {
        try await log.step("signs out") {
            let page = try await browser.visit("/\(browser.language)/account")
            try await browser.submit(try page.form(to: "/sign-out"))
            let after = try await browser.visit("/\(browser.language)/account")
            try expect(after.address.contains("/sign-in"), "to be asked to sign in", after)
        }
    }

    /// Whether a case's page says that it ended so.
    func ended(_ page: TourPage, in tone: String) throws(TourFault) {
        let says = page.html.contains("<div class=\"notice \(tone)\"") || page.html.contains("class=\"panel\"")
        let hasDocument = page.link { $0.contains("/documents/") } != nil
        guard page.status == 200, says, hasDocument else {
            throw TourFault(expected: "a case that has ended, with its document", found: page.summary)
        }
    }

    func link(_ page: TourPage, _ fits: (String) -> Bool) throws(TourFault) -> String {
        guard let address = page.link(fits) else {
            throw TourFault(expected: "a link that leads on", found: page.summary)
        }
        return address
    }
}
