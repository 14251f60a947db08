package import Content
package import Foundation
package import Store
package import Web

/// What the state offers and who provides it: the home page, services, entities, and the search through them.
package struct Catalogue: Sendable {
    package let content: CatalogueContent
    let store: Store
    let search: SearchIndex

    package init(content: CatalogueContent, store: Store) {
        self.content = content
        self.store = store
        search = SearchIndex(content)
    }

    package static var texts: Bundle { .module }

    /// Reads a pack's `pack.yaml`, `entities.yaml`, `services` and `synonyms.yaml`; every mistake is noted.
    package static func read(_ folder: PackFolder, _ inspection: Inspection) -> CatalogueContent? {
        CatalogueContent(folder, inspection)
    }

    /// Makes the search table anew where the content has changed. Before the first search, once a start.
    package func index() async throws {
        let search = search
        try await store.write { transaction in
            guard try transaction.searchVersion() != search.version else { return }
            try transaction.replaceSearch(with: search)
        }
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
