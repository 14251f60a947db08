import Foundation
import Kit
import Messaging
import Web

/// What was typed to sign in, and what is wrong with it. The password never goes back to the page.
struct SignInForm: Sendable {
    let typed: String
    let password: String
    let next: LocalPath?
    var errors: [String: String] = [:]
    /// What is said above the form, where it is not about a field.
    var problem: String?

    init(next: LocalPath?) {
        typed = ""
        password = ""
        self.next = next
    }

    init(_ context: Context) {
        let t = context.t
        // The field is called as it was before e-mail addresses were taken: browsers have it kept under this name.
        typed = String(context.form["qid"].prefix(254))
        // As it was typed: spaces at its ends are part of a password.
        password = context.form.all("password").first ?? ""
        next = LocalPath(context.form["next"])
        if typed.isEmpty {
            errors["qid"] = t("identity.sign-in.qid.missing")
        } else if name == nil {
            errors["qid"] = t("identity.sign-in.qid.malformed")
        }
        if password.isEmpty { errors["password"] = t("identity.sign-in.password.missing") }
    }

    var name: AccountName? { AccountName(typed) }
}

/// What is wrong on the page of the code.
enum CodeProblem: Sendable {
    /// Nothing: a code is on its way.
    case fresh
    case malformed
    case wrong(left: Int)
    case spent
    case tooMany
    /// No code is out.
    case none
}

extension Context {
    func signInPage(_ form: SignInForm, status: Int = 200) -> Answer {
        let errors = ["qid", "password"].compactMap { name in form.errors[name].map { FieldError(name, $0) } }
        let qid = Field(
            "qid", t("identity.sign-in.qid"), .code(form.typed, autocomplete: "username"),
            hint: t("identity.sign-in.qid.hint"), error: form.errors["qid"])
        let password = Field(
            "password", t("identity.sign-in.password"), .password(), error: form.errors["password"])
        let fields: HTML = """
            \(form.next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0.description)\">" } as HTML?)\
            \(Part.field(t, qid))\(Part.field(t, password))\(Part.button(t("identity.sign-in.button")))
            """
        return page(
            t("identity.sign-in.title"), status: status, errors: !errors.isEmpty || form.problem != nil,
            """
            \(Part.errorSummary(t, errors))\
            \(form.problem.map { Part.notice(t, .error, $0) })\
            \(Part.headline(t("identity.sign-in.title"), lead: t("identity.sign-in.lead")))
            \(self.form(to: "/sign-in", fields))
            <section><h2>\(t("identity.new.from-abroad"))</h2>
            <p>\(t("identity.new.from-abroad.text"))</p>
            <p><a href="\(newAccountAddress(next: form.next))">\(t("identity.new.title"))</a></p></section>
            """)
    }

    func codePage(_ signIn: SignIn, _ problem: CodeProblem) -> Answer {
        let (mistake, notice, status) = words(problem)
        let field = Field(
            "code", t("identity.code.label"), .oneTimeCode(""), hint: t("identity.code.hint"), error: mistake)
        let enter = form(to: "/sign-in/code", "\(Part.field(t, field))\(Part.button(t("identity.code.button")))")
        let another = form(to: "/sign-in/code/another", Part.button(t("identity.code.another"), .secondary))
        let sent: HTML = """
            <p>\(whereTo(signIn.way)) \(t("identity.code.lasts", count: Int(signIn.way.lifetime) / 60))</p>
            """
        let canType = signIn.hasCode
        return page(
            t("identity.code.title"), status: status, errors: status != 200,
            """
            \(Part.errorSummary(t, mistake.map { [FieldError("code", $0)] } ?? []))\
            \(notice.map { Part.notice(t, .error, $0) })\
            \(Part.headline(t("identity.code.title")))
            \(when: canType, "\(sent)\(enter)")
            <section><h2>\(t("identity.code.trouble"))</h2>\(another)
            <p><a href="\(address("/sign-in"))">\(t("identity.code.restart"))</a></p></section>
            """)
    }

    private func whereTo(_ way: CodeWay) -> HTML {
        switch way {
        case .sms(let phone): "\(t("identity.code.sent")) \(Part.code(phone.masked))."
        case .mail(let address):
            "\(t("identity.code.sent-mail")) \(Part.code(address.text)). \(t("identity.code.junk"))"
        }
    }

    /// The text at the field, the text above the form, and the status.
    func words(_ problem: CodeProblem) -> (mistake: String?, notice: String?, status: Int) {
        let minutes = Int(SignInCode.period) / 60
        switch problem {
        case .fresh: return (nil, nil, 200)
        case .malformed: return (t("identity.code.malformed"), nil, 422)
        case .wrong(let left): return (t("identity.code.wrong", count: left), nil, 422)
        case .spent: return (nil, t("identity.code.spent"), 422)
        case .tooMany: return (nil, t("identity.code.too-many", count: minutes), 429)
        case .none: return (nil, t("identity.code.none", count: minutes), 200)
        }
    }
}
