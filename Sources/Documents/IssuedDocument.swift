import Credentials
package import Foundation
package import Kit

/// One thing that a document says, as people read it.
package struct DocumentClaim: Sendable, Hashable, Codable {
    package var label: Bilingual
    package var value: Bilingual
    /// Its name for machines, such as `dateOfBirth`; nil makes one of the English label.
    package var term: String?

    package init(label: Bilingual, value: Bilingual, term: String? = nil) {
        self.label = label
        self.value = value
        self.term = term
    }
}

/// What is to be certified, before it has a reference and a signature.
package struct NewDocument: Sendable, Hashable {
    /// The same key is the same document, however often it is asked for: `case:8K2M47QDXP:exit-permit`.
    package var key: String
    /// In kebab case, at most 40 letters: `exit-permit`.
    package var kind: String
    /// The ids of the service and of the entity that speaks.
    package var service: String
    package var entity: String
    /// `person:<id>` or `organisation:<id>`.
    package var holder: String
    package var holderName: Bilingual
    package var caseReference: Reference
    package var title: Bilingual
    /// In the order in which they are read; the most telling codes (QID, passport, plate) first.
    package var claims: [DocumentClaim]
    /// The last day on which it is good; nil for ever.
    package var validUntil: Day?

    package init(
        key: String, kind: String, service: String, entity: String, holder: String, holderName: Bilingual,
        caseReference: Reference, title: Bilingual, claims: [DocumentClaim], validUntil: Day? = nil
    ) {
        self.key = key
        self.kind = kind
        self.service = service
        self.entity = entity
        self.holder = holder
        self.holderName = holderName
        self.caseReference = caseReference
        self.title = title
        self.claims = claims
        self.validUntil = validUntil
    }
}

/// A document by its name, for lists.
package struct DocumentTitle: Sendable, Hashable {
    package let reference: Reference
    package let title: Bilingual

    /// Without the language: `/documents/8K2M47QDXP`.
    package var path: String { "/documents/\(reference.symbols)" }
}

/// A document that the state has issued, with its signature.
package struct IssuedDocument: Sendable {
    /// What a document is worth on a day.
    package enum Standing: String, Sendable, Hashable { case valid, expired, revoked }

    /// That it was taken back, and why.
    package struct Revocation: Sendable, Hashable {
        package let at: Date
        package let reason: Bilingual
    }

    package let id: String
    package let reference: Reference
    package let kind: String
    package let service: String
    package let entity: String
    package let holder: String
    package let holderName: Bilingual
    package let caseReference: Reference
    package let title: Bilingual
    package let claims: [DocumentClaim]
    package let issuedAt: Date
    package let validUntil: Day?
    /// The signed credential, JSON in its canonical form (RFC 8785).
    package let credential: String
    /// What the code on the paper holds, signed by the same key at the same moment.
    package let paperCode: String
    package let keyID: String
    /// Its place in the published lists of revoked documents.
    package let statusIndex: Int
    package let revocation: Revocation?

    /// Without the language: `/documents/8K2M47QDXP`.
    package var path: String { "/documents/\(reference.symbols)" }

    var isHeldByOrganisation: Bool { holder.hasPrefix("organisation:") }

    package func standing(on day: Day) -> Standing {
        if revocation != nil { return .revoked }
        return validUntil.map { day > $0 } == true ? .expired : .valid
    }

    func isSame(as new: NewDocument) -> Bool {
        kind == new.kind && holder == new.holder && caseReference == new.caseReference
    }
}

extension IssuedDocument {
    /// Signs what is new: as a credential, and as the code on its paper.
    init(
        _ new: NewDocument, reference: Reference, statusIndex: Int, by documents: Documents, key: SigningKey,
        at now: Date
    ) throws {
        let expires = new.validUntil.map { documents.calendar.start(of: $0 + 1) }
        let credential = Credential(
            id: "\(documents.base)/documents/\(reference.symbols)", type: Vocabulary.type(of: new.kind),
            title: new.title,
            issuer: .init(identity: documents.identity, name: documents.name(of: new.entity)), validFrom: now,
            validUntil: expires, claims: Vocabulary.claims(of: new), status: documents.statusEntry(statusIndex),
            host: documents.host)
        let signed = try DataIntegrity.signed(credential.json, by: key, of: documents.identity, at: now)
        let facts = new.claims.map(\.value).filter { $0.ar == $0.en }.map(\.ar)
        let printed = PaperClaims(
            reference: reference, kind: String(new.kind.prefix(40)), name: new.holderName.ar, issued: now,
            expires: expires, facts: facts)
        self.init(
            id: Identifier.make(at: now), reference: reference, kind: new.kind, service: new.service,
            entity: new.entity,
            holder: new.holder, holderName: new.holderName, caseReference: new.caseReference, title: new.title,
            claims: new.claims, issuedAt: now, validUntil: new.validUntil,
            credential: String(decoding: try signed.canonicalBytes(), as: UTF8.self),
            paperCode: try documents.code.encode(printed, key: key), keyID: key.id, statusIndex: statusIndex,
            revocation: nil)
    }
}

/// The portal's names for machines, made of what officials wrote.
enum Vocabulary {
    /// `exit-permit` is `ExitPermit`.
    static func type(of kind: String) -> String {
        let words = words(kind)
        return words.isEmpty ? "Document" : words.map(capitalised).joined()
    }

    /// The name of the holder, then every claim under a name of its own.
    static func claims(of new: NewDocument) -> [Credential.Claim] {
        var taken: Set<String> = ["id", "type", "holderName"]
        var claims = [Credential.Claim("holderName", .text(new.holderName))]
        for claim in new.claims {
            let name = term(of: claim)
            let free = taken.contains(name) ? (2...).lazy.map { "\(name)\($0)" }.first { !taken.contains($0) } : name
            let chosen = free ?? name
            taken.insert(chosen)
            claims.append(Credential.Claim(chosen, .text(claim.value)))
        }
        return claims
    }

    /// `Valid until` is `validUntil`; a label without Latin letters is `claim`.
    private static func term(of claim: DocumentClaim) -> String {
        let words = words(claim.term ?? claim.label.en)
        guard let first = words.first, first.first?.isNumber == false else { return "claim" }
        return first.prefix(1).lowercased() + first.dropFirst() + words.dropFirst().map(capitalised).joined()
    }

    private static func words(_ text: String) -> [Substring] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }

    private static func capitalised(_ word: Substring) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
