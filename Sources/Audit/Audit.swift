package import Foundation
package import Kit
package import Store
package import Web

/// Who looked at whose data, when and why: written for good, shown to the person it is about and to auditors.
///
/// Other modules note a look with `transaction.recordLook(by:at:kind:reference:now:)`, in the transaction that reads.
package struct Audit: Sendable {
    let store: Store
    let entityName: @Sendable (String) -> Bilingual?

    /// - Parameter entityName: the name of an entity of the catalogue; nil for one that there is no more.
    package init(store: Store, entityName: @escaping @Sendable (String) -> Bilingual?) {
        self.store = store
        self.entityName = entityName
    }

    package var routes: [Route] {
        [
            .get("/account/looks", .signedIn, showOwnLooks),
            .get("/audit", .auditor, listLooks),
            .get("/audit/chain", .auditor, checkChain),
        ]
    }

    package static let migrations: [Migration] = [AuditMigrations.first]

    package static var texts: Bundle { .module }
}
