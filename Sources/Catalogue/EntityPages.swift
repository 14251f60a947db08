import Kit
import Web

/// Public bodies, and what each provides.
enum EntityPages {
    static func entities(_ t: Texts, _ title: String, _ content: CatalogueContent) -> HTML {
        """
        \(Part.headline(title, lead: t("catalogue.entities.lead", count: content.entities.count)))\
        \(each: Entity.Kind.allCases, { kind in
            let own = content.entities.filter { $0.kind == kind }.sorted { $0.name[t.language] < $1.name[t.language] }
            guard !own.isEmpty else { return .empty }
            return "<h2>\(t("catalogue.entity.\(kind.rawValue)"))</h2>\(Part.linkList(own.map { t.link($0) }))"
        })
        """
    }

    static func entity(
        _ t: Texts, _ entity: Entity, _ services: [PublicService], _ content: CatalogueContent
    ) -> HTML {
        """
        \(Part.headline(entity.name[t.language], lead: entity.summary[t.language]))\
        \(entity.note.map { Part.notice(t, .info, $0[t.language]) })\
        \(entity.website.map { "<p>\(ExternalLink.html(t, t("catalogue.entity.website"), to: $0))</p>" } as HTML?)\
        \(when: services.isEmpty, Part.empty(
            t("catalogue.entity.none"), t("catalogue.entity.none-text"), action: ListPages.allServices(t)))\
        \(when: !services.isEmpty, """
            <h2>\(t("catalogue.entity.services", count: services.count))</h2>\
            \(ServiceCards.list(t, services, content, showsProvider: false))
            """)
        """
    }
}

/// A link that leaves the portal, and says so.
enum ExternalLink {
    static func html(_ t: Texts, _ text: String, to address: String) -> HTML {
        """
        <a href="\(address)" rel="external noopener">\(text)\
        <span class="unseen"> \(t("catalogue.link.external"))</span>\(Part.icon(t, .external))</a>
        """
    }
}
