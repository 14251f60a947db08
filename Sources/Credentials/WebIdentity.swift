/// The name under which the government publishes its keys: a `did:web` identifier of the portal's host
/// (did:web method specification, section 3).
package struct WebIdentity: Hashable, Sendable {
    /// `did:web:hukoomi.gov.qa`, or `did:web:127.0.0.1%3A8080` on a laptop.
    package let did: String

    /// The host, with its port where it is not the usual one: `127.0.0.1:8080`.
    package init(host: String) {
        did = "did:web:" + host.lowercased().split(separator: ":").joined(separator: "%3A")
    }

    /// The address of a key: `did:web:hukoomi.gov.qa#key-3f9a12cd77e041b8`.
    func verificationMethod(keyID: String) -> String { "\(did)#key-\(keyID)" }

    /// The key that a verification method of this identity names, or nil where it is somebody else's.
    func keyID(verificationMethod: String) -> String? {
        let prefix = Array("\(did)#key-".utf8)
        guard verificationMethod.utf8.starts(with: prefix) else { return nil }
        return String(decoding: Array(verificationMethod.utf8).dropFirst(prefix.count), as: UTF8.self)
    }

    /// What `/.well-known/did.json` serves (W3C DID Core 1.0): every key that may still
    /// verify a document. A compromised key is left out: away from our books nobody can tell what the state signed with it.
    package func document(keys: [VerificationKey]) -> JSONValue {
        let published = keys.filter { $0.status != .compromised }
        let methods = published.map { key -> JSONValue in
            [
                "id": .string(verificationMethod(keyID: key.id)), "type": "Multikey",
                "controller": .string(did),
                "publicKeyMultibase": .string(key.multikey),
            ]
        }
        return [
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": .string(did), "verificationMethod": .array(methods),
            "assertionMethod": .array(published.map { .string(verificationMethod(keyID: $0.id)) }),
        ]
    }
}
