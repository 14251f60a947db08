import Crypto
package import struct Foundation.Date

/// Signs a credential and checks it: W3C Data Integrity 1.0 with the cryptosuite `eddsa-jcs-2022` (W3C Data
/// Integrity EdDSA Cryptosuites 1.0, section 3.3).
package enum DataIntegrity {
    static let suite = "eddsa-jcs-2022"
    static let purpose = "assertionMethod"

    /// What a check of a credential says about who signed it; whether it is still in force is another
    /// question.
    package enum Verdict: Hashable, Sendable {
        case signed(by: VerificationKey, at: Date)
        /// A key of ours signed it, but that key got into other hands: only the books of the state tell whether the
        /// state did, by the very same signature.
        case compromised
        /// It is no credential of ours: no proof, another suite, or a key that we never had.
        case notOurs
        /// It names a key of ours, but the key did not sign this, or not at that time.
        case altered
    }

    /// A credential cannot be signed twice, and only an object can be signed.
    enum Problem: Error, Hashable, Sendable { case notAnObject, alreadySigned }

    /// The credential with a proof made by that key at that moment (section 3.3.1, "Create Proof"). Fails where it is
    /// no object, has a proof already, or holds what has no canonical form.
    package static func signed(
        _ credential: JSONValue, by key: SigningKey, of identity: WebIdentity, at created: Date
    ) throws -> JSONValue {
        guard case .object = credential else { throw Problem.notAnObject }
        guard credential["proof"] == nil else { throw Problem.alreadySigned }
        let method = identity.verificationMethod(keyID: key.id)
        var proof = proofConfiguration(for: credential, method: method, created: Timestamp.text(created))
        let signature = try key.signature(of: hashData(document: credential, proofConfiguration: proof))
        proof["proofValue"] = .string(Multibase.base58(signature))
        var secured = credential
        secured["proof"] = proof
        return secured
    }

    static func verdict(on bytes: [UInt8], keys: KeyRing, of identity: WebIdentity) -> Verdict {
        guard let credential = try? JSONValue.parse(bytes) else { return .notOurs }
        return verdict(on: credential, keys: keys, of: identity)
    }

    /// Section 3.3.2, "Verify Proof", for a credential with one proof.
    package static func verdict(on credential: JSONValue, keys: KeyRing, of identity: WebIdentity) -> Verdict {
        guard let proof = credential["proof"], proof["type"]?.text == "DataIntegrityProof",
            proof["cryptosuite"]?.text == suite, proof["proofPurpose"]?.text == purpose,
            let method = proof["verificationMethod"]?.text, let created = proof["created"]?.text,
            let keyID = identity.keyID(verificationMethod: method)
        else { return .notOurs }
        guard let moment = Timestamp.moment(created) else { return .altered }
        let key: VerificationKey
        do { key = try keys.key(id: keyID, signedAt: moment) } catch {
            return error == .unknown ? .notOurs : .altered
        }
        guard isSigned(credential, by: key) else { return .altered }
        return key.status == .compromised ? .compromised : .signed(by: key, at: moment)
    }

    /// Whether the proof of the credential was made by that key, whatever it says of time and purpose.
    static func isSigned(_ credential: JSONValue, by key: VerificationKey) -> Bool {
        guard var configuration = credential["proof"], let value = configuration["proofValue"]?.text,
            let signature = Multibase.bytes(base58: value), signature.count == 64
        else { return false }
        configuration["proofValue"] = nil
        var document = credential
        document["proof"] = nil
        if let context = configuration["@context"] {
            guard begins(document["@context"], with: context) else { return false }
            document["@context"] = context
        }
        guard let data = try? hashData(document: document, proofConfiguration: configuration) else {
            return false
        }
        return key.accepts(signature: signature, of: data)
    }

    /// Section 3.3.5: everything of the proof but its value; it repeats the context of what it signs.
    static func proofConfiguration(for document: JSONValue, method: String, created: String) -> JSONValue {
        var proof: JSONValue = [
            "type": "DataIntegrityProof", "cryptosuite": .string(suite), "created": .string(created),
            "verificationMethod": .string(method), "proofPurpose": .string(purpose),
        ]
        if let context = document["@context"] { proof["@context"] = context }
        return proof
    }

    /// Section 3.3.4: the hash of the proof's configuration, then the hash of the document; 64 bytes.
    static func hashData(document: JSONValue, proofConfiguration: JSONValue) throws(JSONProblem) -> [UInt8] {
        let proofHash = SHA256.hash(data: try proofConfiguration.canonicalBytes())
        let documentHash = SHA256.hash(data: try document.canonicalBytes())
        return Array(proofHash) + Array(documentHash)
    }

    /// Somebody may add contexts behind those that were signed, as the suite allows, but not change or remove
    /// one.
    private static func begins(_ context: JSONValue?, with signed: JSONValue) -> Bool {
        guard let context else { return false }
        let all = context.elements ?? [context]
        let first = signed.elements ?? [signed]
        return all.count >= first.count && Array(all.prefix(first.count)) == first
    }
}
