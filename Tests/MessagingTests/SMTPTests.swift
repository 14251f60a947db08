import Foundation
import Kit
import NIOPosix
import Support
import Synchronization
import Testing

@testable import Messaging

private let noon = Date(timeIntervalSince1970: 1_795_262_400)

/// A post office on a port of its own for the time of the body.
private func withPost(
    login: SMTPLogin? = nil, _ body: @Sendable @escaping (SandboxPost, SMTPServer) async throws -> Void
) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let sender = try #require(MailAddress("no-reply@hukoomi.example"))
    let post = SandboxPost(smtpPort: 0, clock: { noon })
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try? await post.run { continuation.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let server = SMTPServer(
            host: "127.0.0.1", port: port, sender: sender, name: Bilingual(ar: "حكومي", en: "Hukoomi"), login: login,
            group: group, patience: 5)
        do { try await body(post, server) } catch {
            tasks.cancelAll()
            throw error
        }
        tasks.cancelAll()
    }
}

private func mail(subject: String, text: String, to: String = "noora@example.qa") throws -> Mail {
    Mail(
        id: "0190-1", to: try #require(MailAddress(to)), subject: subject, text: text, language: .arabic, at: noon)
}

@Suite("E-mail by SMTP, over a real connection", .timeLimit(.minutes(1)))
struct SMTPTests {
    @Test("an Arabic letter arrives with its subject and text as they were written")
    func arabic() async throws {
        let subject = "قُبل طلبك لإذن المغادرة، ويمكنك الآن تنزيل الوثيقة من صفحة الطلب"
        let text = "السلام عليكم\n\nيمكنك تنزيل الإذن.\n.\n..نقطتان"
        try await withPost { post, server in
            try await server.send(try mail(subject: subject, text: text))
            let item = try #require(post.sent.newest().first)
            #expect(item.kind == .mail)
            #expect(item.to == "noora@example.qa")
            #expect(item.from == "no-reply@hukoomi.example")
            #expect(item.subject == subject)
            #expect(item.text == text)
            #expect(item.at == 1_795_262_400_000)
        }
    }

    @Test("lines that begin with a dot, and the line that is one, arrive as they were sent")
    func dots() async throws {
        try await withPost { post, server in
            let to = try #require(MailAddress("noora@example.qa"))
            try await server.deliver(["Subject: dots", "", ".", "..", ".hidden", "end"], to: to)
            #expect(post.sent.newest().first?.text == ".\n..\n.hidden\nend")
        }
    }

    @Test("a line break inside a line cannot end the letter")
    func smuggling() async throws {
        try await withPost { post, server in
            let to = try #require(MailAddress("noora@example.qa"))
            try await server.deliver(["Subject: s", "", "a\n.\nMAIL FROM:<x@y>\r.\r\nQUIT"], to: to)
            #expect(post.sent.newest().count == 1)
            #expect(post.sent.newest().first?.text.contains("MAIL FROM:<x@y>") == true)
        }
    }

    @Test(
        "what was typed into a subject never becomes a header",
        arguments: ["Hello\r\nBcc: all@example.qa", "Hello\nX: y", "=?UTF-8?B?QmNj?=", "a\u{0}b", "\r\n\r\nbody"])
    func injection(subject: String) throws {
        let sender = try #require(MailAddress("no-reply@hukoomi.example"))
        let lines = MailFormat.lines(of: try mail(subject: subject, text: "t"), from: sender, name: subject)
        let letter = SandboxLetter(lines: lines.map { Array($0.utf8) })
        #expect(
            letter.headers.map(\.name) == [
                "from", "to", "subject", "date", "message-id", "auto-submitted", "content-language", "mime-version",
                "content-type", "content-transfer-encoding",
            ])
        #expect(letter.subject == subject)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (32...126).contains($0) } })
    }

    @Test("a password is sent to loopback, in the shape of RFC 4616")
    func login() async throws {
        try await withPost(login: SMTPLogin(username: "hukoomi", password: "secret")) { post, server in
            try await server.send(try mail(subject: "s", text: "t"))
            #expect(post.sent.newest().count == 1)
        }
        try await withPost(login: SMTPLogin(username: "", password: "secret")) { post, server in
            await #expect(throws: SMTPRefusal(step: .authenticate, code: 535)) {
                try await server.send(try mail(subject: "s", text: "t"))
            }
            #expect(post.sent.newest().isEmpty)
        }
    }

    @Test("an address in Arabic goes to a server that offers SMTPUTF8")
    func international() async throws {
        try await withPost { post, server in
            try await server.send(try mail(subject: "s", text: "t", to: "نورة@مثال.قطر"))
            #expect(post.sent.newest(to: "نورة").count == 1)
        }
    }

    @Test("a server that is not there is unavailable, so that the job is tried again")
    func absent() async throws {
        let sender = try #require(MailAddress("no-reply@hukoomi.example"))
        let server = SMTPServer(
            host: "127.0.0.1", port: 1, sender: sender, name: Bilingual(same: "n"),
            group: MultiThreadedEventLoopGroup.singleton)
        await #expect(throws: Unavailable("mail")) { try await server.send(try mail(subject: "s", text: "t")) }
    }

    @Test("several letters at the same time all arrive")
    func together() async throws {
        try await withPost { post, server in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 1...20 {
                    tasks.addTask { try await server.send(try mail(subject: "\(number)", text: "t")) }
                }
                try await tasks.waitForAll()
            }
            #expect(Set(post.sent.newest().compactMap(\.subject)).count == 20)
        }
    }
}
