import Foundation
import Kit
import Support
import Testing

@testable import Messaging

@Suite("A letter as it travels")
struct MailFormatTests {
    @Test("words of a long Arabic subject are short and tear no character apart")
    func words() {
        let text = String(repeating: "وزارة الداخلية 😀 ", count: 12)
        let words = MailFormat.encodedWords(text)
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
        #expect(words.allSatisfy { !SandboxLetter.decoded($0).unicodeScalars.contains("\u{FFFD}") })
        #expect(SandboxLetter.decoded(words.joined(separator: " ")) == text)
    }

    @Test("the date is written as RFC 5322 wants it")
    func date() {
        #expect(MailFormat.date(Date(timeIntervalSince1970: 1_795_285_205)) == "Sat, 21 Nov 2026 18:20:05 +0000")
        #expect(MailFormat.date(Date(timeIntervalSince1970: 0)) == "Thu, 1 Jan 1970 00:00:00 +0000")
    }

    @Test(
        "addresses people have are accepted",
        arguments: ["noora@example.qa", " n.al-kuwari+gov@mail.example.qa ", "نورة@مثال.قطر", "o'neil@example.com"])
    func addresses(typed: String) {
        #expect(MailAddress(typed) != nil)
    }

    @Test(
        "what could mean something else in a header or a command is no address",
        arguments: [
            "", "@", "a@", "@b", "a@b@c", "a b@c.qa", "a@b..qa", ".a@b.qa", "a@b.qa\r\nRCPT TO:<x@y>", "<a@b.qa>",
            "a@b.qa>", "a,b@c.qa", "a@b.qa\u{0}", "a@\u{202E}b.qa", "a\u{200B}@b.qa", "\"a b\"@c.qa", "a@[127.0.0.1]",
            "a@b.qa\u{2028}x",
        ])
    func notAddresses(typed: String) {
        #expect(MailAddress(typed) == nil)
    }

    @Test("a long address is none")
    func long() {
        #expect(MailAddress(String(repeating: "a", count: 65) + "@b.qa") == nil)
        #expect(MailAddress("a@" + String(repeating: "b", count: 253)) == nil)
    }

    @Test("dots are doubled at the beginning of lines only, and the end is a dot alone")
    func stuffing() {
        #expect(SMTPData.stuffed([".", "a.", "..b", ""]) == Array("..\r\na.\r\n...b\r\n\r\n.\r\n".utf8))
        #expect(SMTPData.unstuffed(Array("...b".utf8)) == Array("..b".utf8))
    }
}
