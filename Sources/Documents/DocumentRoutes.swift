import Foundation
import Kit
import Store
import Web

extension Documents {
    func listDocuments(_ context: Context) async throws -> Answer {
        let holders = try context.signedIn().holders
        let asked = min(max(1, Int(Digits.compact(context.query["page"])) ?? 1), 10_000)
        let (documents, count) = try await store.read { transaction in
            let skipped = (asked - 1) * DocumentPages.size
            return (
                try transaction.documents(heldBy: holders, most: DocumentPages.size, after: skipped),
                try transaction.countDocuments(heldBy: holders)
            )
        }
        let lines = documents.map { DocumentLine($0, entity: name(of: $0.entity), context) }
        return context.page(
            context.t("documents.list.title"), trail: DocumentPages.trail(context),
            DocumentPages.list(lines, page: asked, count: count, context))
    }

    func showDocument(_ context: Context) async throws -> Answer {
        let document = try await held(context)
        let title = document.title[context.language]
        return context.page(
            title, trail: DocumentPages.trail(context, to: title),
            DocumentPages.document(DocumentView(document, entity: name(of: document.entity), context), context))
    }

    /// The paper, drawn now, on the threads for such work.
    func downloadPaper(_ context: Context) async throws -> Answer {
        let document = try await held(context)
        let sheet = Sheet(document, by: self, site: context.site)
        let bytes = try await pool.run { try Paper.pdf(sheet) }
        return .download(bytes, type: "application/pdf", name: "\(document.kind)-\(document.reference).pdf")
    }

    /// The signed data (VCDM 2.0, section 6.3, media type).
    func downloadCredential(_ context: Context) async throws -> Answer {
        let document = try await held(context)
        return .download(
            Array(document.credential.utf8), type: "application/vc", name: "\(document.kind)-\(document.reference).json"
        )
    }

    private func held(_ context: Context) async throws -> IssuedDocument {
        let (reference, holders) = (try context.reference("reference"), try context.signedIn().holders)
        return try await store.glance { try $0.document(reference, heldBy: holders) }
    }
}
