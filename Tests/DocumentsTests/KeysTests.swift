import Foundation
import Kit
import Store
import Support
import Testing
import Web

@testable import Credentials
@testable import Documents

@Suite struct KeysTests {
    @Test("what a retired key signed stays good, and the next key signs on")
    func rotation() async throws {
        let office = try await Office.open()
        let old = try await office.issue(Office.permit("case:1"))
        // In the same second, and with a request that was a moment behind.
        try await office.documents.keys.rotate(at: Office.now)
        let new = try await office.issue(Office.permit("case:2"), at: Office.now.addingTimeInterval(-0.5))
        #expect(old.keyID != new.keyID)
        for document in [old, new] {
            #expect(try await office.check(paper: document).document?.id == document.id)
            let found = try await office.documents.check(credential: Array(document.credential.utf8))
            #expect(found.document?.id == document.id)
        }
        let ring = try await office.store.read { try $0.keyRing() }
        #expect(Set(ring.all.map(\.id)) == [old.keyID, new.keyID])
        #expect(ring.all.filter { $0.status == .active }.map(\.id) == [new.keyID])
    }

    @Test("a key is made once, and its successor before its term is over")
    func preparing() async throws {
        let office = try await Office.open()
        try await office.documents.prepare(at: Office.now)
        #expect(try await office.store.read { try $0.keyRing() }.all.count == 1)
        try await office.documents.prepare(at: Office.now.addingTimeInterval(SigningKey.term - 86_400))
        #expect(try await office.store.read { try $0.keyRing() }.all.count == 2)
    }

    @Test("a private key cannot be read without the secret, nor under another id")
    func sealedKey() async throws {
        let office = try await Office.open()
        let key = SigningKey.make(notBefore: Office.now, notAfter: Office.now.addingTimeInterval(60))
        let sealed = try office.documents.safe.sealed(key)
        #expect(!sealed.indices.contains { sealed[$0...].starts(with: key.privateKey) })
        let stranger = KeySafe()
        #expect(throws: DocumentsDefect.self) { try stranger.opened(sealed, for: key.verification) }
        stranger.unlock(with: [UInt8](repeating: 1, count: 32))
        #expect(throws: (any Error).self) { try stranger.opened(sealed, for: key.verification) }
        let other = SigningKey.make(notBefore: Office.now, notAfter: Office.now.addingTimeInterval(60))
        #expect(throws: (any Error).self) { try office.documents.safe.opened(sealed, for: other.verification) }
        #expect(try office.documents.safe.opened(sealed, for: key.verification).id == key.id)
    }
}

/// What becomes of documents when the key that signed them got into other hands.
@Suite struct CompromiseTests {
    private static let day = 86_400.0

    /// Strikes the key that signed the document, since so many days before now.
    private func compromise(_ document: IssuedDocument, _ office: Office, daysAgo: Int) async throws -> Int {
        let calendar = office.site.calendar
        return try await office.documents.keys.compromise(
            document.keyID, since: calendar.day(of: Office.now) + -daysAgo, calendar: calendar,
            words: office.site.texts, at: Office.now)
    }

    private func office(lastDays days: Double) async throws -> Office {
        let office = try Office(store: TestStore.make(Documents.migrations))
        try await office.documents.prepare(at: Office.now.addingTimeInterval(-days * Self.day))
        return office
    }

    @Test("what it signed from that day on is revoked, with the reason in both languages; what was before stays good")
    func revokes() async throws {
        let office = try await office(lastDays: 9)
        let before = try await office.issue(Office.permit("case:1"), at: Office.now.addingTimeInterval(-3 * Self.day))
        let after = try await office.issue(Office.permit("case:2"), at: Office.now.addingTimeInterval(-Self.day))
        #expect(try await compromise(before, office, daysAgo: 1) == 1)
        let today = office.site.calendar.day(of: Office.now)
        for document in [before, after] {
            let standing: IssuedDocument.Standing = document.id == before.id ? .valid : .revoked
            let findings = [
                try await office.documents.check(reference: document.reference),
                try await office.check(paper: document),
                try await office.documents.check(credential: Array(document.credential.utf8)),
            ]
            #expect(findings.map { $0.document?.id } == [document.id, document.id, document.id])
            #expect(findings.map { $0.document?.standing(on: today) } == [standing, standing, standing])
        }
        let found = try await office.documents.check(reference: after.reference).document
        let reason = try #require(found?.revocation?.reason)
        #expect(reason.ar.contains("بمفتاح لم يعد آمنًا منذ"))
        #expect(reason.en.contains("signed with a key that has not been safe since"))
        #expect(try await office.store.read { try $0.revokedPlaces(in: 0..<StatusList.size) } == [after.statusIndex])
        let told = try await office.store.read {
            try $0.one("select count(*) from event where name = \(DocumentRevoked.name)") { try $0.integer(0) }
        }
        #expect(told == 1)
    }

    @Test("a forgery with that key is not believed, whatever day and number it carries")
    func forgery() async throws {
        let office = try await office(lastDays: 9)
        let then = Office.now.addingTimeInterval(-3 * Self.day)
        let document = try await office.issue(Office.permit(), at: then)
        let key = try await office.store.read { try $0.signingKey(from: office.documents.safe) }
        _ = try await compromise(document, office, daysAgo: 1)

        var forged = try JSONValue.parse(Array(document.credential.utf8))
        (forged["proof"], forged["name"]) = (nil, "Another")
        let signed = try DataIntegrity.signed(forged, by: key, of: office.documents.identity, at: then)
        #expect(try await office.documents.check(credential: signed.canonicalBytes()).isCompromised)
        forged["id"] = .string("https://hukoomi.gov.qa/documents/\(Reference.random().symbols)")
        let unlisted = try DataIntegrity.signed(forged, by: key, of: office.documents.identity, at: then)
        #expect(try await office.documents.check(credential: unlisted.canonicalBytes()).isCompromised)

        let claims = PaperClaims(reference: document.reference, kind: "exit-permit", name: "Another", issued: then)
        let code = try office.documents.code.encode(claims, key: key)
        let statement = try #require(code.split(separator: "/").last)
        let paper = try await office.documents.check(
            reference: document.reference.symbols, statement: String(statement), at: Office.now)
        #expect(paper.isCompromised)
    }

    @Test("it signs no more and is published no more; its successor signs at once")
    func successor() async throws {
        let office = try await Office.open()
        let lost = try await office.issue(Office.permit("case:1"))
        _ = try await compromise(lost, office, daysAgo: 0)
        let next = try await office.issue(Office.permit("case:2"))
        #expect(next.keyID != lost.keyID)
        #expect(try await office.check(paper: next).document?.id == next.id)
        let ring = try await office.store.read { try $0.keyRing() }
        let published = try office.documents.identity.document(keys: ring.all).canonicalBytes()
        let text = String(decoding: published, as: UTF8.self)
        #expect(!text.contains(lost.keyID))
        #expect(text.contains(next.keyID))
        let kept = try await office.documents.keys.all()
        #expect(kept.map(\.documents) == [1, 1])
        #expect(kept.map(\.key.status) == [.compromised, .active])
        #expect(
            kept.first?.compromisedSince == office.site.calendar.start(of: office.site.calendar.day(of: Office.now)))
    }

    @Test("an earlier day can be given later; a day to come and an unknown key are refused")
    func again() async throws {
        let office = try await office(lastDays: 9)
        let document = try await office.issue(Office.permit(), at: Office.now.addingTimeInterval(-3 * Self.day))
        await #expect(throws: Refusal.self) { try await compromise(document, office, daysAgo: -1) }
        #expect(try await compromise(document, office, daysAgo: 0) == 0)
        #expect(try await compromise(document, office, daysAgo: 5) == 1)
        #expect(try await compromise(document, office, daysAgo: 5) == 0)
        #expect(try await office.documents.keys.all().count == 2)
        await #expect(throws: NotFound.self) {
            try await office.documents.keys.compromise(
                "0000000000000000", since: Day(number: 0), calendar: office.site.calendar, words: office.site.texts,
                at: Office.now)
        }
    }
}
