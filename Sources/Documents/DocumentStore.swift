import Credentials
package import Foundation
package import Kit
package import Store

extension Transaction {
    // MARK: For other modules

    /// Issues a document and signs it. The same key is the same document; one that stands for another is a defect.
    package func issue(_ new: NewDocument, by documents: Documents, at now: Date) throws -> IssuedDocument {
        if let known = try findDocument("idempotency_key = \(new.key)") {
            guard known.isSame(as: new) else { throw DocumentsDefect.keyTaken }
            return known
        }
        let key = try signingKey(from: documents.safe)
        // A key that took over a moment ago does not sign for the time before.
        let moment = max(now, key.verification.notBefore)
        guard key.verification.covers(moment) else { throw DocumentsDefect.noKey }
        let document = try IssuedDocument(
            new, reference: .random(), statusIndex: next(IssuedDocument.places), by: documents, key: key, at: moment)
        try add(document, key: new.key)
        try publish(
            DocumentIssued(reference: document.reference, case: document.caseReference, kind: document.kind), at: now)
        return document
    }

    /// What was issued for a case, oldest first.
    package func documents(ofCase reference: Reference) throws -> [IssuedDocument] {
        try all(
            "select \(IssuedDocument.columns) from document where case_reference = \(reference) order by issued_at, id",
            IssuedDocument.init(row:))
    }

    /// What the documents of a case are called, oldest first.
    package func documentTitles(ofCase reference: Reference) throws -> Asked<DocumentTitle> {
        try ask(
            "select reference, title_ar, title_en from document where case_reference = \(reference) order by issued_at, id"
        ) { DocumentTitle(reference: try $0.reference(0), title: Bilingual(ar: try $0.text(1), en: try $0.text(2))) }
    }

    /// The latest documents of these holders, newest first.
    package func documents(
        heldBy holders: [String], most: Int = 20, after skipped: Int = 0
    ) throws -> [IssuedDocument] {
        try all(
            """
            select \(IssuedDocument.columns) from document where holder in \(list: holders)
            order by issued_at desc, id desc limit \(most) offset \(skipped)
            """, IssuedDocument.init(row:))
    }

    /// The latest documents of a holder, newest first, or those of some references, as they are made into something else.
    package func documents<Fact>(
        heldBy holder: String, among references: [Reference]? = nil, most: Int,
        _ make: @escaping (IssuedDocument) throws -> Fact
    ) throws -> Asked<Fact> {
        let which: SQL = references.map { "reference in \(list: $0.map(\.symbols)) and" } ?? ""
        return try ask(
            """
            select \(IssuedDocument.columns) from document where \(which) holder = \(holder)
            order by issued_at desc, id desc limit \(most)
            """
        ) { try make(IssuedDocument(row: $0)) }
    }

    /// A document of one of these holders.
    package func document(_ reference: Reference, heldBy holders: [String]) throws -> IssuedDocument {
        guard let document = try findDocument("reference = \(reference) and holder in \(list: holders)") else {
            throw NotFound()
        }
        return document
    }

    /// Takes a document back; once it is revoked, it stays so for the first reason.
    @discardableResult
    package func revoke(_ reference: Reference, reason: Bilingual, at now: Date) throws -> IssuedDocument {
        let changed = try changed(
            by:
                """
                update document set revoked_at = \(now), revocation_ar = \(reason.ar), revocation_en = \(reason.en)
                where reference = \(reference) and revoked_at is null
                """)
        guard let document = try findDocument(reference) else { throw NotFound() }
        if changed == 1 {
            try publish(
                DocumentRevoked(reference: reference, case: document.caseReference, kind: document.kind), at: now)
        }
        return document
    }

    // MARK: Inside

    /// Takes back all that a key signed since a moment; answers how many documents that is.
    func revokeDocuments(signedBy key: String, since: Date, reason: Bilingual, at now: Date) throws -> Int {
        let revoked = try all(
            """
            update document set revoked_at = \(now), revocation_ar = \(reason.ar), revocation_en = \(reason.en)
            where key_id = \(key) and issued_at >= \(since) and revoked_at is null
            returning reference, case_reference, kind
            """
        ) { DocumentRevoked(reference: try $0.reference(0), case: try $0.reference(1), kind: try $0.text(2)) }
        for event in revoked { try publish(event, at: now) }
        return revoked.count
    }

    /// For a check: anybody may ask who knows the reference, and is told little.
    func findDocument(_ reference: Reference) throws -> IssuedDocument? { try findDocument("reference = \(reference)") }

    func countDocuments(heldBy holders: [String]) throws -> Int {
        try one("select count(*) from document where holder in \(list: holders)") { try $0.integer(0) } ?? 0
    }

    /// The places of the revoked documents in a range of places.
    func revokedPlaces(in places: Range<Int>) throws -> [Int] {
        try all(
            """
            select status_index from document where revoked_at is not null
                and status_index >= \(places.lowerBound) and status_index < \(places.upperBound)
            """
        ) { try $0.integer(0) }
    }

    /// How many places have been given to documents.
    func placesTaken() throws -> Int {
        try one("select coalesce(max(status_index) + 1, 0) from document") { try $0.integer(0) } ?? 0
    }

    private func findDocument(_ condition: SQL) throws -> IssuedDocument? {
        try one("select \(IssuedDocument.columns) from document where \(condition)", IssuedDocument.init(row:))
    }

    private func add(_ document: IssuedDocument, key: String) throws {
        let claims = String(decoding: try JSONEncoder().encode(document.claims), as: UTF8.self)
        try run(
            """
            insert into document (id, reference, idempotency_key, kind, service, entity, holder, holder_name_ar,
                holder_name_en, case_reference, title_ar, title_en, claims, issued_at, valid_until, credential,
                paper_code, key_id, status_index)
            values (\(document.id), \(document.reference), \(key), \(document.kind), \(document.service),
                \(document.entity), \(document.holder), \(document.holderName.ar), \(document.holderName.en),
                \(document.caseReference), \(document.title.ar), \(document.title.en), \(claims), \(document.issuedAt),
                \(document.validUntil), \(document.credential), \(document.paperCode), \(document.keyID),
                \(document.statusIndex))
            """)
    }
}

extension IssuedDocument {
    /// The places of documents in the status list.
    static let places = Numbering(table: "document", column: "status_index")

    static let columns: SQL = """
        id, reference, kind, service, entity, holder, holder_name_ar, holder_name_en, case_reference, title_ar,
        title_en, claims, issued_at, valid_until, credential, paper_code, key_id, status_index, revoked_at,
        revocation_ar, revocation_en
        """

    init(row: Row) throws {
        let claims = try JSONDecoder().decode([DocumentClaim].self, from: Data(row.text(11).utf8))
        let revocation = try row.optionalMoment(18).map { moment in
            Revocation(at: moment, reason: Bilingual(ar: try row.text(19), en: try row.text(20)))
        }
        try self.init(
            id: row.text(0), reference: row.reference(1), kind: row.text(2), service: row.text(3), entity: row.text(4),
            holder: row.text(5), holderName: Bilingual(ar: row.text(6), en: row.text(7)),
            caseReference: row.reference(8),
            title: Bilingual(ar: row.text(9), en: row.text(10)), claims: claims, issuedAt: row.moment(12),
            validUntil: row.optionalDay(13), credential: row.text(14), paperCode: row.text(15), keyID: row.text(16),
            statusIndex: row.integer(17), revocation: revocation)
    }
}
