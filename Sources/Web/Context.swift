package import Foundation
package import Kit

/// One request, as a handler sees it.
package struct Context: Sendable {
    package let site: Site
    package let language: Language
    package let t: Texts
    /// Without the language: `/cases/8K2M47QDXP`.
    package let path: String
    package let query: Form
    package let form: Form
    package let visitor: Visitor?
    /// A random value that the browser keeps, signed in or not; nil until a page with a form is shown.
    package let browser: String
    /// The network address the request came from.
    package let address: String
    /// The browser's own words about itself.
    package let agent: String
    package let now: Date
    package let body: [UInt8]
    let isPost: Bool
    let headers: @Sendable (String) -> String?
    let parameters: @Sendable (String) -> String?

    /// A part of the address, such as `:case`.
    package func parameter(_ name: String) throws(NotFound) -> String {
        guard let value = parameters(name), !value.isEmpty, value.utf8.count <= 200 else { throw NotFound() }
        return value
    }

    /// A reference in the address; one that cannot be a reference is not found.
    package func reference(_ name: String) throws(NotFound) -> Reference {
        guard let reference = Reference(try parameter(name)) else { throw NotFound() }
        return reference
    }

    package func header(_ name: String) -> String? { headers(name) }

    /// The person who is signed in; a page that needs one sends all others to sign in.
    package func signedIn() throws(SignInNeeded) -> Visitor {
        guard let visitor else { throw SignInNeeded() }
        return visitor
    }

    package var today: Day { site.calendar.day(of: now) }

    /// The address of a page in the reader's language.
    package func address(_ path: String) -> String { "/\(language.rawValue)\(path)" }

    package func redirect(to path: String) -> Answer { .redirect(to: address(path)) }

    package var wantsJSON: Bool { header("accept")?.contains("json") ?? false }

    // MARK: Pages

    /// The breadcrumbs of a public page: home › those between › the page itself.
    package func trail(_ last: String, through between: [Link] = []) -> [Link] {
        [Link(t("web.breadcrumbs.home"), to: address(""))] + between + [Link(last, to: nil)]
    }

    /// The breadcrumbs of a page of the person who is signed in: home › my account › those between › the page itself.
    package func accountTrail(_ last: String, through between: [Link] = []) -> [Link] {
        trail(last, through: [Link(t("web.header.account"), to: address("/account"))] + between)
    }

    /// A whole page around its main part.
    package func page(
        _ title: String, trail: [Link] = [], description: String? = nil, status: Int = 200, errors: Bool = false,
        isPublic: Bool = false, showsSearch: Bool = true, script: String? = nil, _ main: HTML
    ) -> Answer {
        let frame = Frame(
            language: language, title: title, path: path, breadcrumbs: trail, description: description,
            actingFor: visitor?.actingFor?.name[language], demo: site.demo, hasErrors: errors, noindex: !isPublic,
            showsSearch: showsSearch, css: site.assets.address(of: "hukoomi.css"),
            script: script.map { site.assets.address(of: $0) }, portal: site.name[language],
            tagline: site.tagline[language], phone: site.phone, site: site.base, date: t.day(today))
        return .page(Part.layout(t, frame, main), status: status)
    }

    /// A form that posts to a page of the reader's language.
    package func form(to path: String, multipart: Bool = false, _ content: HTML) -> HTML {
        Part.form(
            action: address(path), csrf: site.seal.token(for: browser), multipart: multipart, content: content)
    }
}

/// The page is for somebody who is signed in.
package struct SignInNeeded: Error { package init() {} }
