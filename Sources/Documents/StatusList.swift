import Credentials
import Foundation
import Kit
import Store
import Web

/// The published list of which documents were revoked, a bit for each document (W3C Bitstring Status List 1.0).
///
/// Whoever checks a credential loads the whole list, so that the portal does not learn which document he holds.
struct StatusList: Sendable {
    /// Bits in one list, the least that the standard allows.
    static let size = 131_072

    let address: String
    /// Places in this list, from 0.
    let revoked: [Int]

    /// Bit 0 is the highest of the first byte (section 4.3).
    var bits: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: StatusList.size / 8)
        for place in revoked where (0..<StatusList.size).contains(place) {
            bytes[place / 8] |= 0x80 >> UInt8(place % 8)
        }
        return bytes
    }

    /// Gzip, then base64url without padding behind `u` (section 4.1).
    var encoded: String? { Gzip.packed(bits, level: 9).map { "u" + Base64.url($0) } }

    /// The list as a credential, before it is signed (section 2.2).
    func credential(issuer: WebIdentity, at now: Date) -> JSONValue? {
        guard let encoded else { return nil }
        return [
            "@context": [.string(Credential.baseContext)], "id": .string(address),
            "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": .string(issuer.did),
            "validFrom": .string(Timestamp.text(now)),
            "credentialSubject": [
                "id": .string("\(address)#list"), "type": "BitstringStatusList", "statusPurpose": "revocation",
                "encodedList": .string(encoded),
            ],
        ]
    }
}

extension Documents {
    /// Lists count from 1, their places from 0.
    func statusEntry(_ index: Int) -> Credential.StatusEntry {
        .init(list: statusAddress(index / StatusList.size + 1), index: index % StatusList.size)
    }

    func statusAddress(_ number: Int) -> String { "\(base)/status/\(number)" }

    /// The signed list of that number; nil where no document stands in it yet.
    func statusList(_ number: Int, at now: Date) async throws -> JSONValue? {
        guard (1...1_000_000).contains(number) else { return nil }
        let first = (number - 1) * StatusList.size
        let found = try await store.read { transaction -> (places: [Int], key: SigningKey)? in
            guard try number == 1 || transaction.placesTaken() > first else { return nil }
            let places = try transaction.revokedPlaces(in: first..<first + StatusList.size)
            return (places, try transaction.signingKey(from: safe))
        }
        guard let found else { return nil }
        let list = StatusList(address: statusAddress(number), revoked: found.places.map { $0 - first })
        guard let credential = list.credential(issuer: identity, at: now) else { return nil }
        return try DataIntegrity.signed(
            credential, by: found.key, of: identity, at: max(now, found.key.verification.notBefore))
    }
}
