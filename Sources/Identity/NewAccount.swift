import Foundation
import Kit
import Messaging
import Web

/// An account that a visitor from abroad is opening in a browser: first his address is proved, then he says who he is.
struct NewAccount: Sendable {
    let address: MailAddress
    let next: LocalPath
    /// Whether a code is out that can still be typed.
    let hasCode: Bool
    /// Whether the code was typed rightly here.
    let isProved: Bool

    /// An account that is not open by then is begun again.
    static let patience = 3600.0
    /// So many e-mails at most go out in the period of codes because of one asker: a household, an office, a hotel.
    static let mostOfPlace = 10
}

/// For whom an e-mail about a new account is counted, as digests.
struct MailAllowance: Sendable {
    let address: String
    let place: String

    init(_ address: MailAddress, _ context: Context) {
        self.address = context.site.seal.digest("mail:\(address.account)")
        place = Origin(context).address
    }
}

/// The two e-mails of which one goes out: the code, or, where the address has an account already, word to its owner.
struct NewAccountLetters: Sendable {
    let code: MailLetter
    let digest: String
    private let site: Site

    init(_ context: Context) {
        site = context.site
        let code = SignInCode.random()
        let (t, minutes) = (context.t, Int(SignInCode.lifetimeByMail) / 60)
        let values = ["code": code.digits, "portal": site.name[context.language]]
        self.code = MailLetter(
            subject: t("identity.new.mail.subject", values), body: t("identity.new.mail", count: minutes, values),
            language: context.language)
        digest = code.digest(in: context.browserDigest, site.seal)
    }

    /// In the owner's own language, whatever the stranger reads.
    func tried(_ language: Language) -> MailLetter {
        let t = site.texts(language)
        let values = ["portal": site.name[language], "address": "\(site.base)/\(language.rawValue)/sign-in"]
        return MailLetter(
            subject: t("identity.new.tried.subject", values), body: t("identity.new.tried", values), language: language)
    }
}

/// A password that somebody chooses (NIST SP 800-63B §5.1.1.2: length counts, kinds of characters do not).
enum NewPassword {
    static let least = 10
    /// Longer ones than any page sends, and no longer than what is hashed.
    static let most = 1024

    /// The text key of what is wrong with it, or nil.
    static func fault(_ password: String, known: [String]) -> String? {
        if password.isEmpty { return "identity.new.password.missing" }
        if password.count < least { return "identity.new.password.short" }
        if password.utf8.count > most { return "identity.new.password.long" }
        let plain = password.lowercased()
        let isKnown = known.contains { $0.count >= 4 && plain.contains($0.lowercased()) }
        return isKnown || Set(plain).count < 5 ? "identity.new.password.easy" : nil
    }
}
