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

    package static let migrations = [
        AuditMigrations.first, AuditMigrations.base, AuditMigrations.partitioning.migration("2026-11-22-audit-3"),
    ]

    package static let partitionings = [AuditMigrations.partitioning]

    /// Looks leave from the first on, without gaps: what stays is a chain that goes on from where the archive ends.
    package static let oldRows = [
        OldRows(
            "look", key: ["seq"],
            before: { moment, transaction in
                guard case .whole = try transaction.verifyChain() else {
                    throw Archiving.Fault.unsound("the record of looks is not what was written; see /audit/chain")
                }
                return "seq < \(try transaction.firstLook(since: moment))"
            },
            settle: { try $0.settleLookBase() })
    ]

    package static var texts: Bundle { .module }
}
