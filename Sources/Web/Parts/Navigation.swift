internal import Kit

extension Part {
    /// The way from the home page to here; nothing where there is no way to show.
    package static func breadcrumbs(_ t: Texts, _ links: [Link]) -> HTML {
        guard !links.isEmpty else { return .empty }
        return """
            <nav class="breadcrumbs" aria-label="\(t("web.breadcrumbs.label"))"><ol class="wide">\
            \(each: links, { link in
                if let address = link.address { return "<li><a href=\"\(address)\">\(words(link.text))</a></li>" }
                return "<li aria-current=\"page\">\(words(link.text))</li>"
            })\
            </ol></nav>
            """
    }

    /// To the page before, in a journey of several pages.
    package static func backLink(_ t: Texts, to address: String) -> HTML {
        "<p class=\"back-link\"><a href=\"\(address)\">\(icon(t, .back))\(t("web.back-link.text"))</a></p>"
    }

    /// How far a form has come: question 3 of 7.
    package static func progress(_ t: Texts, question: Int, of questions: Int) -> HTML {
        let text = t("web.progress.text", ["question": String(question), "questions": String(questions)])
        return """
            <p class="progress"><span id="progress">\(text)</span>\
            <progress value="\(question)" max="\(questions)" aria-labelledby="progress"></progress></p>
            """
    }

    /// Views of the same thing, each a page of its own; `current` counts from 0.
    package static func tabs(_ label: String, _ links: [Link], current: Int) -> HTML {
        """
        <nav class="tabs" aria-label="\(label)"><ul>\
        \(each: links.enumerated(), { index, link in
            """
            <li><a href="\(link.address ?? "")"\(when: index == current, " aria-current=\"page\"")>\
            \(link.text)</a></li>
            """
        })\
        </ul></nav>
        """
    }

    /// Pages of a long list; nothing where all is on one page. Pages count from 1.
    package static func pagination(
        _ t: Texts, page: Int, of pages: Int, address: (Int) -> String
    ) -> HTML {
        guard pages > 1 else { return .empty }
        return """
            <nav class="pagination" aria-label="\(t("web.pagination.label"))"><ul>\
            \(when: page > 1, """
                <li><a rel="prev" href="\(address(page - 1))">\(icon(t, .back))\
                \(t("web.pagination.previous"))</a></li>
                """)\
            \(each: shownPages(page, of: pages), { number in
                guard let number else { return "<li class=\"gap\" aria-hidden=\"true\">…</li>" }
                let label = t("web.pagination.page", ["page": String(number)])
                return """
                    <li><a href="\(address(number))" aria-label="\(label)"\
                    \(when: number == page, " aria-current=\"page\"")>\(number)</a></li>
                    """
            })\
            \(when: page < pages, """
                <li><a rel="next" href="\(address(page + 1))">\(t("web.pagination.next"))\
                \(icon(t, .next))</a></li>
                """)\
            </ul></nav>
            """
    }

    /// The first, the last, and those around the current one; nil for a gap.
    private static func shownPages(_ page: Int, of pages: Int) -> [Int?] {
        var shown: [Int?] = []
        var last = 0
        for number in 1...pages where number == 1 || number == pages || abs(number - page) <= 1 {
            if number == last + 2 { shown.append(number - 1) } else if number > last + 2 { shown.append(nil) }
            shown.append(number)
            last = number
        }
        return shown
    }

    /// Search in services and entities; `large` for the home page and the page of results.
    package static func searchBox(_ t: Texts, value: String = "", large: Bool = false) -> HTML {
        let id = large ? "q" : "header-q"
        return """
            <form class="search-box\(when: large, " large")" role="search" method="get" \
            action="/\(t.language.rawValue)/search"\
            \(attribute("aria-label", large ? t("web.search.label") : nil))>\
            <label for="\(id)"\(when: !large, " class=\"unseen\"")>\(t("web.search.label"))</label>\
            <div><input id="\(id)" type="search" name="q" value="\(value)" enterkeyhint="search" \
            autocomplete="off">\
            <button type="submit">\(icon(t, .search))\
            <span\(when: !large, " class=\"unseen\"")>\(t("web.search.button"))</span></button></div></form>
            """
    }

    /// A plain list of links, one to a line.
    package static func linkList(_ links: [Link]) -> HTML {
        """
        <ul class="link-list">\
        \(each: links, { "<li><a href=\"\($0.address ?? "")\">\(words($0.text))</a></li>" })</ul>
        """
    }
}
