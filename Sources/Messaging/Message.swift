import Foundation
package import Kit

/// Whom a message is for, and how else the person is reached.
package struct Recipient: Sendable, Hashable {
    /// The person's identifier; never the QID.
    package let person: String
    package let phone: Phone?
    package let email: String?
    /// The language of SMS and e-mail; the mailbox keeps both.
    package let language: Language

    package init(person: String, phone: Phone?, email: String?, language: Language) {
        self.person = person
        self.phone = phone
        self.email = email
        self.language = language
    }
}

/// A message to be sent, finished in both languages.
package struct NewMessage: Sendable, Hashable {
    package let subject: Bilingual
    /// Plain text; an empty line parts paragraphs.
    package let body: Bilingual
    /// The SMS beside it, where there is to be one.
    package let sms: Bilingual?
    /// The page it is about, without the language: `/cases/8K2M47QDXP`.
    package let path: String?
    /// What the message is for; a person is sent one message of a key, however often its cause is heard.
    package let key: String

    package init(subject: Bilingual, body: Bilingual, sms: Bilingual?, path: String?, key: String) {
        self.subject = subject
        self.body = body
        self.sms = sms
        self.path = path
        self.key = key
    }
}

/// A message in somebody's mailbox.
struct Message: Sendable, Hashable {
    let id: String
    let subject: Bilingual
    let body: Bilingual
    let path: String?
    let sentAt: Date
    let readAt: Date?

    var isUnread: Bool { readAt == nil }
}

/// One page of a mailbox, newest first.
struct MailboxPage: Sendable {
    static let size = 20

    let messages: [Message]
    let unread: Int
    /// Counts from 1.
    let page: Int
    let pages: Int
}
