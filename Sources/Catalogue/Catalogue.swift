package import Content
package import Foundation
package import Web

/// What the state offers and who provides it: the home page, services, entities, and the search through them.
package struct Catalogue: Sendable {
    package let content: CatalogueContent
    let search: SearchIndex

    package init(content: CatalogueContent) {
        self.content = content
        search = SearchIndex(content)
    }

    package static var texts: Bundle { .module }

    /// Reads a pack's `pack.yaml`, `entities.yaml`, `services` and `synonyms.yaml`; every mistake is noted.
    package static func read(_ folder: PackFolder, _ inspection: Inspection) -> CatalogueContent? {
        CatalogueContent(folder, inspection)
    }

    /// Reads the file of one service among all that the pack says besides; its mistakes are noted.
    package static func readService(
        _ id: String, in folder: PackFolder, among content: CatalogueContent, _ inspection: Inspection
    ) -> PublicService? {
        PublicService(
            "services/\(id).yaml", folder, content.pack, entities: Set(content.entities.map(\.id)), inspection)
    }

    /// The page of a service, as it would be shown.
    package static func page(of service: PublicService, among content: CatalogueContent, _ t: Texts) -> HTML {
        ServicePages.service(t, service, content)
    }

    package var routes: [Route] {
        [
            .get("", kept: true, home),
            .get("/services", kept: true, services),
            .get("/services/audience/:audience", kept: true, audience),
            .get("/services/category/:category", kept: true, category),
            .get("/services/:service", kept: true, service),
            .get("/entities", kept: true, entities),
            .get("/entities/:entity", kept: true, entity),
            .get("/search", limit: RateLimit("search", burst: 30, perMinute: 60), find),
        ]
    }
}
