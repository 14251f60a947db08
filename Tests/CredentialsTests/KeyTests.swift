import Foundation
import Kit
import Testing

@testable import Credentials

@Suite struct MultibaseTests {
    /// The pairs of the Internet-Draft "The Base58 Encoding Scheme" (draft-msporny-base58), section 5.
    @Test(arguments: [
        ("Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            "The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"
        ),
    ]) func base58ReadsAndWritesTheSamplesOfTheDraft(plain: String, text: String) {
        #expect(Multibase.base58(Array(plain.utf8)) == text)
        #expect(Multibase.bytes(base58: text) == Array(plain.utf8))
    }

    @Test func leadingZerosOfBase58AreKept() {
        #expect(Multibase.base58([0, 0, 0x28, 0x7F, 0xB4, 0xCD]) == "z11233QC4")
        #expect(Multibase.bytes(base58: "z11233QC4") == [0, 0, 0x28, 0x7F, 0xB4, 0xCD])
    }

    @Test(arguments: [
        "", "2NEpo7TZRRrLZSi2U", "z0", "zO", "zI", "zl", "zé", "z" + String(repeating: "z", count: 300),
    ])
    func otherTextsAreNoBase58(text: String) { #expect(Multibase.bytes(base58: text) == nil) }

    /// RFC 4648 section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ]) func base32ReadsAndWritesTheSamplesOfTheStandard(plain: String, text: String) {
        #expect(Multibase.base32(Array(plain.utf8)) == text)
        #expect(Multibase.bytes(base32: text) == Array(plain.utf8))
    }

    @Test(arguments: ["MZ", "M", "my", "MY======", "MZXW6Y", "M1", "MZXR"])
    func otherSpellingsOfBase32AreRefused(text: String) {
        #expect(Multibase.bytes(base32: text) == nil)
    }

    /// The key of W3C vc-di-eddsa, appendix "Test Vectors".
    @Test func aPublicKeyIsWrittenAsMultikey() throws {
        let secret = try #require(Multibase.bytes(base58: "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"))
        #expect(Array(secret.prefix(2)) == [0x80, 0x26])
        let key = try #require(
            SigningKey(
                privateKey: Array(secret.dropFirst(2)), notBefore: .distantPast, notAfter: .distantFuture))
        #expect(key.verification.multikey == "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
        #expect(Multikey.ed25519(key.verification.multikey) == key.verification.publicKey)
        #expect(Multikey.ed25519("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq") == nil)
    }
}

@Suite struct KeyRingTests {
    let start = Samples.issued
    private func day(_ number: Double) -> Date { start.addingTimeInterval(number * 86_400) }

    @Test func aRetiredKeyVerifiesWhatItSignedBefore() throws {
        let key = try Samples.key(1, from: day(0), to: day(10), status: .retired)
        let ring = KeyRing(signing: [key])
        #expect(try ring.key(id: key.id, signedAt: day(9)).id == key.id)
        #expect(throws: KeyRefusal.outsideTerm) { try ring.key(id: key.id, signedAt: day(10)) }
        #expect(throws: KeyRefusal.outsideTerm) { try ring.key(id: key.id, signedAt: day(-1)) }
        #expect(throws: KeyRefusal.unknown) { try ring.key(id: "0", signedAt: day(9)) }
    }

    @Test func allKeysArePublishedOldestFirstButNoCompromisedOne() throws {
        let first = try Samples.key(1, from: day(0), to: day(100), status: .retired)
        let second = try Samples.key(2, from: day(90), to: day(200))
        let lost = try Samples.key(3, from: day(50), to: day(60), status: .compromised)
        let ring = KeyRing(signing: [second, lost, first])
        #expect(ring.all.map(\.id) == [first.id, lost.id, second.id])
        let published = Samples.identity.document(keys: ring.all)["assertionMethod"]
        #expect(
            published?.elements?.compactMap(\.text)
                == [first, second].map { Samples.identity.verificationMethod(keyID: $0.id) })
    }

    @Test func theSignatureOfACompromisedKeyIsNeverCalledGood() throws {
        let ring = KeyRing(signing: [try Samples.key(status: .compromised)])
        let signed = try DataIntegrity.signed(
            Samples.credential().json, by: Samples.key(), of: Samples.identity, at: Samples.issued)
        #expect(DataIntegrity.verdict(on: signed, keys: ring, of: Samples.identity) == .compromised)
        var changed = signed
        changed["name"] = "another"
        #expect(DataIntegrity.verdict(on: changed, keys: ring, of: Samples.identity) == .altered)
        let text = try Samples.code.encode(Samples.claims(), key: Samples.key())
        #expect(Samples.code.verify(text, keys: ring, at: Samples.issued) == .compromised(try Samples.claims()))
        #expect(Samples.code.verify(text, keys: ring, at: Samples.later) == .compromised(try Samples.claims()))
    }

    @Test func aKeySurvivesTheStoreAndShowsItsSecretNowhere() throws {
        let key = SigningKey.make(notBefore: day(0), notAfter: day(1))
        let again = try #require(SigningKey(privateKey: key.privateKey, notBefore: day(0), notAfter: day(1)))
        #expect(again.id == key.id)
        #expect(again.verification.accepts(signature: try key.signature(of: [1, 2, 3]), of: [1, 2, 3]))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key) \(String(reflecting: key)) \(dumped)".contains(key.id))
        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("PrivateKey"))
        #expect(SigningKey(privateKey: [1], notBefore: day(0), notAfter: day(1)) == nil)
        #expect(SigningKey(privateKey: key.privateKey, notBefore: day(1), notAfter: day(1)) == nil)
    }

    @Test func theIdentityOfAHostNamesItsKeys() throws {
        #expect(WebIdentity(host: "127.0.0.1:8080").did == "did:web:127.0.0.1%3A8080")
        let method = Samples.identity.verificationMethod(keyID: "3f")
        #expect(method == "did:web:hukoomi.gov.qa#key-3f")
        #expect(Samples.identity.keyID(verificationMethod: method) == "3f")
        #expect(WebIdentity(host: "evil.example").keyID(verificationMethod: method) == nil)
    }
}
