import Kit
import Support
import Testing

@testable import Messaging

@Suite("An SMS, counted as the network counts it")
struct SMSTextTests {
    @Test(
        "Arabic has 70 characters in one part and 67 in each of several",
        arguments: [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
    func arabic(length: Int, parts: Int) {
        let text = SMSText(String(repeating: "ن", count: length))
        #expect(text.encoding == .ucs2)
        #expect(text.units == length)
        #expect(text.parts == parts)
    }

    @Test(
        "the GSM alphabet has 160 characters in one part and 153 in each of several",
        arguments: [(0, 1), (70, 1), (160, 1), (161, 2), (306, 2), (307, 3)])
    func latin(length: Int, parts: Int) {
        let text = SMSText(String(repeating: "a", count: length))
        #expect(text.encoding == .gsm)
        #expect(text.parts == parts)
    }

    @Test("a character of the extension counts twice and stays in the GSM alphabet")
    func extension_() {
        #expect(SMSText("{€}").encoding == .gsm)
        #expect(SMSText("{€}").units == 6)
        #expect(SMSText(String(repeating: "€", count: 80)).parts == 1)
        #expect(SMSText(String(repeating: "€", count: 81)).parts == 2)
    }

    @Test("an escaped character is not torn apart between two parts")
    func escape() {
        // 152 + 2 do not fit into 153: the euro sign goes to the second part, which then holds 153 in all.
        let text = String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 151)
        #expect(SMSText(text).units == 305)
        #expect(SMSText(text).parts == 2)
        #expect(SMSText(text + "a").units == 306)
        #expect(SMSText(text + "a").parts == 3)
    }

    @Test("an emoji takes two units and is not torn apart")
    func emoji() {
        #expect(SMSText("😀").encoding == .ucs2)
        #expect(SMSText("😀").units == 2)
        #expect(SMSText(String(repeating: "😀", count: 35)).parts == 1)
        // 66 + 2 do not fit into 67.
        let text = String(repeating: "ن", count: 66) + "😀" + String(repeating: "ن", count: 65)
        #expect(SMSText(text).units == 133)
        #expect(SMSText(text).parts == 2)
        #expect(SMSText(text + "ن").parts == 3)
    }

    @Test(
        "one character outside the alphabet makes the whole text UCS-2", arguments: ["’", "ç", "`", "\t", "é\u{301}"])
    func mixed(character: String) {
        #expect(SMSText("Your code is 123456" + character).encoding == .ucs2)
    }

    @Test(
        "every character of the alphabet is in it",
        arguments: ["@£$¥èéùìòÇ\nØø\rÅå", "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ", "¡ÄÖÑÜ§¿äöñüà¤"])
    func basic(text: String) {
        #expect(SMSText(text).encoding == .gsm)
        #expect(SMSText(text).units == text.unicodeScalars.count)
    }

    @Test("a line break sent as CR LF counts as two characters")
    func lineBreak() {
        #expect(SMSText("a\r\nb").units == 4)
    }
}
