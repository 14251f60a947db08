package import Foundation
package import Kit
package import Store
package import Web

/// The numbers of the portal: what was completed each month, by service, entity and channel, and what was published
/// of the years before. What is counted here and what is only quoted are never added up.
package struct Statistics: Sendable {
    let store: Store
    let history: History
    let services: [String: Bilingual]
    let entities: [String: Bilingual]

    /// - Parameters:
    ///   - services: the names of the catalogue's services by their ids; a service without a name shows its id.
    ///   - entities: the names of its entities by their ids.
    package init(store: Store, history: History, services: [String: Bilingual], entities: [String: Bilingual]) {
        self.store = store
        self.history = history
        self.services = services
        self.entities = entities
    }

    package var routes: [Route] {
        [
            .get("/statistics", .anyone, showMonths),
            .get("/statistics/:month", .anyone, showMonth),
            .bare(.get, "/statistics/:month/data.csv", sendTable),
            .bare(.get, "/statistics/:month/data.json", sendJSON),
        ]
    }

    package static var texts: Bundle { .module }

    /// Counts each completed case once, however often it is told.
    package func listen(on store: Store) {
        store.hear(CaseCompleted.self, as: "statistics.count") { transaction, event in
            try transaction.count(event)
        }
    }
}
