import Foundation
import Kit
import Store
import Testing
import Web

@testable import Documents

@Suite struct CheckingTests {
    @Test("a credential verifies, and no credential with a flipped byte does")
    func flippedByte() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        var bytes = Array(document.credential.utf8)
        #expect(try await office.documents.check(credential: bytes).document?.id == document.id)
        let ring = try await office.store.read { try $0.keyRing() }
        for index in bytes.indices {
            bytes[index] ^= 1
            if case .signed = DataIntegrity.verdict(on: bytes, keys: ring, of: office.documents.identity) {
                Issue.record("byte \(index)")
            }
            bytes[index] ^= 1
        }
        let changed = Array(document.credential.replacing("AB1234567", with: "AB1234568").utf8)
        #expect(try await office.documents.check(credential: changed).isAltered)
    }

    @Test("the code of a paper verifies; another reference before it does not")
    func paperCode() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let finding = try await office.check(paper: document)
        guard case .listed(let found, .paper(let claims)) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(found.id == document.id)
        #expect(claims.name == document.holderName.ar)
        #expect(claims.facts == ["AB1234567"])
        let statement = String(try #require(document.paperCode.split(separator: "/").last))
        let other = try await office.documents.check(
            reference: Reference.random().symbols, statement: statement, at: Office.now)
        #expect(other.isAltered)
    }

    @Test("what was never issued is not ours")
    func unknown() async throws {
        let office = try await Office.open()
        #expect(try await office.documents.check(reference: .random()).isNotOurs)
        #expect(try await office.documents.check(credential: Array("{}".utf8)).isNotOurs)
        #expect(try await office.documents.check(credential: [0, 255, 1]).isNotOurs)
        let elsewhere = try await Office.open()
        let document = try await elsewhere.issue(Office.permit())
        #expect(try await office.check(paper: document).isNotOurs)
        #expect(try await office.documents.check(credential: Array(document.credential.utf8)).isNotOurs)
    }

    @Test("what our key signed but no register holds is not called valid")
    func unlisted() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        try await office.store.write { _ = try $0.run("delete from document where id = \(document.id)") }
        #expect(try await office.check(paper: document).isUnlisted)
        #expect(try await office.documents.check(credential: Array(document.credential.utf8)).isUnlisted)
        let list = try #require(try await office.documents.statusList(1, at: Office.now))
        #expect(try await office.documents.check(credential: list.canonicalBytes()).isUnlisted)
    }

    @Test("an expired paper is still found, so that the page can say so")
    func expired() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let later = Office.now.addingTimeInterval(60 * 86_400)
        let found = try #require(try await office.check(paper: document, at: later).document)
        #expect(found.standing(on: office.site.calendar.day(of: later)) == .expired)
    }

    @Test("a typed reference or a scanned address leads to its page; all else does not")
    func typed() throws {
        let code = PaperCode(portal: "https://hukoomi.gov.qa")
        let reference = try Samples.reference()
        func path(_ typed: String) -> String? {
            VerifyForm(Form(fields: [("reference", typed)])).path(code)
        }
        #expect(path(reference.description.lowercased()) == "/verify/\(reference.symbols)")
        #expect(path("https://hukoomi.gov.qa/V/\(reference.symbols)/HK1ABC") == "/verify/\(reference.symbols)/HK1ABC")
        #expect(path("https://hukoomi.gov.qa/V/\(reference.symbols)/HK1%0D%0A") == nil)
        #expect(path("https://elsewhere.qa/V/\(reference.symbols)/HK1ABC") == nil)
        #expect(path("") == nil)
    }
}

@Suite struct KeeperTests {
    @Test("what a retired key signed stays good, and the next key signs on")
    func rotation() async throws {
        let office = try await Office.open()
        let old = try await office.issue(Office.permit("case:1"))
        // In the same second, and with a request that was a moment behind.
        try await office.documents.rotateKey(at: Office.now)
        let new = try await office.issue(Office.permit("case:2"), at: Office.now.addingTimeInterval(-0.5))
        #expect(old.keyID != new.keyID)
        for document in [old, new] {
            #expect(try await office.check(paper: document).document?.id == document.id)
            let found = try await office.documents.check(credential: Array(document.credential.utf8))
            #expect(found.document?.id == document.id)
        }
        let ring = try await office.store.read { try $0.keyRing() }
        #expect(Set(ring.published.map(\.id)) == [old.keyID, new.keyID])
        #expect(ring.published.filter { $0.status == .active }.map(\.id) == [new.keyID])
    }

    @Test("a key is made once, and its successor before its term is over")
    func preparing() async throws {
        let office = try await Office.open()
        try await office.documents.prepare(at: Office.now)
        #expect(try await office.store.read { try $0.keyRing() }.published.count == 1)
        try await office.documents.prepare(at: Office.now.addingTimeInterval(SigningKey.term - 86_400))
        #expect(try await office.store.read { try $0.keyRing() }.published.count == 2)
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

    @Test("revoking a document sets its bit in the published list, and no other")
    func statusList() async throws {
        let office = try await Office.open()
        let first = try await office.issue(Office.permit("case:1"))
        let second = try await office.issue(Office.permit("case:2"))
        try await office.store.write {
            _ = try $0.revoke(second.reference, reason: Bilingual(same: "x"), at: Office.now)
        }
        #expect(first.statusIndex == 0)
        #expect(second.statusIndex == 1)
        let places = try await office.store.read { try $0.revokedPlaces(in: 0..<StatusList.size) }
        #expect(places == [1])
        let bits = StatusList(address: "", revoked: places).bits
        #expect(bits.count == 16_384)
        #expect(bits.first == 0x40)
        #expect(bits.dropFirst().allSatisfy { $0 == 0 })
        let list = try #require(try await office.documents.statusList(1, at: Office.now))
        let ring = try await office.store.read { try $0.keyRing() }
        guard case .signed = DataIntegrity.verdict(on: list, keys: ring, of: office.documents.identity) else {
            Issue.record("the list is not signed")
            return
        }
        #expect(list["id"]?.text == "https://hukoomi.gov.qa/status/1")
        #expect(list["credentialSubject"]?["encodedList"]?.text?.hasPrefix("uH4sI") == true)
        #expect(second.credential.contains("https://hukoomi.gov.qa/status/1#1"))
        #expect(try await office.documents.statusList(2, at: Office.now) == nil)
        #expect(try await office.documents.statusList(0, at: Office.now) == nil)
    }

    @Test("bit 0 of a list is the highest of its first byte, the last the lowest of its last")
    func bits() {
        let bits = StatusList(address: "", revoked: [0, 9, StatusList.size - 1, StatusList.size, -1]).bits
        #expect(bits[0] == 0x80)
        #expect(bits[1] == 0x40)
        #expect(bits[bits.count - 1] == 0x01)
    }
}
