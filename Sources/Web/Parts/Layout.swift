package import Kit

/// Everything about a page except its content.
///
/// Public pages are kept once for everybody, so nothing here names a person.
package struct Frame: Sendable {
    package var language: Language
    package var title: String
    /// Without the language, with the query if there is one: "/services/exit-permit".
    package var path: String
    package var breadcrumbs: [Link]
    package var description: String?
    /// The organisation the person acts for, on personal pages only.
    package var actingFor: String?
    package var demo: Bool
    /// Where the demonstration shows the messages it "sent", without the language.
    package var demoMessages: String
    package var hasErrors: Bool
    package var noindex: Bool
    /// The home page has a large search box of its own.
    package var showsSearch: Bool
    package var css: String
    /// A script that helps where there is one; nothing depends on it.
    package var script: String?
    package var portal: String
    package var tagline: String
    package var phone: String
    /// The scheme and host, "https://hukoomi.example", for links between languages and for the printed page.
    package var site: String
    /// The day the page was made, written out, for the printed page.
    package var date: String

    package init(
        language: Language, title: String, path: String, breadcrumbs: [Link] = [], description: String? = nil,
        actingFor: String? = nil, demo: Bool = false, demoMessages: String = "/demo/messages",
        hasErrors: Bool = false, noindex: Bool = false, showsSearch: Bool = true, css: String, script: String? = nil,
        portal: String,
        tagline: String, phone: String, site: String = "", date: String
    ) {
        self.language = language
        self.title = title
        self.path = path
        self.breadcrumbs = breadcrumbs
        self.description = description
        self.actingFor = actingFor
        self.demo = demo
        self.demoMessages = demoMessages
        self.hasErrors = hasErrors
        self.noindex = noindex
        self.showsSearch = showsSearch
        self.css = css
        self.script = script
        self.portal = portal
        self.tagline = tagline
        self.phone = phone
        self.site = site
        self.date = date
    }

    /// The page's own path in a language.
    func path(in language: Language) -> String { "/\(language.rawValue)\(path == "/" ? "" : path)" }
}

extension Part {
    /// A whole page.
    package static func layout(_ t: Texts, _ frame: Frame, _ main: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(frame.language.rawValue)" dir="\(frame.language.direction)">
        \(head(t, frame))
        <body>
        <a class="skip" href="#main">\(t("web.layout.skip"))</a>
        <header class="banner">
        \(header(t, frame))
        \(when: frame.demo, demoBand(t, frame))
        \(frame.actingFor.map { actingBand(t, frame, $0) })
        </header>
        \(breadcrumbs(t, frame.breadcrumbs))
        <main id="main" tabindex="-1">
        \(main)
        </main>
        \(footer(t, frame))
        </body>
        </html>

        """
    }

    private static func head(_ t: Texts, _ frame: Frame) -> HTML {
        let title = frame.hasErrors ? t("web.layout.error-title", ["title": frame.title]) : frame.title
        let whole = frame.title == frame.portal ? title : "\(title) – \(frame.portal)"
        return """
            <head>
            <meta charset="utf-8">
            <title>\(whole)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="theme-color" content="#8A1538">
            \(frame.description.map { "<meta name=\"description\" content=\"\($0)\">" } as HTML?)
            \(when: frame.noindex, "<meta name=\"robots\" content=\"noindex\">")
            <link rel="stylesheet" href="\(frame.css)">
            \(frame.script.map { "<script src=\"\($0)\" defer></script>" } as HTML?)
            \(each: Language.allCases, { language in
                """
                <link rel="alternate" hreflang="\(language.rawValue)" \
                href="\(frame.site)\(frame.path(in: language))">
                """
            })
            </head>
            """
    }

    private static func header(_ t: Texts, _ frame: Frame) -> HTML {
        let root = "/\(frame.language.rawValue)"
        let other = frame.language.other
        return """
            <div class="header">
            <div class="wide">
            <a class="portal" href="\(root)"><b>\(frame.portal)</b> <span>\(frame.tagline)</span></a>
            <div class="tools">
            <a href="\(frame.path(in: other))" lang="\(other.rawValue)" dir="\(other.direction)" \
            hreflang="\(other.rawValue)">\(icon(t, .language))\(t("web.header.other-language"))</a>
            <a href="\(root)/account">\(icon(t, .account))\(t("web.header.account"))</a>
            </div>
            <nav aria-label="\(t("web.header.nav"))">
            <a href="\(root)/services">\(t("web.header.services"))</a>
            <a href="\(root)/entities">\(t("web.header.entities"))</a>
            <a href="\(root)/statistics">\(t("web.header.statistics"))</a>
            <a href="\(root)/verify">\(t("web.header.verify"))</a>
            </nav>
            \(when: frame.showsSearch, searchBox(t))
            </div>
            </div>
            """
    }

    private static func demoBand(_ t: Texts, _ frame: Frame) -> HTML {
        """
        <div class="band demo"><div class="wide">\(icon(t, .info))<p>\(t("web.demo.text")) \
        <a href="/\(frame.language.rawValue)\(frame.demoMessages)">\(t("web.demo.messages"))</a></p></div></div>
        """
    }

    private static func actingBand(_ t: Texts, _ frame: Frame, _ organisation: String) -> HTML {
        """
        <div class="band acting"><div class="wide">\(icon(t, .building))<p>\(t("web.acting.text")) \
        <b>\(isolated(organisation))</b> \
        <a href="/\(frame.language.rawValue)/account">\(t("web.acting.change"))</a></p></div></div>
        """
    }

    private static func footer(_ t: Texts, _ frame: Frame) -> HTML {
        """
        <footer class="footer"><div class="wide">
        <p class="help">\(icon(t, .phone))<span>\(t("web.footer.help")) \
        <a href="tel:\(frame.phone)">\(code(frame.phone))</a> \(t("web.footer.hours"))</span></p>
        <p>\(frame.portal) – \(frame.tagline)</p>
        <p class="printed">\(code(frame.site + frame.path(in: frame.language))) – \(frame.date)</p>
        </div></footer>
        """
    }
}
