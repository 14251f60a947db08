import Foundation
import Kit
import Store
import Support
import Testing

@testable import Messaging

private let noon = Date(timeIntervalSince1970: 1_795_262_400)
private let noora = Recipient(
    person: "noora", phone: Phone("55501234"), email: "noora@example.qa", language: .arabic)

private func letter(_ key: String, sms: Bool = true) -> NewMessage {
    NewMessage(
        subject: Bilingual(ar: "قُبل طلبك", en: "Your application was accepted"),
        body: Bilingual(ar: "يمكنك تنزيل الإذن.", en: "You can download the permit."),
        sms: sms ? Bilingual(ar: "قُبل طلبك.", en: "Accepted.") : nil, path: "/cases/8K2M47QDXP", key: key)
}

private func jobs(_ store: Store) async throws -> [String] {
    try await store.read { try $0.all("select kind from job order by kind") { try $0.text(0) } }
}

@Suite("The mailbox")
struct MailboxTests {
    @Test("a message goes to the mailbox, and by SMS and e-mail")
    func sends() async throws {
        let store = try TestStore.make(Messaging.migrations)
        try await store.write { try $0.send(letter("decided:1"), to: noora, at: noon) }
        let mailbox = try await store.read { try $0.mailbox(of: "noora", page: 1) }
        #expect(mailbox.messages.map(\.subject.ar) == ["قُبل طلبك"])
        #expect(mailbox.messages.first?.path == "/cases/8K2M47QDXP")
        #expect(mailbox.unread == 1)
        #expect(try await jobs(store) == ["messaging.mail", "messaging.sms"])
    }

    @Test("the same event heard twice sends once, to each person")
    func idempotent() async throws {
        let store = try TestStore.make(Messaging.migrations)
        let hamad = Recipient(person: "hamad", phone: nil, email: nil, language: .english)
        for _ in 1...2 {
            try await store.write { transaction in
                try transaction.send(letter("decided:1"), to: noora, at: noon)
                try transaction.send(letter("decided:1"), to: hamad, at: noon)
            }
        }
        #expect(try await store.read { try $0.mailbox(of: "noora", page: 1) }.messages.count == 1)
        #expect(try await store.read { try $0.mailbox(of: "hamad", page: 1) }.messages.count == 1)
        #expect(try await jobs(store) == ["messaging.mail", "messaging.sms"])
    }

    @Test("no SMS without words for it, no e-mail to what is no address")
    func mailboxOnly() async throws {
        let store = try TestStore.make(Messaging.migrations)
        let person = Recipient(
            person: "noora", phone: Phone("55501234"), email: "noora@example.qa\r\nBcc: all@example.qa",
            language: .arabic)
        try await store.write { try $0.send(letter("quiet", sms: false), to: person, at: noon) }
        #expect(try await jobs(store).isEmpty)
        #expect(try await store.read { try $0.unreadMessages(of: "noora") } == 1)
    }

    @Test("a sign-in code leaves nothing in the mailbox and goes once")
    func code() async throws {
        let store = try TestStore.make(Messaging.migrations)
        let phone = try #require(Phone("55501234"))
        for _ in 1...2 {
            try await store.write { try $0.sendSMS(to: phone, text: "123456", key: "code:1", at: noon) }
        }
        #expect(try await jobs(store) == ["messaging.sms"])
        let later = noon.addingTimeInterval(31 * 86_400)
        try await store.write { try $0.sendSMS(to: phone, text: "654321", key: "code:2", at: later) }
        #expect(try await store.read { try $0.all("select key from sms_key") { try $0.text(0) } } == ["code:2"])
    }

    @Test("a message is read once, when it is first opened")
    func read() async throws {
        let store = try TestStore.make(Messaging.migrations)
        try await store.write { try $0.send(letter("1"), to: noora, at: noon) }
        let found = try await store.read { try $0.mailbox(of: "noora", page: 1) }.messages.first
        let message = try #require(found)
        #expect(message.isUnread)
        let first = noon.addingTimeInterval(60)
        for moment in [first, first.addingTimeInterval(600)] {
            try await store.write { try $0.markRead(message.id, by: "noora", at: moment) }
        }
        #expect(try await store.read { try $0.findMessage(message.id, seenBy: "noora") }.readAt == first)
        #expect(try await store.read { try $0.unreadMessages(of: "noora") } == 0)
    }

    @Test("another person's message is not found and stays unread")
    func otherPerson() async throws {
        let store = try TestStore.make(Messaging.migrations)
        try await store.write { try $0.send(letter("1"), to: noora, at: noon) }
        let found = try await store.read { try $0.mailbox(of: "noora", page: 1) }.messages.first
        let id = try #require(found).id
        await #expect(throws: NotFound.self) { try await store.read { try $0.findMessage(id, seenBy: "hamad") } }
        try await store.write { try $0.markRead(id, by: "hamad", at: noon) }
        #expect(try await store.read { try $0.unreadMessages(of: "noora") } == 1)
        #expect(try await store.read { try $0.mailbox(of: "hamad", page: 1) }.messages.isEmpty)
    }

    @Test("the newest message comes first, and a page beyond the last is the last")
    func pages() async throws {
        let store = try TestStore.make(Messaging.migrations)
        try await store.write { transaction in
            for number in 1...41 {
                try transaction.send(letter("\(number)"), to: noora, at: noon.addingTimeInterval(Double(number)))
            }
        }
        let first = try await store.read { try $0.mailbox(of: "noora", page: 0) }
        #expect((first.page, first.pages, first.unread) == (1, 3, 41))
        #expect(first.messages.first?.sentAt == noon.addingTimeInterval(41))
        let last = try await store.read { try $0.mailbox(of: "noora", page: .max) }
        #expect((last.page, last.messages.count) == (3, 1))
    }

    @Test(
        "a path that leads out of the portal is refused by the schema",
        arguments: ["//evil.example", "https://evil.example"])
    func path(path: String) async throws {
        let store = try TestStore.make(Messaging.migrations)
        let message = NewMessage(
            subject: Bilingual(same: "s"), body: Bilingual(same: "b"), sms: nil, path: path, key: "k")
        await #expect(throws: (any Error).self) { try await store.write { try $0.send(message, to: noora, at: noon) } }
    }
}
