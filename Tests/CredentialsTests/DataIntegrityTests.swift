import Foundation
import Kit
import Testing

@testable import Credentials

@Suite struct DataIntegrityTests {
    /// W3C Data Integrity EdDSA Cryptosuites 1.0, appendix "Test Vectors", representation eddsa-jcs-2022.
    private static let vector = """
        {"@context":["https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2"],
        "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type":["VerifiableCredential","AlumniCredential"],
        "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
        "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",
        "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
        """
    private static let vectorMethod =
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
        + "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    private static let vectorSecret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
    private static let vectorProof =
        "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
    /// An earlier edition of the vector, with `https://vc.example/issuers/5678#z6Mk…` as the method.
    private static let earlierMethod =
        "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    private static let earlierProof =
        "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"

    private func vectorKey() throws -> SigningKey {
        let secret = try #require(Multibase.bytes(base58: DataIntegrityTests.vectorSecret)).dropFirst(2)
        return try #require(
            SigningKey(privateKey: Array(secret), notBefore: .distantPast, notAfter: .distantFuture))
    }

    @Test func theHashOfTheStandardsVectorIsAsPublished() throws {
        let document = try JSONValue.parse(DataIntegrityTests.vector)
        let proof = DataIntegrity.proofConfiguration(
            for: document, method: DataIntegrityTests.vectorMethod, created: "2023-02-24T23:36:38Z")
        #expect(
            Hexadecimal.text(try DataIntegrity.hashData(document: document, proofConfiguration: proof))
                == "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
                + "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19")
    }

    @Test(arguments: [(vectorMethod, vectorProof), (earlierMethod, earlierProof)])
    func theSignatureOfTheStandardsVectorVerifies(method: String, value: String) throws {
        let key = try vectorKey()
        var document = try JSONValue.parse(DataIntegrityTests.vector)
        var proof = DataIntegrity.proofConfiguration(
            for: document, method: method, created: "2023-02-24T23:36:38Z")
        let hash = try DataIntegrity.hashData(document: document, proofConfiguration: proof)
        #if os(Linux)
            #expect(Multibase.base58(try key.signature(of: hash)) == value)
        #endif
        proof["proofValue"] = .string(value)
        document["proof"] = proof
        #expect(DataIntegrity.isSigned(document, by: key.verification))
        document["name"] = "alumni Credential"
        #expect(!DataIntegrity.isSigned(document, by: key.verification))
    }

    private func signed() throws -> (JSONValue, KeyRing, SigningKey) {
        let key = try Samples.key()
        let credential = try Samples.credential().json
        let secured = try DataIntegrity.signed(credential, by: key, of: Samples.identity, at: Samples.issued)
        return (secured, KeyRing(signing: [key]), key)
    }

    @Test func aCredentialThatWeSignedIsOurs() throws {
        let (credential, ring, key) = try signed()
        let bytes = try credential.canonicalBytes()
        let expected = DataIntegrity.Verdict.signed(by: key.verification, at: Samples.issued)
        #expect(DataIntegrity.verdict(on: bytes, keys: ring, of: Samples.identity) == expected)
        #expect(throws: DataIntegrity.Problem.alreadySigned) {
            try DataIntegrity.signed(credential, by: key, of: Samples.identity, at: Samples.issued)
        }
    }

    @Test func aKeySignsInTheSecondInWhichItWasMade() throws {
        let made = Samples.issued.addingTimeInterval(0.7)
        let now = made.addingTimeInterval(0.1)
        let key = SigningKey.make(notBefore: made, notAfter: Samples.later)
        let ring = KeyRing(signing: [key])
        let credential = try Samples.credential().json
        let signed = try DataIntegrity.signed(credential, by: key, of: Samples.identity, at: now)
        #expect(DataIntegrity.verdict(on: signed, keys: ring, of: Samples.identity).isOurs)
        var claims = try Samples.claims()
        claims.issued = now
        let text = try Samples.code.encode(claims, key: key)
        #expect(Samples.code.verify(text, keys: ring, at: now).claims != nil)
    }

    @Test func oneFlippedBitAnywhereFails() throws {
        let (credential, ring, _) = try signed()
        var bytes = try credential.canonicalBytes()
        for index in bytes.indices {
            for mask: UInt8 in [0x01, 0x04, 0x20, 0x80] {
                bytes[index] ^= mask
                if case .signed = DataIntegrity.verdict(on: bytes, keys: ring, of: Samples.identity) {
                    Issue.record("bit \(mask) of byte \(index) does not matter")
                }
                bytes[index] ^= mask
            }
        }
    }

    @Test func everyMemberThatIsTakenOutOrPutInFails() throws {
        let (credential, ring, _) = try signed()
        for member in try #require(credential.members) {
            var without = credential
            without[member.name] = nil
            #expect(
                DataIntegrity.verdict(on: without, keys: ring, of: Samples.identity).isOurs == false,
                "\(member.name)")
        }
        var more = credential
        more["evidence"] = "more"
        #expect(DataIntegrity.verdict(on: more, keys: ring, of: Samples.identity) == .altered)
    }

    @Test func aSignatureOfAnotherKeyOrHostOrTimeIsNotBelieved() throws {
        let (credential, _, _) = try signed()
        let other = KeyRing(signing: [try Samples.key(8)])
        #expect(DataIntegrity.verdict(on: credential, keys: other, of: Samples.identity) == .notOurs)
        let ended = KeyRing(signing: [try Samples.key(to: Samples.issued, status: .retired)])
        #expect(DataIntegrity.verdict(on: credential, keys: ended, of: Samples.identity) == .altered)
        let (_, ring, _) = try signed()
        #expect(
            DataIntegrity.verdict(on: credential, keys: ring, of: WebIdentity(host: "evil.example"))
                == .notOurs)
        #expect(DataIntegrity.verdict(on: Array("{}".utf8), keys: ring, of: Samples.identity) == .notOurs)
        #expect(
            DataIntegrity.verdict(on: Array("not JSON".utf8), keys: ring, of: Samples.identity) == .notOurs)
    }

    @Test func theCredentialSaysWhatTheDataModelAsks() throws {
        let json = try Samples.credential().json
        #expect(json["@context"]?.elements?.first == "https://www.w3.org/ns/credentials/v2")
        #expect(json["type"] == ["VerifiableCredential", "ExitPermit"])
        #expect(json["issuer"]?["id"] == "did:web:hukoomi.gov.qa")
        #expect(json["validFrom"] == "2026-11-21T08:00:00Z")
        #expect(json["credentialSubject"]?["holderNumber"] == "28463412345")
        let names = try #require(json["credentialSubject"]?["holderName"]?.elements)
        #expect(names.map { $0["@direction"] } == ["rtl", "ltr"])
        #expect(json["credentialStatus"]?["statusListIndex"] == "94567")
        #expect(json["credentialStatus"]?["id"] == "https://hukoomi.gov.qa/status/1#94567")
        #expect(json["validUntil"] == "2026-12-21T08:00:00Z")
    }

    @Test(arguments: [
        "2026-11-21T08:00:00", "2026-11-21T08:00:00z", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21 08:00:00Z", "2026-11-21T8:00:000Z", "٢٠٢٦", "",
    ]) func otherSpellingsOfAMomentAreRefused(text: String) { #expect(Timestamp.moment(text) == nil) }

    @Test func momentsReadBackAsTheyWereWritten() {
        for seconds in [-1.0, 0, 86_399, 1_795_248_000, 253_402_300_799] {
            let moment = Date(timeIntervalSince1970: seconds)
            #expect(Timestamp.moment(Timestamp.text(moment)) == moment)
        }
        #expect(Timestamp.text(Date(timeIntervalSince1970: -1)) == "1969-12-31T23:59:59Z")
    }
}
