import Foundation

/// One conversation with a mail server, seen from the side that receives: a line in, a reply out. Pure.
struct SandboxDialogue {
    static let largestLetter = 1 << 20

    /// What is said to a line.
    struct Turn: Sendable {
        var reply: String?
        /// The letter that this line completed.
        var letter: Envelope?
        var isOver = false
    }

    /// A letter with those it is for.
    struct Envelope: Sendable {
        var sender: String
        var recipients: [String]
        var lines: [[UInt8]] = []
        var size = 0
    }

    static let greeting = "220 post.sandbox ESMTP\r\n"

    private var hasGreeted = false
    private var envelope: Envelope?
    private var isReceiving = false

    mutating func hear(_ line: [UInt8]) -> Turn {
        if isReceiving { return receive(line) }
        let text = String(decoding: line, as: UTF8.self)
        let verb = text.prefix { $0 != " " && $0 != ":" }.uppercased()
        switch verb {
        case "EHLO", "HELO": return greet(verb)
        case "AUTH": return authenticate(text)
        case "MAIL": return begin(text)
        case "RCPT": return address(text)
        case "DATA": return open()
        case "RSET":
            envelope = nil
            return Turn(reply: "250 2.0.0 OK")
        case "NOOP": return Turn(reply: "250 2.0.0 OK")
        case "QUIT": return Turn(reply: "221 2.0.0 Bye", isOver: true)
        default: return Turn(reply: "500 5.5.2 Command not recognized")
        }
    }

    private mutating func greet(_ verb: String) -> Turn {
        hasGreeted = true
        envelope = nil
        guard verb == "EHLO" else { return Turn(reply: "250 post.sandbox") }
        let size = SandboxDialogue.largestLetter
        return Turn(reply: "250-post.sandbox\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-SIZE \(size)\r\n250 AUTH PLAIN")
    }

    /// Any name with any password, as long as they come in the shape of RFC 4616.
    private func authenticate(_ text: String) -> Turn {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1].uppercased() == "PLAIN", let secret = Data(base64Encoded: String(words[2]))
        else {
            return Turn(reply: "504 5.5.4 Only AUTH PLAIN with an initial response")
        }
        let parts = secret.split(separator: 0, omittingEmptySubsequences: false)
        return Turn(reply: parts.count == 3 && !parts[1].isEmpty ? "235 2.7.0 Accepted" : "535 5.7.8 Not accepted")
    }

    private mutating func begin(_ text: String) -> Turn {
        guard hasGreeted, envelope == nil else { return Turn(reply: "503 5.5.1 Bad sequence of commands") }
        guard let path = SandboxDialogue.path(in: text, after: "MAIL FROM:") else {
            return Turn(reply: "501 5.5.4 Syntax: MAIL FROM:<address>")
        }
        envelope = Envelope(sender: path, recipients: [])
        return Turn(reply: "250 2.1.0 OK")
    }

    private mutating func address(_ text: String) -> Turn {
        guard envelope != nil else { return Turn(reply: "503 5.5.1 Bad sequence of commands") }
        guard let path = SandboxDialogue.path(in: text, after: "RCPT TO:"), !path.isEmpty else {
            return Turn(reply: "501 5.5.4 Syntax: RCPT TO:<address>")
        }
        guard (envelope?.recipients.count ?? 0) < 100 else { return Turn(reply: "452 4.5.3 Too many recipients") }
        envelope?.recipients.append(path)
        return Turn(reply: "250 2.1.5 OK")
    }

    private mutating func open() -> Turn {
        guard envelope?.recipients.isEmpty == false else { return Turn(reply: "503 5.5.1 Bad sequence of commands") }
        isReceiving = true
        return Turn(reply: "354 End with a line of a single dot")
    }

    private mutating func receive(_ line: [UInt8]) -> Turn {
        guard line == [46] else {
            envelope?.size += line.count + 2
            if (envelope?.size ?? 0) <= SandboxDialogue.largestLetter {
                envelope?.lines.append(SMTPData.unstuffed(line))
            }
            return Turn()
        }
        defer {
            envelope = nil
            isReceiving = false
        }
        guard let envelope, envelope.size <= SandboxDialogue.largestLetter else {
            return Turn(reply: "552 5.3.4 Message too big")
        }
        return Turn(reply: "250 2.0.0 OK", letter: envelope)
    }

    /// What stands between the angle brackets; parameters after them are not looked at.
    private static func path(in text: String, after command: String) -> String? {
        guard text.uppercased().hasPrefix(command) else { return nil }
        let rest = text.dropFirst(command.count).drop { $0 == " " }
        guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
        return String(rest[rest.index(after: rest.startIndex)..<end])
    }
}
