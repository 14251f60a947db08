package import Kit
import Store

/// The state issued a document; told once for each document.
package struct DocumentIssued: Event {
    package static let name = "documents.document.issued"
    package let reference: Reference
    /// The case that led to it.
    package let `case`: Reference
    package let kind: String
}

/// A document was taken back before its time.
package struct DocumentRevoked: Event {
    package static let name = "documents.document.revoked"
    package let reference: Reference
    package let `case`: Reference
    package let kind: String
}
