import Kit
import Web

/// The first page: to find a service.
enum HomePages {
    static func home(_ t: Texts, _ content: CatalogueContent) -> HTML {
        """
        \(Part.headline(content.pack.tagline[t.language], lead: t("catalogue.home.lead")))\
        \(Part.searchBox(t, large: true))\
        \(busiest(t, content))\
        <h2>\(t("catalogue.home.audiences"))</h2>\
        \(Part.cards(content.pack.audiences.map { audience(t, $0) }))\
        <h2>\(t("catalogue.home.categories"))</h2>\
        \(Part.cards(content.pack.categories.map { category(t, $0, content) }))\
        <p><a href="\(t.address("/services"))">\(t("catalogue.home.all", count: content.services.count))</a></p>
        """
    }

    private static func busiest(_ t: Texts, _ content: CatalogueContent) -> HTML {
        let services = content.pack.busiest.compactMap { content.service($0) }
        guard !services.isEmpty else { return .empty }
        return """
            <h2>\(t("catalogue.home.busiest"))</h2>\
            \(Part.cards(services.map { ServiceCards.card(t, $0, content, showsSummary: false) }))\
            <p><a href="\(t.address("/statistics"))">\(t("catalogue.home.statistics"))</a></p>
            """
    }

    private static func audience(_ t: Texts, _ audience: Pack.Topic) -> Card {
        Card(
            title: audience.name[t.language], address: t.address("/services/audience/\(audience.id)"),
            text: audience.summary[t.language])
    }

    private static func category(_ t: Texts, _ category: Pack.Topic, _ content: CatalogueContent) -> Card {
        Card(
            title: category.name[t.language], address: t.address("/services/category/\(category.id)"),
            text: category.summary[t.language],
            note: t("catalogue.services.count", count: content.services(in: category.id).count))
    }
}
