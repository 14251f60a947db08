import Foundation
import Kit
import Messaging
import Web

extension Context {
    func newAccountAddress(next: LocalPath?) -> String {
        address("/account/new") + (next.map { "?next=\($0.description)" } ?? "")
    }

    /// The first page: the address.
    func newAccountPage(_ typed: String, next: LocalPath?, mistake: String? = nil, isTooMany: Bool = false) -> Answer {
        let title = t("identity.new.title")
        let minutes = Int(SignInCode.period) / 60
        let email = Field(
            "email", t("identity.new.email"), .email(typed), hint: t("identity.new.email.hint"), error: mistake)
        let fields: HTML = """
            \(next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0.description)\">" } as HTML?)\
            \(Part.field(t, email))\(Part.button(t("identity.new.button")))
            """
        return page(
            title, trail: trail(title), status: isTooMany ? 429 : mistake == nil ? 200 : 422,
            errors: mistake != nil || isTooMany,
            """
            \(Part.errorSummary(t, mistake.map { [FieldError("email", $0)] } ?? []))\
            \(when: isTooMany, Part.notice(t, .error, t("identity.new.too-many", count: minutes)))\
            \(Part.headline(title, lead: t("identity.new.lead")))
            \(form(to: "/account/new", fields))
            <p><a href="\(address("/sign-in"))">\(t("identity.new.sign-in"))</a></p>
            """)
    }

    /// The second: the code that came there. It is the same whether the address has an account already or not.
    func newCodePage(_ account: NewAccount, _ problem: CodeProblem) -> Answer {
        let (mistake, notice, status) = words(problem)
        let title = t("identity.code.title")
        let field = Field(
            "code", t("identity.code.label"), .oneTimeCode(""), hint: t("identity.code.hint"), error: mistake)
        let enter = form(
            to: "/account/new/code", "\(Part.field(t, field))\(Part.button(t("identity.new.code.button")))")
        let another = form(to: "/account/new/code/another", Part.button(t("identity.code.another"), .secondary))
        let sent: HTML = """
            <p>\(t("identity.code.sent-mail")) \(Part.code(account.address.text)). \(t("identity.code.junk")) \
            \(t("identity.code.lasts", count: Int(SignInCode.lifetimeByMail) / 60))</p>
            """
        let canType = account.hasCode
        return page(
            title, trail: trail(title), status: status, errors: status != 200,
            """
            \(Part.errorSummary(t, mistake.map { [FieldError("code", $0)] } ?? []))\
            \(notice.map { Part.notice(t, .error, $0) })\
            \(Part.headline(title))
            \(when: canType, "\(sent)\(enter)")
            <section><h2>\(t("identity.code.trouble"))</h2>\(another)
            <p><a href="\(newAccountAddress(next: account.next))">\(t("identity.new.other-address"))</a></p></section>
            """)
    }

    /// The third: who one is, and the password.
    func newDetailsPage(_ account: NewAccount, _ form: NewAccountForm) -> Answer {
        let title = t("identity.new.details.title")
        let errors = NewAccountForm.fields.compactMap { name in form.errors[name].map { FieldError(name, t($0)) } }
        let countries = countryChoices()
        let fields = [
            Field(
                "name", t("identity.new.name"), .text(form.name, autocomplete: "name"),
                hint: t("identity.new.name.hint")),
            Field("name-ar", t("identity.new.name-ar"), .text(form.arabicName), isOptional: true),
            Field("nationality", t("identity.new.nationality"), .list(countries, selected: form.nationality)),
            Field(
                "passport", t("identity.new.passport"), .code(form.passport), hint: t("identity.new.passport.hint")),
            Field(
                "born", t("identity.new.born"), .date(day: form.born.day, month: form.born.month, year: form.born.year),
                hint: t("identity.new.born.hint")),
            Field(
                "phone", t("identity.new.phone"), .telephone(form.phone), hint: t("identity.new.phone.hint"),
                isOptional: true),
            Field(
                "password", t("identity.new.password"), .password(new: true),
                hint: t("identity.new.password.hint", ["least": String(NewPassword.least)])),
        ].map { field in
            var field = field
            field.error = form.errors[field.name].map { t($0) }
            return field
        }
        return page(
            title, trail: trail(title), status: errors.isEmpty ? 200 : 422, errors: !errors.isEmpty,
            """
            \(Part.errorSummary(t, errors))\
            \(Part.headline(title, lead: t("identity.new.details.lead")))
            <p>\(t("identity.new.email")): \(Part.code(account.address.text))</p>
            \(self.form(to: "/account/new/details", "\(each: fields, { Part.field(t, $0) })\(Part.button(t("identity.new.open")))"))
            """)
    }

    /// In the order of the reader's alphabet, the seats of hamza and other marks set aside.
    private func countryChoices() -> [Choice] {
        Country.all.map { Choice($0.code, t("identity.country.\($0.code)")) }
            .sorted {
                $0.label.compare($1.label, options: [.caseInsensitive, .diacriticInsensitive]) == .orderedAscending
            }
    }
}
