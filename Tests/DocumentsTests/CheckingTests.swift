import Foundation
import Kit
import Store
import Testing
import Web

@testable import Credentials
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
