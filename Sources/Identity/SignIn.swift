import Foundation
import Kit
import Messaging
import Web

/// What somebody signs in with: citizens and residents with their QID, visitors with their e-mail address.
enum AccountName: Sendable, Hashable {
    case qid(QID)
    case email(MailAddress)

    init?(_ typed: String) {
        if let qid = QID(typed) {
            self = .qid(qid)
        } else if let address = MailAddress(typed) {
            self = .email(address)
        } else {
            return nil
        }
    }

    /// The same however it was typed.
    var text: String {
        switch self {
        case .qid(let qid): qid.digits
        case .email(let address): address.account
        }
    }
}

/// The way on which a code reaches somebody.
enum CodeWay: Sendable, Hashable {
    case sms(Phone)
    case mail(MailAddress)

    /// E-mail is slower, and is read on another device.
    var lifetime: Double {
        switch self {
        case .sms: SignInCode.lifetime
        case .mail: SignInCode.lifetimeByMail
        }
    }

    /// How somebody proved who he is who typed the code.
    var method: String {
        switch self {
        case .sms: "pwd+sms"
        case .mail: "pwd+mail"
        }
    }
}

/// Between the password and the code: who signs in, in which browser, and where he goes on afterwards.
struct SignIn: Sendable {
    let person: String
    let attempt: Attempt
    let next: LocalPath
    let way: CodeWay
    let language: Language
    /// Whether a code is out that can still be typed.
    let hasCode: Bool

    /// A sign-in that is not finished by then begins again.
    static let patience = 1800.0
}

/// The six digits that come by SMS or e-mail: used once, typed wrongly at most five times; by SMS for five minutes (NIST
/// SP 800-63B §5.1.3.2 asks for no more than ten), by e-mail for fifteen, as letters take their time on the way abroad.
struct SignInCode: Sendable {
    static let lifetime = 300.0
    static let lifetimeByMail = 900.0
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
