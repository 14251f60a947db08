package import Foundation
package import Kit
package import Store

extension Transaction {
    /// Puts a message into the person's mailbox and queues its SMS and e-mail. The same key a second time does nothing.
    package func send(_ message: NewMessage, to recipient: Recipient, at now: Date) throws {
        let id = Identifier.make(at: now)
        let (subject, body) = (message.subject, message.body)
        let isNew = try changed(
            by:
                """
                insert into message (id, person, key, subject_ar, subject_en, body_ar, body_en, path, sent_at)
                values (\(id), \(recipient.person), \(message.key), \(subject.ar), \(subject.en), \(body.ar), \(body.en),
                    \(message.path), \(now))
                on conflict (person, key) do nothing
                """)
        guard isNew == 1 else { return }
        let language = recipient.language
        if let phone = recipient.phone, let text = message.sms?[language] {
            try enqueue(SMSJob(phone: phone.description, text: text), at: now)
        }
        if let address = recipient.email.flatMap({ MailAddress($0) }) {
            let job = MailJob(
                id: id, to: address.text, subject: subject[language], body: body[language], path: message.path,
                language: language, sentAt: now)
            try enqueue(job, at: now)
        }
    }

    /// Sends an SMS that leaves nothing in the mailbox, such as a sign-in code. The same key within a month does nothing.
    package func sendSMS(to phone: Phone, text: String, key: String, at now: Date) throws {
        try run("delete from sms_key where sent_at < \(now.addingTimeInterval(-30 * 86_400))")
        let isNew = try changed(by: "insert into sms_key (key, sent_at) values (\(key), \(now)) on conflict do nothing")
        guard isNew == 1 else { return }
        // Somebody waits for it: it goes before all notices that are due already.
        try enqueue(SMSJob(phone: phone.description, text: text), due: Date(timeIntervalSince1970: 0), at: now)
    }

    /// Sends an e-mail that leaves nothing in a mailbox, such as a code; whoever it is for need not be known yet.
    package func sendMail(_ letter: MailLetter, to address: MailAddress, at now: Date) throws {
        let job = MailJob(
            id: Identifier.make(at: now), to: address.text, subject: letter.subject, body: letter.body, path: nil,
            language: letter.language, sentAt: now, isWhole: true)
        try enqueue(job, due: Date(timeIntervalSince1970: 0), at: now)
    }

    /// How many messages the person has not opened.
    package func unreadMessages(of person: String) throws -> Int {
        try one("select count(*) from message where person = \(person) and read_at is null") { try $0.integer(0) } ?? 0
    }

    /// A page of the person's mailbox; the last page where there are fewer.
    func mailbox(of person: String, page: Int) throws -> MailboxPage {
        let total = try one("select count(*) from message where person = \(person)") { try $0.integer(0) } ?? 0
        let pages = max(1, (total + MailboxPage.size - 1) / MailboxPage.size)
        let page = min(max(1, page), pages)
        let messages = try all(
            """
            select \(Message.columns) from message where person = \(person)
            order by sent_at desc, id desc limit \(MailboxPage.size) offset \((page - 1) * MailboxPage.size)
            """, Message.init(row:))
        return MailboxPage(messages: messages, unread: try unreadMessages(of: person), page: page, pages: pages)
    }

    /// The message, where it is the person's own.
    func findMessage(_ id: String, seenBy person: String) throws -> Message {
        let message = try one(
            "select \(Message.columns) from message where id = \(id) and person = \(person)", Message.init(row:))
        guard let message else { throw NotFound() }
        return message
    }

    /// Notes that the person has opened the message; the first time counts.
    func markRead(_ id: String, by person: String, at now: Date) throws {
        try run(
            """
            update message set read_at = case when sent_at > \(now) then sent_at else \(now) end
            where id = \(id) and person = \(person) and read_at is null
            """)
    }
}

extension Message {
    static let columns: SQL = "id, subject_ar, subject_en, body_ar, body_en, path, sent_at, read_at"

    init(row: Row) throws {
        id = try row.text(0)
        subject = Bilingual(ar: try row.text(1), en: try row.text(2))
        body = Bilingual(ar: try row.text(3), en: try row.text(4))
        path = row.optionalText(5)
        sentAt = try row.moment(6)
        readAt = row.optionalMoment(7)
    }
}
