import Credentials
import Crypto
import Foundation
import Kit
import Store
import Synchronization

extension SigningKey {
    /// How long a new key may sign.
    static let term = 730 * 86_400.0
    /// So long before the end of the term a successor is made.
    static let renewal = 90 * 86_400.0
}

extension Transaction {
    /// The key that signs now, opened; a key that another process made is found too.
    func signingKey(from safe: KeySafe) throws -> SigningKey {
        let row = try one("select sealed_key, \(VerificationKey.columns) from signing_key where status = 'active'") {
            row in
            (sealed: try row.blob(0), key: try VerificationKey(row: row, from: 1))
        }
        guard let row else { throw DocumentsDefect.noKey }
        return try safe.opened(row.sealed, for: row.key)
    }

    func activeKey() throws -> VerificationKey? {
        try one("select \(VerificationKey.columns) from signing_key where status = 'active'") { row in
            try VerificationKey(row: row, from: 0)
        }
    }

    /// Every key that ever signed, for checks and publication; they verify and cannot sign.
    func keyRing() throws -> KeyRing {
        let keys = try all("select \(VerificationKey.columns) from signing_key") {
            try VerificationKey(row: $0, from: 0)
        }
        return KeyRing(keys)
    }

    /// The term of the key ends now, but not before what it signed last: a request may be a moment ahead of another.
    private func retireActiveKey(at now: Date) throws {
        guard let key = try activeKey() else { return }
        let last =
            try one("select max(issued_at) from document where key_id = \(key.id)") { $0.optionalMoment(0) } ?? nil
        let seconds = max(now, last ?? now, key.notBefore).timeIntervalSince1970.rounded(.down) + 1
        let end = min(key.notAfter, Date(timeIntervalSince1970: seconds))
        try run("update signing_key set status = 'retired', not_after = \(end) where id = \(key.id)")
    }

    /// Retires the key that signs, where there is one, and adds a new one, which signs from now on.
    @discardableResult
    func replaceActiveKey(in safe: KeySafe, at now: Date) throws -> VerificationKey {
        let key = SigningKey.make(notBefore: now, notAfter: now.addingTimeInterval(SigningKey.term))
        try retireActiveKey(at: now)
        try add(key.verification, sealed: safe.sealed(key))
        return key.verification
    }

    func key(_ id: String) throws -> VerificationKey? {
        try one("select \(VerificationKey.columns) from signing_key where id = \(id)") {
            try VerificationKey(row: $0, from: 0)
        }
    }

    /// A key that does not sign any more; nothing that it signed since that moment is good.
    func markCompromised(_ id: String, since: Date) throws {
        try run("update signing_key set status = 'compromised', compromised_since = \(since) where id = \(id)")
    }

    /// Every key with what it signed, oldest term first.
    func keptKeys() throws -> [KeptKey] {
        try all(
            """
            select \(VerificationKey.columns), compromised_since,
                (select count(*) from document where key_id = signing_key.id)
            from signing_key order by not_before, status = 'active', id
            """
        ) {
            KeptKey(
                key: try VerificationKey(row: $0, from: 0), compromisedSince: $0.optionalMoment(4),
                documents: try $0.integer(5))
        }
    }

    private func add(_ key: VerificationKey, sealed: [UInt8]) throws {
        try run(
            """
            insert into signing_key (id, sealed_key, public_key, not_before, not_after, status)
            values (\(key.id), \(sealed), \(key.multikey), \(key.notBefore), \(key.notAfter), \(key.status.rawValue))
            """)
    }
}

extension VerificationKey {
    static let columns: SQL = "public_key, not_before, not_after, status"

    init(row: Row, from first: Int) throws {
        guard let status = KeyStatus(rawValue: try row.text(first + 3)),
            let key = try VerificationKey(
                multikey: row.text(first), notBefore: row.moment(first + 1), notAfter: row.moment(first + 2),
                status: status)
        else { throw DocumentsDefect.broken }
        self = key
    }
}

/// Keeps private keys: in the database under a secret of the installation (AES-GCM, NIST SP 800-38D), in memory opened.
final class KeySafe: Sendable {
    private struct Contents: Sendable {
        var secret: SymmetricKey?
        var keys: [String: SigningKey] = [:]
    }

    private let contents = Mutex(Contents())

    func unlock(with secret: [UInt8]) { contents.withLock { $0.secret = SymmetricKey(data: secret) } }

    /// The private key as the database keeps it; it is bound to its id, so that no other row can carry it.
    func sealed(_ key: SigningKey) throws -> [UInt8] {
        let box = try AES.GCM.seal(key.privateKey, using: secret(), authenticating: Data(key.id.utf8))
        guard let bytes = box.combined else { throw DocumentsDefect.broken }
        return Array(bytes)
    }

    /// Opens a key once, and remembers it.
    func opened(_ sealed: [UInt8], for key: VerificationKey) throws -> SigningKey {
        if let known = contents.withLock({ $0.keys[key.id] }) { return known }
        let box = try AES.GCM.SealedBox(combined: sealed)
        let bytes = try AES.GCM.open(box, using: secret(), authenticating: Data(key.id.utf8))
        let opened = SigningKey(
            privateKey: Array(bytes), notBefore: key.notBefore, notAfter: key.notAfter, status: key.status)
        guard let opened, opened.id == key.id else { throw DocumentsDefect.broken }
        contents.withLock { $0.keys[key.id] = opened }
        return opened
    }

    private func secret() throws -> SymmetricKey {
        guard let secret = contents.withLock({ $0.secret }) else { throw DocumentsDefect.noKey }
        return secret
    }
}
