import Foundation
import Kit
import Testing

@testable import Credentials

@Suite struct PaperCodeTests {
    private func encoded() throws -> (text: String, ring: KeyRing, key: SigningKey) {
        let key = try Samples.key()
        return (try Samples.code.encode(Samples.claims(), key: key), KeyRing(signing: [key]), key)
    }

    private func verdict(_ text: String, _ ring: KeyRing, at now: Date = Samples.issued) -> PaperCode.Verdict {
        Samples.code.verify(text, keys: ring, at: now)
    }

    @Test func aCodeVerifiesOfflineUntilItExpires() throws {
        let (text, ring, key) = try encoded()
        #expect(verdict(text, ring) == .valid(try Samples.claims(), key: key.id))
        #expect(verdict(text, ring, at: Samples.later) == .expired(try Samples.claims(), key: key.id))
    }

    @Test func aCodeIsAnAddressInTheCapitalsOfTheAlphanumericMode() throws {
        let (text, _, _) = try encoded()
        #expect(text.hasPrefix("HTTPS://HUKOOMI.GOV.QA/V/\(try Samples.reference().symbols)/HK1"))
        #expect(text.utf8.count <= PaperCode.maximumLength)
        #expect(text.utf8.allSatisfy { Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:/.".utf8).contains($0) })
    }

    @Test func anyOtherCharacterAtAnyPlaceFails() throws {
        let (text, ring, _) = try encoded()
        var bytes = Array(text.utf8)
        for index in bytes.indices {
            let right = bytes[index]
            for other in "0A7Z/h:".utf8 where other != right {
                bytes[index] = other
                #expect(verdict(String(decoding: bytes, as: UTF8.self), ring).claims == nil, "place \(index)")
            }
            bytes[index] = right ^ 1
            #expect(verdict(String(decoding: bytes, as: UTF8.self), ring).claims == nil, "place \(index)")
            bytes[index] = right
        }
        #expect(verdict(text + "A", ring).claims == nil)
        #expect(verdict(String(text.dropLast()), ring).claims == nil)
    }

    @Test func anyFlippedBitOfTheStatementFails() throws {
        let (_, ring, key) = try encoded()
        let claims = try Samples.claims()
        var token = try PaperToken.signed(claims.cwt.encoded, key: key)
        for index in token.indices {
            for bit in 0..<8 {
                token[index] ^= 1 << UInt8(bit)
                let verdict = Samples.code.verify(
                    reference: claims.reference.symbols, statement: "HK1" + Multibase.base32(token),
                    keys: ring,
                    at: Samples.issued)
                #expect(verdict.claims == nil, "bit \(bit) of byte \(index)")
                token[index] ^= 1 << UInt8(bit)
            }
        }
    }

    @Test func aStatementBehindAnotherReferenceHostOrKeyIsNotBelieved() throws {
        let (text, ring, _) = try encoded()
        let other = Reference.random().symbols
        #expect(verdict(text.replacing(try Samples.reference().symbols, with: other), ring) == .altered)
        #expect(verdict(text.replacing("HUKOOMI.GOV.QA", with: "HUKOOMI-GOV.QA"), ring) == .notOurs)
        #expect(verdict(text, KeyRing(signing: [try Samples.key(8)])) == .notOurs)
        #expect(verdict(text, KeyRing(signing: [try Samples.key(to: Samples.issued, status: .retired)])) == .altered)
        #expect(verdict("", ring) == .notOurs)
        #expect(verdict("https://example.com", ring) == .notOurs)
        #expect(verdict(String(repeating: "A", count: 100_000), ring) == .notOurs)
    }

    @Test func whatFindsNoRoomIsLeftOut() throws {
        var claims = try Samples.claims()
        claims.facts = (1...20).map { "fact number \($0)" }
        claims.name = String(repeating: "عبدالرحمن ", count: 30)
        let key = try Samples.key()
        let text = try Samples.code.encode(claims, key: key)
        #expect(text.utf8.count <= PaperCode.maximumLength)
        let read = try #require(verdict(text, KeyRing(signing: [key])).claims)
        #expect(read.facts.isEmpty)
        #expect(read.name?.hasSuffix("…") == true)
        #expect((read.name ?? "").count > 15)
        claims.kind = String(repeating: "k", count: 41)
        #expect(throws: PaperCode.TooLong.self) { try Samples.code.encode(claims, key: key) }
    }

    @Test func aSignedNumberBeyondAllCalendarsIsRefusedWithoutHarm() throws {
        let key = try Samples.key()
        let reference = try Samples.reference().symbols
        for moment in [Int.max, Int.min, -1] {
            let body = CBOR.map([
                .init(.integer(6), .integer(moment)), .init(.integer(7), .bytes(Array(reference.utf8))),
                .init(.integer(-65_537), .map([.init(.integer(1), .text("x"))])),
            ]).encoded
            let statement = "HK1" + Multibase.base32(try PaperToken.signed(body, key: key))
            let ring = KeyRing(signing: [key])
            #expect(
                Samples.code.verify(reference: reference, statement: statement, keys: ring, at: .now)
                    == .altered)
        }
    }
}

@Suite struct CBORTests {
    /// RFC 8949 appendix A.
    @Test(arguments: [
        (CBOR.integer(0), "00"), (.integer(23), "17"), (.integer(24), "1818"), (.integer(1000), "1903e8"),
        (.integer(1_000_000), "1a000f4240"), (.integer(1_000_000_000_000), "1b000000e8d4a51000"),
        (.integer(-1), "20"),
        (.integer(-100), "3863"), (.integer(-1000), "3903e7"), (.bytes([]), "40"),
        (.bytes([1, 2, 3, 4]), "4401020304"),
        (.text("IETF"), "6449455446"), (.text("\u{fc}"), "62c3bc"), (.array([]), "80"),
        (.array([.integer(1), .array([.integer(2), .integer(3)])]), "8201820203"),
        (.map([.init(.integer(1), .integer(2)), .init(.integer(3), .integer(4))]), "a201020304"),
        (.tagged(1, .integer(1_363_896_240)), "c11a514b67b0"),
    ]) func itemsAreWrittenAndReadAsInTheStandard(item: CBOR, text: String) {
        #expect(Hexadecimal.text(item.encoded) == text)
        #expect(Multibase.bytes(hexadecimal: text).flatMap { CBOR($0) } == item)
    }

    @Test(arguments: [
        "", "1800", "190001", "5801", "61ff", "a201020102", "a203040102", "9f01ff", "f4", "fa47c35000",
        "0000", "9bffffffffffffffff",
        "bbffffffffffffffff", "1bffffffffffffffff", "5bffffffffffffffff", "81818181818181818101", "a1", "1c",
    ]) func everythingElseIsRefused(text: String) {
        #expect(Multibase.bytes(hexadecimal: text).flatMap { CBOR($0) } == nil)
    }

    @Test func randomBytesNeverDoHarm() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if let item = CBOR(bytes) { #expect(item.encoded == bytes) }
        }
    }
}
