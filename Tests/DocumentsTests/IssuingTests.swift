import Foundation
import Kit
import Store
import Testing
import Web

@testable import Credentials
@testable import Documents

@Suite struct IssuingTests {
    @Test("a document that is asked for twice is issued once")
    func issuesOnce() async throws {
        let office = try await Office.open()
        let first = try await office.issue(Office.permit())
        let again = try await office.issue(Office.permit(), at: Office.now.addingTimeInterval(60))
        #expect(first.reference == again.reference)
        #expect(first.credential == again.credential)
        let events = try await office.store.read { try $0.one("select count(*) from event") { try $0.integer(0) } }
        #expect(events == 1)
    }

    @Test("a key that stands for somebody else's document is a defect")
    func keyTaken() async throws {
        let office = try await Office.open()
        _ = try await office.issue(Office.permit())
        await #expect(throws: DocumentsDefect.self) { try await office.issue(Office.permit(holder: "person:p-2")) }
    }

    @Test("another person's document does not exist")
    func heldByAnother() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let mine = try await office.store.read { try $0.document(document.reference, heldBy: [Office.holder]) }
        #expect(mine.id == document.id)
        await #expect(throws: NotFound.self) {
            try await office.store.read {
                try $0.document(document.reference, heldBy: ["person:p-2", "organisation:p-1"])
            }
        }
        #expect(try await office.store.read { try $0.documents(heldBy: ["person:p-2"]) }.isEmpty)
        #expect(try await office.store.read { try $0.documents(heldBy: []) }.isEmpty)
    }

    @Test("a case and its holder find what was issued, as it was written")
    func foundAgain() async throws {
        let office = try await Office.open()
        let new = try Office.permit()
        let document = try await office.issue(new)
        let found = try await office.store.read { try $0.documents(ofCase: new.caseReference) }
        #expect(found.map(\.reference) == [document.reference])
        #expect(found.first?.claims == new.claims)
        #expect(found.first?.validUntil == new.validUntil)
        #expect(found.first?.credential == document.credential)
        #expect(found.first?.paperCode == document.paperCode)
    }

    @Test("nothing is signed before the first key is made")
    func noKey() async throws {
        let office = try Office(store: try await Office.open().store)
        await #expect(throws: DocumentsDefect.self) { try await office.issue(Office.permit()) }
    }

    @Test("a document is good on its last day and not on the next")
    func standing() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let last = try #require(document.validUntil)
        #expect(document.standing(on: last) == .valid)
        #expect(document.standing(on: last + 1) == .expired)
        let lasting = try await office.issue(Office.permit("case:2", validUntil: nil))
        #expect(lasting.standing(on: last + 100_000) == .valid)
    }

    @Test("a revoked document stays revoked for its first reason")
    func revoked() async throws {
        let office = try await Office.open()
        let reference = try await office.issue(Office.permit()).reference
        for reason in ["أول", "ثانٍ"] {
            _ = try await office.store.write {
                try $0.revoke(reference, reason: Bilingual(same: reason), at: Office.now)
            }
        }
        let document = try #require(try await office.documents.check(reference: reference).document)
        #expect(document.standing(on: Day(number: 0)) == .revoked)
        #expect(document.revocation?.reason.ar == "أول")
        let told = try await office.store.read {
            try $0.one("select count(*) from event where name = \(DocumentRevoked.name)") { try $0.integer(0) }
        }
        #expect(told == 1)
    }

    @Test("what is not there cannot be revoked")
    func revokesNothing() async throws {
        let office = try await Office.open()
        await #expect(throws: NotFound.self) {
            try await office.store.write {
                _ = try $0.revoke(.random(), reason: Bilingual(same: "x"), at: Office.now)
            }
        }
    }

    @Test("the paper carries every word and can be drawn")
    func paper() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let sheet = Sheet(document, by: office.documents, site: office.site)
        #expect(!"\(sheet)".contains("⟦"))
        #expect(
            sheet.highlights.map(\.second?.en) == [
                nil, "11\u{A0}Jumada\u{A0}al‑Akhirah\u{A0}1448 AH", "12\u{A0}Rajab\u{A0}1448 AH",
            ])
        #expect(sheet.pageLine.ar.contains("{page}"))
        #expect(sheet.verify.address == "hukoomi.gov.qa/verify")
        #expect(sheet.entity.en == "Ministry of Interior")
        #expect(try Paper.pdf(sheet).starts(with: "%PDF".utf8))
    }
}

@Suite struct VocabularyTests {
    @Test("claims have names of their own for machines")
    func terms() throws {
        var new = try Office.permit()
        new.claims = ["Full name", "full-name", "ID", "2 visits", "الاسم", "Date of birth"].map {
            DocumentClaim(label: Bilingual(same: $0), value: Bilingual(same: "x"))
        }
        #expect(
            Vocabulary.claims(of: new).map(\.name) == [
                "holderName", "fullName", "fullName2", "iD", "claim", "claim2", "dateOfBirth",
            ])
        #expect(Vocabulary.type(of: "exit-permit") == "ExitPermit")
        #expect(Vocabulary.type(of: "") == "Document")
    }

    @Test("of a name only its first letters are shown")
    func initials() {
        let name = Bilingual(ar: "محمد عبدالله الكواري", en: "Mohammed Al-Kuwari")
        #expect(name.initials == Bilingual(ar: "م. ع. ك.", en: "M. A."))
        #expect(Bilingual(same: "").initials == Bilingual(same: ""))
    }
}
