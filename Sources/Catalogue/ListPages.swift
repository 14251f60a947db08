import Kit
import Web

/// Services beside one another: those of an audience, of a category, or all.
enum ListPages {
    /// By category, names only, so that a hundred services stay a light page.
    static func services(
        _ t: Texts, _ title: String, _ services: [PublicService], _ content: CatalogueContent, audience: String?
    ) -> HTML {
        let lead = audience.flatMap { content.pack.audience($0) }?.summary[t.language]
        return """
            \(Part.headline(title, lead: lead ?? t("catalogue.services.lead", count: services.count)))\
            \(tabs(t, content, current: audience))\
            \(when: services.isEmpty, Part.empty(
                t("catalogue.services.none"), t("catalogue.services.none-text"), action: allServices(t)))\
            \(each: content.pack.categories, { category in
                let own = ServiceCards.ordered(services.filter { $0.category == category.id }, t.language)
                guard !own.isEmpty else { return .empty }
                return """
                    <h2><a href="\(t.link(category).address ?? "")">\(category.name[t.language])</a></h2>\
                    \(Part.linkList(own.map { t.link($0) }))
                    """
            })
            """
    }

    static func category(
        _ t: Texts, _ category: Pack.Topic, _ services: [PublicService], _ content: CatalogueContent
    ) -> HTML {
        """
        \(Part.headline(category.name[t.language], lead: category.summary[t.language]))\
        \(when: services.isEmpty, Part.empty(
            t("catalogue.services.none"), t("catalogue.services.none-text"), action: allServices(t)))\
        \(ServiceCards.list(t, services, content))
        """
    }

    static func allServices(_ t: Texts) -> HTML {
        "<p><a href=\"\(t.address("/services"))\">\(t("catalogue.services.all"))</a></p>"
    }

    /// What the words for levels mean.
    static func levels(_ t: Texts) -> HTML {
        let rows = PublicService.Level.allCases.map { level in
            SummaryRow(t("catalogue.level.\(level.rawValue)"), text: t("catalogue.level.\(level.rawValue).meaning"))
        }
        return Part.disclosure(t("catalogue.level.title"), Part.summaryList(t, rows))
    }

    private static func tabs(_ t: Texts, _ content: CatalogueContent, current: String?) -> HTML {
        let audiences = content.pack.audiences
        let links = audiences.map { Link($0.name[t.language], to: t.address("/services/audience/\($0.id)")) }
        let index = audiences.firstIndex { $0.id == current }.map { $0 + 1 } ?? 0
        return Part.tabs(
            t("catalogue.services.for-whom"),
            [Link(t("catalogue.services.everyone"), to: t.address("/services"))] + links,
            current: index)
    }
}

/// Services as cards with what their levels mean, or as a list of names where they are many.
enum ServiceCards {
    private static let mostWithSummary = 12
    private static let mostCards = 30

    static func list(
        _ t: Texts, _ services: [PublicService], _ content: CatalogueContent, showsProvider: Bool = true
    ) -> HTML {
        if services.isEmpty { return .empty }
        let services = ordered(services, t.language)
        if services.count > mostCards { return plainList(t, services, content, showsProvider: showsProvider) }
        let cards = services.map {
            card(t, $0, content, showsSummary: services.count <= mostWithSummary, showsProvider: showsProvider)
        }
        return "\(Part.cards(cards, level: 2))\(ListPages.levels(t))"
    }

    static func card(
        _ t: Texts, _ service: PublicService, _ content: CatalogueContent, showsSummary: Bool = true,
        showsProvider: Bool = true
    ) -> Card {
        Card(
            title: service.name[t.language], address: t.address("/services/\(service.id)"),
            text: showsSummary ? service.summary[t.language] : "",
            note: showsProvider ? content.provider(of: service)[t.language] : nil, tags: tags(t, service))
    }

    static func tags(_ t: Texts, _ service: PublicService) -> [HTML] {
        let level = Part.tag(t.level(service), service.level == .endToEnd ? .done : .plain)
        return service.isStartable ? [Part.tag(t("catalogue.service.startable"), .done), level] : [level]
    }

    /// Those that can be started here come first, then by name.
    static func ordered(_ services: [PublicService], _ language: Language) -> [PublicService] {
        services.sorted { a, b in
            a.isStartable == b.isStartable ? a.name[language] < b.name[language] : a.isStartable
        }
    }

    private static func plainList(
        _ t: Texts, _ services: [PublicService], _ content: CatalogueContent, showsProvider: Bool
    ) -> HTML {
        """
        <ul class="link-list">\
        \(each: services, { service in
            """
            <li><a href="\(t.address("/services/\(service.id)"))">\(service.name[t.language])</a>\
            \(when: service.isStartable || showsProvider, """
                <p class="tags">\(when: service.isStartable, Part.tag(t("catalogue.service.startable"), .done))\
                \(when: showsProvider, "<small>\(content.provider(of: service)[t.language])</small>")</p>
                """)</li>
            """
        })\
        </ul>
        """
    }
}
