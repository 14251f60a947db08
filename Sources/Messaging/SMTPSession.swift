import Foundation
import NIOCore

/// A mail server's no, without any word of the letter. Codes from 500 will be no at every attempt.
struct SMTPRefusal: Error, Hashable {
    enum Step: Sendable { case greet, authenticate, sender, recipient, data, letter }
    let step: Step
    /// RFC 5321 §4.2; 0 where it was this side that could not go on.
    let code: Int
}

/// One conversation with a mail server, seen from the side that sends.
struct SMTPSession {
    private var lines: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let out: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var offers: Set<String> = []

    init(
        lines: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, out: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.lines = lines
        self.out = out
    }

    /// Waits for the greeting, greets back, and hears what the server can do.
    mutating func open(as domain: String) async throws {
        try await expect(220, .greet)
        let name = domain.utf8.allSatisfy { $0 < 0x80 } ? domain : "[127.0.0.1]"
        try await out.write(ByteBuffer(string: "EHLO \(name)\r\n"))
        offers = Set(try await expect(250, .greet).dropFirst().map { $0.uppercased() })
    }

    /// RFC 4954 with the PLAIN mechanism of RFC 4616.
    mutating func authenticate(_ login: SMTPLogin) async throws {
        let methods = offers.first { $0.hasPrefix("AUTH ") }?.split(separator: " ") ?? []
        guard methods.contains("PLAIN") else { throw SMTPRefusal(step: .authenticate, code: 0) }
        let secret = Data("\0\(login.username)\0\(login.password)".utf8).base64EncodedString()
        try await command("AUTH PLAIN \(secret)", 235, .authenticate)
    }

    mutating func send(_ letter: [UInt8], from sender: MailAddress, to recipient: MailAddress) async throws {
        var parameters = ""
        if sender.isInternational || recipient.isInternational {
            guard offers.contains("SMTPUTF8") else { throw SMTPRefusal(step: .recipient, code: 0) }
            parameters += " SMTPUTF8"
        }
        if offers.contains("8BITMIME") { parameters += " BODY=8BITMIME" }
        try await command("MAIL FROM:<\(sender.text)>" + parameters, 250, .sender)
        try await command("RCPT TO:<\(recipient.text)>", 250, .recipient)
        try await command("DATA", 354, .data)
        try await out.write(ByteBuffer(bytes: letter))
        try await expect(250, .letter)
        // The letter is theirs now; whether they say goodbye does not matter.
        try? await out.write(ByteBuffer(string: "QUIT\r\n"))
    }

    private mutating func command(_ line: String, _ code: Int, _ step: SMTPRefusal.Step) async throws {
        try await out.write(ByteBuffer(string: line + "\r\n"))
        try await expect(code, step)
    }

    /// The words of the reply, a line each (RFC 5321 §4.2.1), where it has the code that is hoped for.
    @discardableResult
    private mutating func expect(_ code: Int, _ step: SMTPRefusal.Step) async throws -> [String] {
        var words: [String] = []
        while words.count < 100, let line = try await lines.next() {
            let text = String(buffer: line)
            guard let said = Int(text.prefix(3)), said == code else {
                throw SMTPRefusal(step: step, code: Int(text.prefix(3)) ?? 0)
            }
            words.append(String(text.dropFirst(4)))
            if text.dropFirst(3).first != "-" { return words }
        }
        throw SMTPRefusal(step: step, code: 0)
    }
}
