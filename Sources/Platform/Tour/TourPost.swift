import Foundation
import Identity
import Kit
import Messaging

/// Signing in, with the code that the demonstration's post office was given to deliver.
extension Tour {
    /// What can bring a code to a person, newest first: SMS, or e-mail to a visitor.
    func letters(to person: Person) async throws -> [SentItem] {
        let query = "to=\(TourForm.encoded(person.codeAddress))"
        let page = try await TourBrowser(portal: post, wire: wire).visit("/sent.json?\(query)")
        try expect(page.status == 200, "the list of the post office at \(post)", page)
        return try JSONDecoder().decode([SentItem].self, from: Data(page.body))
    }

    /// SMS to a person, newest first.
    func sms(to person: Person) async throws -> [SentItem] {
        try await letters(to: person).filter { $0.kind == .sms }
    }

    /// Signs in from the page with that form on it, and goes on to where the sign-in leads.
    func signIn(_ person: Person, _ browser: TourBrowser) async throws {
        let last = try await letters(to: person).first
        var form = try browser.page.form(to: "/sign-in")
        try form.fill("qid", person.account)
        try form.fill("password", password)
        var page = try await browser.submit(form)
        form = try page.form(to: "/sign-in/code")
        let code = try await eventually { try Tour.code(in: try await letters(to: person), after: last) }
        try form.fill("code", code)
        page = try await browser.submit(form)
        try expect(page.status == 200 && !page.address.contains("/sign-in"), "a page for \(person.id)", page)
    }

    /// A fresh browser in which somebody has signed in.
    func browser(of person: Person, at path: String = "/account", language: Language = .arabic) async throws
        -> TourBrowser
    {
        let browser = browser()
        browser.language = language.rawValue
        try await browser.visit("/\(language.rawValue)/sign-in?next=\(path)")
        try await signIn(person, browser)
        return browser
    }

    /// The six digits in a text.
    package static func code(in text: String) -> String? {
        text.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 6 }.map(String.init)
    }

    private static func code(in items: [SentItem], after last: SentItem?) throws(TourFault) -> String {
        // Other news may have come meanwhile.
        let news = items.prefix { $0 != last }
        guard let code = news.compactMap({ Tour.code(in: $0.text) }).first else {
            throw TourFault(expected: "an SMS with a code", found: "none")
        }
        return code
    }
}

extension Person {
    /// Where the demonstration's post office finds his codes.
    package var codeAddress: String { phone?.description ?? email ?? "" }
}
