import Kit
import Testing

@Suite("Digits")
struct DigitsTests {
    @Test("both Arabic digit sets and their separators become Latin")
    func folds() {
        #expect(Digits.folded("٠١٢٣٤٥٦٧٨٩") == "0123456789")
        #expect(Digits.folded("۰۱۲۳۴۵۶۷۸۹") == "0123456789")
        #expect(Digits.folded("٤٬٤١٠٫٥٠") == "4,410.50")
    }

    @Test("all other text stays as it was", arguments: ["حمد سالم", "abc", "", "é\u{0301}", "१२३", "👩‍👩‍👧"])
    func leavesText(text: String) {
        #expect(Digits.folded(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("spaces, dashes and invisible marks fall out")
    func compacts() {
        #expect(Digits.compact("\u{202B}٥٥٥٠ \u{00A0}12\u{2011}34\u{200F}\u{FEFF}") == "55501234")
        #expect(Digits.compact("a-b – c") == "abc")
    }
}
