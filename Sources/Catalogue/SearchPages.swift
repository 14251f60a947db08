import Kit
import Web

/// What a search found, or what to do where it found nothing.
enum SearchPages {
    /// Results that come with their text; the rest is a list of names.
    private static let full = 10

    static func results(_ t: Texts, _ results: SearchResults, _ content: CatalogueContent) -> HTML {
        let query = results.query
        let title = t("catalogue.search.title")
        let services = services(t, results, content)
        let entities = entities(t, results)
        return """
            \(Part.headline(title))\(Part.searchBox(t, value: query.typed, large: true))\
            \(when: query.typed.isEmpty, help(t, t("catalogue.search.help"), content))\
            \(when: !query.typed.isEmpty && results.isEmpty, nothing(t, content))\
            \(query.corrected.map { """
                <p role="status">\(t("catalogue.search.corrected")) <b>\(Part.isolated($0))</b></p>
                """ } as HTML?)\
            \(results.entitiesLead ? entities : services)\(results.entitiesLead ? services : entities)
            """
    }

    private static func services(_ t: Texts, _ results: SearchResults, _ content: CatalogueContent) -> HTML {
        guard !results.services.isEmpty else { return .empty }
        let more = results.services.dropFirst(full)
        return """
            <h2>\(t("catalogue.search.services", count: results.services.count))</h2>\
            <ul class="cards rows">\(each: results.services.prefix(full), { result(t, $0, results, content) })</ul>\
            \(when: !more.isEmpty, "<h2>\(t("catalogue.search.more"))</h2>\(Part.linkList(more.map { t.link($0) }))")
            """
    }

    private static func entities(_ t: Texts, _ results: SearchResults) -> HTML {
        guard !results.entities.isEmpty else { return .empty }
        return """
            <h2>\(t("catalogue.search.entities"))</h2>\(Part.linkList(results.entities.map { t.link($0) }))
            """
    }

    private static func result(
        _ t: Texts, _ service: PublicService, _ results: SearchResults, _ content: CatalogueContent
    ) -> HTML {
        let snippet = results.index.shown[t.language]?[service.id].map { Snippet($0, results.query.terms) }
        return """
            <li class="card"><h3><a href="\(t.address("/services/\(service.id)"))">\(service.name[t.language])</a></h3>\
            <p>\(snippet?.text)</p>\
            \(snippet?.calledAs.map { "<p class=\"note\">\(t("catalogue.search.called")) \($0)</p>" } as HTML?)\
            <p class="note">\(content.provider(of: service)[t.language])</p>\
            <p class="tags">\(ServiceCards.tags(t, service))</p></li>
            """
    }

    private static func nothing(_ t: Texts, _ content: CatalogueContent) -> HTML {
        """
        \(Part.empty(t("catalogue.search.none"), t("catalogue.search.none-text"), action: phone(t, content)))\
        \(help(t, t("catalogue.search.browse"), content))
        """
    }

    private static func phone(_ t: Texts, _ content: CatalogueContent) -> HTML {
        let contact = content.pack.contact
        return """
            <p>\(contact.name[t.language]): <a href="tel:\(contact.phone)">\(Part.code(contact.phone))</a></p>
            """
    }

    private static func help(_ t: Texts, _ text: String, _ content: CatalogueContent) -> HTML {
        "<p>\(text)</p>\(Part.linkList(content.pack.categories.map { t.link($0) }))"
    }
}
