import Foundation
import Kit

/// Writes a letter as it travels: RFC 5322 headers, RFC 2047 words, MIME plain text in base 64.
///
/// Every header value is either a validated address, made here, or an encoded word, which is base 64: nothing that
/// somebody typed can end a line. The whole is ASCII unless an address is not.
enum MailFormat {
    /// The letter's lines, without line ends.
    static func lines(of mail: Mail, from sender: MailAddress, name: String) -> [String] {
        let names = encodedWords(name) + ["<\(sender.text)>"]
        let headers = [
            "From: " + names.joined(separator: "\r\n "),
            "To: <\(mail.to.text)>",
            "Subject: " + encodedWords(mail.subject).joined(separator: "\r\n "),
            "Date: \(date(mail.at))",
            "Message-ID: <\(mail.id)@\(sender.domain)>",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(mail.language.rawValue)",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
        ]
        return headers.flatMap { $0.components(separatedBy: "\r\n") } + base64Lines(crlf(mail.text))
    }

    /// RFC 2047 §2: words of at most 75 symbols, never a character torn apart, so that the line stays under 76.
    static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > 39 {
                words.append(encodedWord(chunk))
                chunk = []
            }
            chunk += bytes
        }
        return words + [encodedWord(chunk)]
    }

    private static func encodedWord(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }

    /// RFC 5322 §3.3, in UTC: `Sat, 21 Nov 2026 18:20:05 +0000`.
    static func date(_ moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let day = Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let time = seconds - day.number * 86_400
        let clock = String(format: "%02d:%02d:%02d", time / 3600, time / 60 % 60, time % 60)
        return "\(weekdays[day.weekday.rawValue]), \(day.day) \(months[day.month - 1]) \(day.year) \(clock) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func crlf(_ text: String) -> [UInt8] {
        Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n").utf8)
    }

    private static func base64Lines(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map { start in
            Data(bytes[start..<min(start + 57, bytes.count)]).base64EncodedString()
        }
    }
}
