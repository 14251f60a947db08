import Crypto
package import struct Foundation.Date

/// Where a key stands in its life: it signs, it only verifies what it signed, or nothing it signed can be
/// believed.
package enum KeyStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case active, retired, compromised
}

/// The public half of a key of the government, with which anybody checks a document (Ed25519, RFC 8032).
package struct VerificationKey: Sendable, Hashable {
    /// The first eight bytes of the key's SHA-256 in hexadecimal: short enough to print on a document.
    package let id: String
    /// 32 bytes.
    package let publicKey: [UInt8]
    package let notBefore: Date
    /// The first moment at which it may no longer sign.
    package let notAfter: Date
    package let status: KeyStatus

    package init?(publicKey: [UInt8], notBefore: Date, notAfter: Date, status: KeyStatus = .active) {
        guard publicKey.count == 32, notBefore < notAfter else { return nil }
        self.init(raw: publicKey, notBefore: notBefore, notAfter: notAfter, status: status)
    }

    fileprivate init(raw: [UInt8], notBefore: Date, notAfter: Date, status: KeyStatus) {
        id = Multibase.hexadecimal(Array(SHA256.hash(data: raw).prefix(8)))
        publicKey = raw
        // Signatures carry whole seconds; a key made within a second must cover what it signs in it.
        self.notBefore = Date(timeIntervalSince1970: notBefore.timeIntervalSince1970.rounded(.down))
        self.notAfter = notAfter
        self.status = status
    }

    /// As keys are published: `z6Mk…`.
    package var multikey: String { Multikey.text(ed25519: publicKey) }

    /// In groups of four, as it is printed.
    package var groupedID: String {
        let symbols = Array(id)
        return stride(from: 0, to: symbols.count, by: 4).map {
            String(symbols[$0..<min($0 + 4, symbols.count)])
        }
        .joined(separator: " ")
    }

    package func covers(_ moment: Date) -> Bool { notBefore <= moment && moment < notAfter }

    package func accepts(signature: [UInt8], of bytes: [UInt8]) -> Bool {
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
    package var privateKey: [UInt8] { Array(key.rawRepresentation) }
    package var description: String { "SigningKey(\(id))" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }

    package func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

    /// The same key that signs no more from that moment, but still verifies what it signed before.
    package func retired(at moment: Date) -> SigningKey {
        let end = min(verification.notAfter, moment)
        return SigningKey(key, notBefore: verification.notBefore, notAfter: end, status: .retired)
    }
}

/// Why no key stands behind a signature.
package enum KeyRefusal: Error, Hashable, Sendable {
    /// No key of ours has that id.
    case unknown
    /// The key is ours, but it did not sign at that moment.
    case outsideTerm
    case compromised
}

/// The keys of the government: the one that signs now, and all that verify what was signed before.
package struct KeyRing: Sendable {
    private let signing: [SigningKey]
    private let verification: [String: VerificationKey]

    package init(signing: [SigningKey], verification: [VerificationKey] = []) {
        self.signing = signing
        let all = verification + signing.map(\.verification)
        self.verification = Dictionary(all.map { ($0.id, $0) }) { _, later in later }
    }

    /// The active key of the youngest term that covers the moment, so that a successor takes over when it
    /// begins.
    package func signingKey(at moment: Date) -> SigningKey? {
        signing.filter { $0.verification.status == .active && $0.verification.covers(moment) }
            .max { ($0.verification.notBefore, $0.id) < ($1.verification.notBefore, $1.id) }
    }

    /// The key that may have signed at that moment; retired keys keep what they signed while they were
    /// active.
    package func key(id: String, signedAt moment: Date) throws(KeyRefusal) -> VerificationKey {
        guard let key = verification[id] else { throw .unknown }
        guard key.status != .compromised else { throw .compromised }
        guard key.covers(moment) else { throw .outsideTerm }
        return key
    }

    /// All keys for publication, oldest term first.
    package var published: [VerificationKey] {
        verification.values.sorted { ($0.notBefore, $0.id) < ($1.notBefore, $1.id) }
    }
}
