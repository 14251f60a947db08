/// A service, entity or choice as a card: its name leads to it.
package struct Card: Sendable {
    package var title: String
    package var address: String
    package var text: String
    /// Who provides it, or another small line under the text.
    package var note: String?
    package var tags: [HTML]

    package init(title: String, address: String, text: String = "", note: String? = nil, tags: [HTML] = []) {
        self.title = title
        self.address = address
        self.text = text
        self.note = note
        self.tags = tags
    }
}

extension Part {
    /// One card; the title is a heading of the second or third level.
    package static func card(_ card: Card, level: Int = 3) -> HTML {
        let heading: HTML = "<a href=\"\(card.address)\">\(words(card.title))</a>"
        return """
            <li class="card">\
            \(when: level == 2, "<h2>\(heading)</h2>")\(when: level != 2, "<h3>\(heading)</h3>")\
            \(when: !card.text.isEmpty, "<p>\(card.text)</p>")\
            \(card.note.map { "<p class=\"note\">\(words($0))</p>" } as HTML?)\
            \(when: !card.tags.isEmpty, "<p class=\"tags\">\(card.tags)</p>")\
            </li>
            """
    }

    /// Cards beside one another, as many as the screen holds; in rows where their order matters.
    package static func cards(_ cards: [Card], level: Int = 3, inRows: Bool = false) -> HTML {
        "<ul class=\"cards\(when: inRows, " rows")\">\(each: cards, { card($0, level: level) })</ul>"
    }

    /// What a service costs, how long it takes, what it needs: the answer before the start button.
    package static func glance(
        _ t: Texts, cost: String, time: String, needs: [String], who: String? = nil, action: HTML = .empty
    ) -> HTML {
        """
        <section class="glance" aria-label="\(t("web.glance.label"))"><dl>\
        \(who.map { fact(t, .person, t("web.glance.who"), "\($0)") })\
        \(fact(t, .money, t("web.glance.cost"), "\(cost)"))\
        \(fact(t, .clock, t("web.glance.time"), "\(time)"))\
        \(when: !needs.isEmpty, fact(t, .list, t("web.glance.needs"), list(needs)))\
        </dl>\(action)</section>
        """
    }

    private static func list(_ items: [String]) -> HTML { "<ul>\(each: items, { "<li>\($0)</li>" })</ul>" }

    private static func fact(_ t: Texts, _ symbol: Icon, _ label: String, _ value: HTML) -> HTML {
        "<div><dt>\(icon(t, symbol))\(label)</dt><dd>\(value)</dd></div>"
    }

    /// A list that has nothing in it, and what can be done about that.
    package static func empty(_ title: String, _ text: String, action: HTML = .empty) -> HTML {
        "<div class=\"empty\"><h2>\(title)</h2><p>\(text)</p>\(action)</div>"
    }
}
