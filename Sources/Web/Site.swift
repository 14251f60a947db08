import HTTPTypes
package import Kit

/// What is the same for every request of an instance: its name, its words, its calendar, its keys.
package struct Site: Sendable {
    package var name: Bilingual
    package var tagline: Bilingual
    package var phone: String
    /// Scheme and host by which people reach the portal, without a slash at the end.
    package var base: String
    /// Whether demonstration people and messages are shown.
    package var demo: Bool
    package var calendar: WorkingCalendar
    package var seal: Seal
    package var assets: Assets
    /// What every answer carries: no script, no style and no frame from anywhere but the portal's own files.
    let headers: HTTPFields
    package let texts: TextLibrary
    private let arabic: Texts
    private let english: Texts

    /// - Parameter formTargets: origins that a form may lead on to, such as the bank's page.
    package init(
        name: Bilingual, tagline: Bilingual, phone: String, base: String, demo: Bool, calendar: WorkingCalendar,
        seal: Seal, assets: Assets, formTargets: [String], texts: TextLibrary
    ) {
        self.name = name
        self.tagline = tagline
        self.phone = phone
        self.base = base
        self.demo = demo
        self.calendar = calendar
        self.seal = seal
        self.assets = assets
        let targets = (["'self'"] + formTargets).joined(separator: " ")
        let contentPolicy = """
            default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action \(targets); \
            base-uri 'none'; frame-ancestors 'none'
            """
        headers = Sending.common(contentPolicy: contentPolicy, isSecure: base.hasPrefix("https://"))
        var texts = texts
        texts.icons = assets.address(of: "icons.svg")
        self.texts = texts
        arabic = texts.texts(in: .arabic)
        english = texts.texts(in: .english)
    }

    package func texts(_ language: Language) -> Texts { language == .arabic ? arabic : english }

    /// Behind TLS, cookies and headers say so.
    package var isSecure: Bool { base.hasPrefix("https://") }

    var sessionCookie: String { isSecure ? "__Host-session" : "session" }
    var browserCookie: String { isSecure ? "__Host-browser" : "browser" }

}
