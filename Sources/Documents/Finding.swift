import Credentials
import Foundation
import Kit
import Store

/// What a check of a document found.
enum Finding: Sendable {
    /// It stands in our books.
    case listed(IssuedDocument, Evidence)
    /// It names a key of ours, but that key did not sign this.
    case altered
    /// A key of ours signed it, but that key got into other hands, and our books hold no such signature.
    case compromised
    /// A key of ours signed it, but it does not stand in our books.
    case unlisted
    /// Nothing of it comes from here.
    case notOurs

    /// What was laid before us, and so how much may be read back: never more than whoever checks sees already.
    enum Evidence: Sendable {
        case reference
        case paper(PaperClaims)
        case credential
    }
}

extension Documents {
    /// By its reference alone, which proves nothing of what is written on a paper.
    func check(reference: Reference) async throws -> Finding {
        try await store.read { try Documents.listed(reference, .reference, in: $0) ?? .notOurs }
    }

    /// By the two parts of the code on a paper.
    func check(reference: String, statement: String, at now: Date) async throws -> Finding {
        try await store.read { transaction in
            let verdict = code.verify(
                reference: reference, statement: statement, keys: try transaction.keyRing(), at: now)
            switch verdict {
            case .valid(let claims, _), .expired(let claims, _):
                return try Documents.listed(claims.reference, .paper(claims), in: transaction) ?? .unlisted
            case .compromised(let claims):
                let document = try transaction.findDocument(claims.reference)
                guard let document, document.isPrinted(as: statement) else { return .compromised }
                return .listed(document, .paper(claims))
            case .altered: return .altered
            case .notOurs: return .notOurs
            }
        }
    }

    /// By the file of a credential.
    func check(credential bytes: [UInt8]) async throws -> Finding {
        guard let credential = try? JSONValue.parse(bytes) else { return .notOurs }
        return try await store.read { transaction in
            switch DataIntegrity.verdict(on: credential, keys: try transaction.keyRing(), of: identity) {
            case .notOurs: return .notOurs
            case .altered: return .altered
            case .compromised:
                let document = try reference(of: credential).flatMap { try transaction.findDocument($0) }
                guard let document, document.isSigned(as: credential) else { return .compromised }
                return .listed(document, .credential)
            case .signed:
                guard let reference = reference(of: credential) else { return .unlisted }
                return try Documents.listed(reference, .credential, in: transaction) ?? .unlisted
            }
        }
    }

    private func reference(of credential: JSONValue) -> Reference? {
        let prefix = "\(base)/documents/"
        guard let id = credential["id"]?.text, id.hasPrefix(prefix) else { return nil }
        return Reference(String(id.dropFirst(prefix.count)))
    }

    private static func listed(
        _ reference: Reference, _ evidence: Finding.Evidence, in transaction: Transaction
    ) throws -> Finding? {
        try transaction.findDocument(reference).map { .listed($0, evidence) }
    }
}

extension IssuedDocument {
    /// Whether the books hold this very statement.
    fileprivate func isPrinted(as statement: String) -> Bool {
        paperCode.utf8.suffix(statement.utf8.count + 1).elementsEqual("/\(statement)".utf8)
    }

    /// Whether the books hold this very proof. A proof that verifies cannot be that of other contents.
    fileprivate func isSigned(as credential: JSONValue) -> Bool {
        let kept = try? JSONValue.parse(Array(self.credential.utf8))
        guard let proof = kept?["proof"] else { return false }
        return credential["proof"] == proof
    }

    /// The holder for whoever knows only a reference: a person by his initials, an organisation, whose name is public,
    /// in full.
    var holderForAnybody: Bilingual { isHeldByOrganisation ? holderName : holderName.initials }
}

extension Bilingual {
    /// The first letters of a name, for whoever knows only a reference: enough to compare, too little to learn it.
    var initials: Bilingual { Bilingual(ar: Bilingual.initials(ar), en: Bilingual.initials(en)) }

    private static func initials(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).compactMap { word -> String? in
            let bare = word.count > 3 && word.hasPrefix("ال") ? word.dropFirst(2) : word
            return bare.first { $0.isLetter || $0.isNumber }.map { "\($0)." }
        }.joined(separator: " ")
    }
}
