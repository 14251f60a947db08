import Crypto
import Kit
package import struct Foundation.Date

/// Where a key stands in its life: it signs, it only verifies what it signed, or it got into other hands and nothing it
/// signed can be believed for its signature alone.
package enum KeyStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case active, retired, compromised
}

/// The public half of a key of the government, with which anybody checks a document (Ed25519, RFC 8032).
package struct VerificationKey: Sendable, Hashable {
    /// The first eight bytes of the key's SHA-256 in hexadecimal: short enough to print on a document.
    package let id: String
    /// 32 bytes.
    let publicKey: [UInt8]
    package let notBefore: Date
    /// The first moment at which it may no longer sign.
    package let notAfter: Date
    package let status: KeyStatus

    /// From its published form; nil where that is no Ed25519 key, or the term is empty.
    package init?(multikey: String, notBefore: Date, notAfter: Date, status: KeyStatus) {
        guard let raw = Multikey.ed25519(multikey), raw.count == 32, notBefore < notAfter else { return nil }
        self.init(raw: raw, notBefore: notBefore, notAfter: notAfter, status: status)
    }

    fileprivate init(raw: [UInt8], notBefore: Date, notAfter: Date, status: KeyStatus) {
        id = Hexadecimal.text(SHA256.hash(data: raw).prefix(8))
        publicKey = raw
        // Signatures carry whole seconds; a key made within a second must cover what it signs in it.
        self.notBefore = Date(timeIntervalSince1970: notBefore.timeIntervalSince1970.rounded(.down))
        self.notAfter = notAfter
        self.status = status
    }

    /// As keys are published: `z6Mk…` (W3C Controlled Identifiers 1.0, section 2.2.2).
    package var multikey: String { Multikey.text(ed25519: publicKey) }

    /// Whether it may sign at that moment: from `notBefore` on, until just before `notAfter`.
    package func covers(_ moment: Date) -> Bool { notBefore <= moment && moment < notAfter }

    /// A signature is 64 bytes.
    func accepts(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}

/// A key with which the government signs documents (Ed25519, RFC 8032); its private half never shows in a
/// log.
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    package let verification: VerificationKey
    private let key: Curve25519.Signing.PrivateKey

    /// From the 32 bytes that are kept in the store; nil where they are no key or the term is empty.
    package init?(privateKey: [UInt8], notBefore: Date, notAfter: Date, status: KeyStatus = .active) {
        guard notBefore < notAfter,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateKey)
        else {
            return nil
        }
        self.init(key, notBefore: notBefore, notAfter: notAfter, status: status)
    }

    /// A new key; a term that is empty signs nothing.
    package static func make(notBefore: Date, notAfter: Date) -> SigningKey {
        SigningKey(Curve25519.Signing.PrivateKey(), notBefore: notBefore, notAfter: notAfter, status: .active)
    }

    private init(_ key: Curve25519.Signing.PrivateKey, notBefore: Date, notAfter: Date, status: KeyStatus) {
        self.key = key
        verification = VerificationKey(
            raw: Array(key.publicKey.rawRepresentation), notBefore: notBefore, notAfter: notAfter,
            status: status)
    }

    package var id: String { verification.id }
    /// 32 bytes, for the store that seals them.
    package var privateKey: [UInt8] { Array(key.rawRepresentation) }
    package var description: String { "SigningKey(\(id))" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }

    /// 64 bytes.
    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
}
