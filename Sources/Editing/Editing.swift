package import Content
package import Foundation
import Kit
package import Store
package import Web

/// How services are changed from the portal: somebody writes, a second person of the entity publishes, all nodes follow.
///
/// A text that is published (`Edition`) lies over the service's file; cases that run keep the text they began with.
package struct Editing: Sendable {
    let store: Store
    let services: EditedServices
    let proofs: Proofs
    /// A text is read and its examples are played beside the answering of requests.
    let pool = BoundedPool(
        name: "editing", threads: 2, waiting: 16,
        full: Refusal("web.refusal.too-many", cause: .tooMany, retryAfter: 5))

    package init(store: Store, services: EditedServices, proofs: Proofs) {
        self.store = store
        self.services = services
        self.proofs = proofs
    }

    package var routes: [Route] {
        [
            .get("/editor", .editor, listServices),
            .get("/editor/services/:service", .editor, showService),
            .get("/editor/services/:service/comparison", .editor, compare),
            .get("/editor/services/:service/draft", .editor, showDraft),
            .post("/editor/services/:service/draft", .editor, bodyLimit: 1 << 20, saveDraft),
            .post("/editor/services/:service/draft/removal", .editor, removeDraft),
            .get("/editor/services/:service/draft/preview", .editor, previewDraft),
            .get("/editor/services/:service/editions/:number", .editor, showEdition),
            .get("/editor/services/:service/editions/:number/preview", .editor, previewEdition),
            .get("/editor/services/:service/editions/:number/text", .editor, downloadEdition),
            .post("/editor/services/:service/editions/:number/decision", .editor, decide),
            .post("/editor/services/:service/editions/:number/withdrawal", .editor, withdraw),
        ]
    }

    package static let migrations = [EditingMigrations.first]

    package static var texts: Bundle { .module }

    /// The texts that lie over a folder, by the names of its files. Where a file is no longer the one that an edition was
    /// written over, the file counts.
    package static func overlay(_ editions: [PublishedEdition], over folder: PackFolder) -> [String: String] {
        let counting = editions.filter { edition in
            folder.text(of: EditedService.path(of: edition.service), Inspection()).map(PackFolder.digest)
                == edition.file
        }
        return Dictionary(counting.map { (EditedService.path(of: $0.service), $0.text) }) { first, _ in first }
    }
}
