import Foundation
import Kit
import Logging

/// The one place where an error becomes a page, or RFC 9457 JSON for a program that asks for it.
struct ErrorPages: Sendable {
    let log: Logger

    /// What is said of an error: status, words, and whether it is a defect with a reference.
    private struct Saying {
        var status: Int
        var title: TextKey
        var text: TextKey
        var retryAfter: Int?
        var reference: Reference?
    }

    func answer(_ error: any Error, _ context: Context, route: String) -> Answer {
        if error is SignInNeeded { return signIn(context) }
        if let stale = error as? StaleForm, context.isFromOwnPage { return again(stale.form, context) }
        let saying = saying(of: error, route: route)
        let t = context.t
        var answer: Answer
        if context.wantsJSON {
            var problem = ["type": "about:blank", "title": t(saying.title), "detail": t(saying.text)]
            if let reference = saying.reference { problem["instance"] = "urn:hukoomi:fault:\(reference.symbols)" }
            answer = (try? .json(problem, status: saying.status)) ?? Answer(status: saying.status)
            answer.headers = [("content-type", "application/problem+json; charset=utf-8")]
        } else {
            let reference: HTML? = saying.reference.map { reference in
                "<p>\(t("web.error.reference")) \(Part.code(reference.description))</p>"
            }
            answer = context.page(
                t(saying.title), status: saying.status,
                """
                \(Part.headline(t(saying.title)))
                <p>\(Part.words(t(saying.text)))</p>
                \(when: error is Crowded, "<p><a href=\"\">\(t("web.error.crowded.again"))</a></p>")
                \(reference)
                <p><a href="\(context.address(""))">\(t("web.error.home"))</a></p>
                """)
        }
        if let seconds = saying.retryAfter { answer.headers.append(("retry-after", String(seconds))) }
        return answer
    }

    private func saying(of error: any Error, route: String) -> Saying {
        switch error {
        case is NotFound:
            return Saying(status: 404, title: "web.error.not-found.title", text: "web.error.not-found.text")
        case let refusal as Refusal:
            let status = refusal.cause == .forbidden ? 403 : refusal.cause == .tooMany ? 429 : 409
            return Saying(
                status: status, title: "web.error.refused.title", text: refusal.text, retryAfter: refusal.retryAfter)
        case let invalid as Invalid:
            let text = invalid.fields.sorted { $0.key < $1.key }.first?.value ?? "web.error.malformed.text"
            return Saying(status: 422, title: "web.error.refused.title", text: text)
        case is Crowded:
            return Saying(
                status: 503, title: "web.error.crowded.title", text: "web.error.crowded.text", retryAfter: 10)
        case is Unavailable:
            return Saying(
                status: 503, title: "web.error.unavailable.title", text: "web.error.unavailable.text", retryAfter: 30)
        case MalformedForm.tooLarge, MalformedForm.tooManyFields:
            return Saying(status: 413, title: "web.error.too-large.title", text: "web.error.too-large.text")
        case is MalformedForm:
            return Saying(status: 400, title: "web.error.malformed.title", text: "web.error.malformed.text")
        case is StaleForm:
            return Saying(status: 403, title: "web.error.stale.title", text: "web.error.stale.text")
        case is CancellationError:
            return Saying(
                status: 503, title: "web.error.unavailable.title", text: "web.error.unavailable.text", retryAfter: 30)
        default:
            let reference = Reference.random()
            log.error(
                "request.defect",
                metadata: [
                    "route": "\(route)", "reference": "\(reference.symbols)", "error": "\(String(reflecting: error))",
                ])
            return Saying(
                status: 500, title: "web.error.defect.title", text: "web.error.defect.text", reference: reference)
        }
    }

    /// A form of ours without its token: whoever sent it looks at it and sends it again. A form of another site is not
    /// shown, or it would be sent on with one press.
    private func again(_ form: Form, _ context: Context) -> Answer {
        let t = context.t
        return context.page(
            t("web.error.stale.title"), status: 403,
            """
            \(Part.headline(t("web.error.stale.title")))
            <p>\(t("web.error.stale.kept"))</p>
            \(context.form(to: context.path, "\(kept(form))\(Part.button(t("web.error.signed-out.again")))"))
            """)
    }

    /// What was typed, to be sent again; files are not kept, and a password never goes back to a page.
    private func kept(_ form: Form) -> [HTML] {
        form.fields.filter { $0.name != "csrf" && $0.name != "password" }.map { field in
            "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">"
        }
    }

    /// Somebody who is not signed in: a page that is only read comes back after signing in; what was typed into a form
    /// stays on the page until it can be sent again.
    private func signIn(_ context: Context) -> Answer {
        let next = context.path.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? "/account"
        let address = context.address("/sign-in?next=\(next)")
        guard context.isPost else { return .redirect(to: address) }
        let t = context.t
        return context.page(
            t("web.error.signed-out.title"), status: 403,
            """
            \(Part.headline(t("web.error.signed-out.title")))
            <p>\(t("web.error.signed-out.text"))</p>
            <p><a class="button main" href="\(context.address("/sign-in"))" target="_blank">\(t("web.error.signed-out.sign-in"))</a></p>
            \(context.form(to: context.path, "\(kept(context.form))\(Part.button(t("web.error.signed-out.again"), .secondary))"))
            """)
    }
}

/// A form without a token of this browser: an old page, cookies refused, or another site.
package struct StaleForm: Error {
    let form: Form
}

extension Context {
    /// Whether the browser says that the form came from a page of the portal (Fetch Metadata; RFC 6454 §7).
    fileprivate var isFromOwnPage: Bool {
        header("sec-fetch-site") == "same-origin" || header("origin") == site.base
    }
}
