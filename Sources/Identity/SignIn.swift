import Foundation
import Kit
import Web

/// Between the password and the code: who signs in, in which browser, and where he goes on afterwards.
struct SignIn: Sendable {
    let person: String
    let attempt: Attempt
    let next: LocalPath
    let phone: Phone
    let language: Language
    /// Whether a code is out that can still be typed.
    let hasCode: Bool

    /// A sign-in that is not finished by then begins again.
    static let patience = 1800.0
}

/// The six digits that come by SMS: used once, for five minutes, typed wrongly at most five times (NIST SP 800-63B
/// §5.1.3.2 asks for no more than ten minutes).
struct SignInCode: Sendable {
    static let lifetime = 300.0
    static let attempts = 5
    /// So many codes at most are sent in that time.
    static let most = 3
    static let period = 600.0

    let digits: String

    static func random() -> SignInCode {
        var generator = SystemRandomNumberGenerator()
        let number = String(Int.random(in: 0..<1_000_000, using: &generator))
        return SignInCode(digits: String(repeating: "0", count: 6 - number.utf8.count) + number)
    }

    private init(digits: String) { self.digits = digits }

    /// Reads what was typed, in any digits, with or without spaces.
    init?(_ typed: String) {
        let text = Digits.compact(typed)
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        digits = text
    }

    /// What the database keeps: of use only with this browser, and with the key of this installation.
    func digest(in browser: String, _ seal: Seal) -> String { seal.digest("code:\(browser):\(digits)") }
}

/// A page of this portal to go on to, without its language; anything that could lead elsewhere is not one.
struct LocalPath: Sendable, Hashable, CustomStringConvertible {
    let description: String

    static let account = LocalPath(checked: "/account")

    private init(checked path: String) { description = path }

    /// Reads `/services/exit-permit?page=2` (RFC 3986 path-absolute, with a query), with or without `/ar` before it.
    init?(_ typed: String) {
        guard typed.hasPrefix("/"), typed.utf8.count <= 500 else { return nil }
        guard typed.utf8.allSatisfy(LocalPath.isAllowed) else { return nil }
        guard !typed.contains("//"), !typed.contains("/.") else { return nil }
        var path = typed
        for language in Language.allCases where path.hasPrefix("/\(language.rawValue)/") {
            path = String(path.dropFirst(3))
            break
        }
        if Language.allCases.contains(where: { path == "/\($0.rawValue)" }) { path = "/" }
        guard !path.hasPrefix("/sign-in"), !path.hasPrefix("/sign-out") else { return nil }
        description = path
    }

    /// The characters of a path and a query; no backslash, no control character, nothing that is not ASCII.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "/?-._~!$&'()*+,;=:@%".utf8.contains(byte)
        }
    }
}
