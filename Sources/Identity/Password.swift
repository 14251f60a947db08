import CArgon2
import Foundation
import Kit

/// A password as the database keeps it: argon2id with 19 MiB, 2 passes, 1 lane (RFC 9106; OWASP's second choice), in
/// the usual text form that names its own parameters.
enum Password {
    private static let memory: UInt32 = 19 * 1024
    private static let passes: UInt32 = 2
    private static let longest = 1024

    /// A hash that no password has, for accounts that do not exist: checking it takes as long as checking a real one.
    static let nobody = """
        $argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlz$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        """

    static func hash(_ password: String) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let typed = bytes(password)
        var encoded = [CChar](repeating: 0, count: 128)
        let code = argon2id_hash_encoded(
            passes, memory, 1, typed, typed.count, salt, salt.count, 32, &encoded, encoded.count)
        guard code == ARGON2_OK.rawValue else { throw PasswordDefect(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether the password is the one behind the hash.
    static func matches(_ password: String, _ hash: String) -> Bool {
        check(password, against: hash) == ARGON2_OK.rawValue
    }

    /// What argon2 says: right, wrong after the whole computation, or that the hash cannot be read.
    static func check(_ password: String, against hash: String) -> Int32 {
        let typed = bytes(password)
        return argon2id_verify(hash, typed, typed.count)
    }

    /// One spelling for what looks the same, whichever keyboard typed it (RFC 8265, OpaqueString).
    private static func bytes(_ password: String) -> [UInt8] {
        let spaced = String(password.map { $0 != " " && $0.isWhitespace && !$0.isNewline ? " " : $0 })
        return Array(spaced.precomposedStringWithCanonicalMapping.utf8.prefix(longest))
    }
}

/// The hash could not be made, for want of memory.
struct PasswordDefect: Error { let code: Int32 }

/// Makes and checks hashes on two threads of its own; when too many wait, the next is asked to come back.
struct PasswordPool: Sendable {
    private let pool = BoundedPool(
        name: "password", threads: 2, waiting: 64,
        full: Refusal("identity.sign-in.busy", cause: .tooMany, retryAfter: 5))

    func hash(_ password: String) async throws -> String { try await pool.run { try Password.hash(password) } }

    /// Takes as long where there is no account: then it checks against nobody's hash.
    func matches(_ password: String, _ hash: String?) async throws -> Bool {
        try await pool.run { Password.matches(password, hash ?? Password.nobody) } && hash != nil
    }
}
