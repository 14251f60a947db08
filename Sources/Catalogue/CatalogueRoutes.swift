import Kit
import Web

extension Catalogue {
    func home(_ context: Context) -> Answer {
        let t = context.t
        let name = context.site.name[context.language]
        return context.page(
            name, description: t("catalogue.home.description"), isPublic: true, showsSearch: false,
            HomePages.home(t, content))
    }

    func services(_ context: Context) -> Answer {
        let t = context.t
        let title = t("catalogue.services.title")
        return context.page(
            title, trail: context.trail(title), description: t("catalogue.services.description"),
            isPublic: true, ListPages.services(t, title, content.services, content, audience: nil))
    }

    func audience(_ context: Context) throws -> Answer {
        guard let audience = content.pack.audience(try context.parameter("audience")) else { throw NotFound() }
        let t = context.t
        let title = t("catalogue.audience.title", ["audience": audience.name[t.language]])
        let services = content.services(for: audience.id)
        return context.page(
            title, trail: context.trail(audience.name[t.language], through: [t.servicesLink]),
            description: audience.summary[t.language], isPublic: true,
            ListPages.services(t, title, services, content, audience: audience.id))
    }

    func category(_ context: Context) throws -> Answer {
        guard let category = content.pack.category(try context.parameter("category")) else { throw NotFound() }
        let t = context.t
        let title = category.name[t.language]
        return context.page(
            title, trail: context.trail(title, through: [t.servicesLink]), description: category.summary[t.language],
            isPublic: true, ListPages.category(t, category, content.services(in: category.id), content))
    }

    func service(_ context: Context) throws -> Answer {
        guard let service = content.service(try context.parameter("service")) else { throw NotFound() }
        let t = context.t
        let title = service.name[t.language]
        let category = content.pack.category(service.category).map { t.link($0) }
        return context.page(
            title, trail: context.trail(title, through: [t.servicesLink] + [category].compactMap { $0 }),
            description: service.summary[t.language], isPublic: true, ServicePages.service(t, service, content))
    }

    func entities(_ context: Context) -> Answer {
        let t = context.t
        let title = t("catalogue.entities.title")
        return context.page(
            title, trail: context.trail(title), description: t("catalogue.entities.description"),
            isPublic: true, EntityPages.entities(t, title, content))
    }

    func entity(_ context: Context) throws -> Answer {
        guard let entity = content.entity(try context.parameter("entity")) else { throw NotFound() }
        let t = context.t
        let title = entity.name[t.language]
        let all = Link(t("catalogue.entities.title"), to: t.address("/entities"))
        return context.page(
            title, trail: context.trail(title, through: [all]), description: entity.summary[t.language],
            isPublic: true, EntityPages.entity(t, entity, content.services(of: entity.id), content))
    }

    func find(_ context: Context) async throws -> Answer {
        let t = context.t
        let results = SearchResults.find(context.query["q"], in: search, content)
        let typed = results.query.typed
        let title =
            typed.isEmpty ? t("catalogue.search.title") : t("catalogue.search.title-for", ["query": typed])
        return context.page(
            title, trail: context.trail(t("catalogue.search.title")), showsSearch: false,
            SearchPages.results(t, results, content))
    }
}

extension Texts {
    /// The address of a page in the reader's language.
    func address(_ path: String) -> String { "/\(language.rawValue)\(path)" }

    var servicesLink: Link { Link(self("catalogue.services.title"), to: address("/services")) }

    func link(_ category: Pack.Topic) -> Link {
        Link(category.name[language], to: address("/services/category/\(category.id)"))
    }

    func link(_ service: PublicService) -> Link { Link(service.name[language], to: address("/services/\(service.id)")) }

    func link(_ entity: Entity) -> Link { Link(entity.name[language], to: address("/entities/\(entity.id)")) }

    func level(_ service: PublicService) -> String { self("catalogue.level.\(service.level.rawValue)") }
}
