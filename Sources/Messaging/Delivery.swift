import Foundation
package import Kit
import Store
import Web

/// Hands SMS to a telephone company. Throws where it was not accepted; the job is then tried again.
package protocol SMSProvider: Sendable {
    func send(_ text: SMSText, to phone: Phone) async throws
}

/// Hands e-mail to a mail server. Throws where it was not accepted; the job is then tried again.
package protocol MailProvider: Sendable {
    func send(_ mail: Mail) async throws
}

/// An SMS on its way out of the house.
struct SMSJob: Job {
    static let kind = "messaging.sms"
    let phone: String
    let text: String
}

/// An e-mail on its way out of the house.
struct MailJob: Job {
    static let kind = "messaging.mail"
    /// The message in the mailbox: the same at every attempt, so that a server may know a letter it has already.
    let id: String
    let to: String
    let subject: String
    let body: String
    let path: String?
    let language: Language
    let sentAt: Date
    /// Whether it says all there is to say, and leads to no page.
    var isWhole: Bool?

    /// The letter, with its link to the portal where it has one; nil where the address is none.
    func mail(from site: Site) -> Mail? {
        guard let address = MailAddress(to) else { return nil }
        let t = site.texts(language)
        let page = "\(site.base)/\(language.rawValue)\(path ?? "/messages")"
        let link = isWhole == true ? [] : ["\(t("messaging.mail.link"))\n\(page)"]
        let text = ([body] + link + [t("messaging.mail.note")]).joined(separator: "\n\n")
        return Mail(id: id, to: address, subject: subject, text: text, language: language, at: sentAt)
    }
}
