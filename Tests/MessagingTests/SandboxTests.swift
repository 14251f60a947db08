import Foundation
import Kit
import Support
import Testing
import Web

@testable import Messaging

// The gateway against a real HTTP server is tested where the server is: in PlatformTests.

private let noon = Date(timeIntervalSince1970: 1_795_262_400)

extension SandboxPost {
    fileprivate func get(_ path: String, _ query: String? = nil) async -> Answer {
        await respond(method: "GET", path: path, query: query, headers: [], body: [])
    }

    fileprivate func sent(to: String = "") async throws -> [SentItem] {
        let answer = await get("/sent.json", "to=\(PercentEncoding.encoded(to))")
        return try JSONDecoder().decode([SentItem].self, from: Data(answer.body))
    }
}

private func query(_ text: String, password: String = "post-office", to: String = "+97455501234") -> String {
    "username=hukoomi&password=\(password)&from=Hukoomi&to=\(PercentEncoding.encoded(to))&text=\(PercentEncoding.encoded(text))"
}

@Suite("The post office of the demonstration")
struct SandboxTests {
    @Test("what our gateway sends, the sandbox takes and shows as it was written")
    func accepted() async throws {
        let post = SandboxPost(smtpPort: 0, clock: { noon })
        for text in ["رمز الدخول: 123456", "50% + 50% & more = 1 #"] {
            let answer = await post.get("/cgi-bin/sendsms", query(text))
            #expect(answer.status == 202)
            #expect(String(decoding: answer.body, as: UTF8.self) == "0: Accepted for delivery")
        }
        let sent = try await post.sent()
        #expect(sent.map(\.text) == ["50% + 50% & more = 1 #", "رمز الدخول: 123456"])
        #expect(sent.allSatisfy { $0.to == "+97455501234" && $0.kind == .sms && $0.at == 1_795_262_400_000 })
    }

    @Test("a wrong password, no number and no text are refused as Kannel refuses them")
    func refused() async throws {
        let post = SandboxPost(smtpPort: 0)
        #expect(await post.get("/cgi-bin/sendsms", query("t", password: "x")).status == 403)
        #expect(await post.get("/cgi-bin/sendsms").status == 403)
        #expect(await post.get("/cgi-bin/sendsms", query("t", to: "12")).status == 400)
        #expect(await post.get("/cgi-bin/sendsms", query("")).status == 400)
        #expect(await post.get("/cgi-bin/sendsms", "%zz").status == 400)
        #expect(await post.get("/other").status == 404)
        #expect(await post.respond(method: "POST", path: "/", query: nil, headers: [], body: []).status == 405)
        #expect(try await post.sent().isEmpty)
    }

    @Test("messages to a number are found by the whole number or a part of it")
    func found() async throws {
        let post = SandboxPost(smtpPort: 0)
        for (number, code) in [("55501234", "1"), ("66601234", "2"), ("55501234", "3")] {
            _ = await post.get("/cgi-bin/sendsms", query(code, to: number))
        }
        #expect(try await post.sent(to: "+974 5550 1234").map(\.text) == ["3", "1"])
        #expect(try await post.sent(to: "٥٥٥٠").map(\.text) == ["3", "1"])
        #expect(try await post.sent(to: "1234").count == 3)
        #expect(try await post.sent(to: "777").isEmpty)
    }

    @Test("no more than the last 500 are kept, and long texts are cut")
    func bounded() async throws {
        let post = SandboxPost(smtpPort: 0)
        for number in 1...510 { post.add(.sms, to: "+97455501234", from: "Hukoomi", "\(number)") }
        #expect(post.sent.newest().count == 500)
        #expect(post.sent.newest().first?.text == "510")
        #expect(post.sent.newest().last?.text == "11")
        post.add(.sms, to: "+97455501234", from: "Hukoomi", String(repeating: "a", count: 20_000))
        #expect(post.sent.newest().first?.text.count == SentList.longest)
    }

    @Test("a conversation out of order is refused and sends nothing")
    func order() {
        var dialogue = SandboxDialogue()
        func hear(_ line: String) -> String { String(dialogue.hear(Array(line.utf8)).reply?.prefix(3) ?? "-") }
        #expect(hear("MAIL FROM:<a@b>") == "503")
        #expect(hear("EHLO me") == "250")
        #expect(hear("RCPT TO:<a@b>") == "503")
        #expect(hear("DATA") == "503")
        #expect(hear("MAIL FROM:<a@b> BODY=8BITMIME") == "250")
        #expect(hear("MAIL FROM:<a@b>") == "503")
        #expect(hear("RCPT TO:a@b") == "501")
        #expect(hear("DATA") == "503")
        #expect(hear("RSET") == "250")
        #expect(hear("RCPT TO:<a@b>") == "503")
        #expect(hear("TURN") == "500")
        #expect(hear("QUIT") == "221")
    }

    @Test("a letter that is too big is refused and takes no room")
    func tooBig() {
        var dialogue = SandboxDialogue()
        for line in ["EHLO me", "MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"] { _ = dialogue.hear(Array(line.utf8)) }
        for _ in 0...1100 { _ = dialogue.hear(Array(repeating: 97, count: 1000)) }
        let turn = dialogue.hear([46])
        #expect(turn.reply?.hasPrefix("552") == true)
        #expect(turn.letter == nil)
    }
}
