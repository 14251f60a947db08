import Foundation
import Kit
import Store
import Testing

@testable import Credentials
@testable import Documents

@Suite struct StatusListTests {
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
