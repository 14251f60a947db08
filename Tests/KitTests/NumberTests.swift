import Kit
import Testing

@Suite("Numbers that people carry")
struct NumberTests {
    @Test("a QID says the year of birth and the nationality")
    func readsQID() throws {
        let old = try #require(QID("28463412345"))
        #expect(old.yearOfBirth == 1984)
        #expect(old.isQatari)
        let young = try #require(QID("30135600001"))
        #expect(young.yearOfBirth == 2001)
        #expect(young.nationality == "356")
        #expect(!young.isQatari)
        #expect(old.masked == "••••••••345")
    }

    @Test(
        "a QID may be typed in any digits, with spaces and the marks that phones add",
        arguments: [
            "٢٨٤٦٣٤١٢٣٤٥", "۲۸۴۶۳۴۱۲۳۴۵", " 284 634 12345 ", "284-634-12345", "\u{200E}28463412345\u{202C}",
            "٢٨٤634١٢٣45",
        ])
    func readsTypedQID(typed: String) {
        #expect(QID(typed)?.digits == "28463412345")
    }

    @Test(
        "what is not a QID is refused",
        arguments: [
            "", "2846341234", "284634123456", "18463412345", "48463412345", "2846341234a", "28463412345\u{0301}",
            "２８４６３４１２３４５", "28463412345; drop table person", "2846341234५", "+28463412345", "0x284634123",
        ])
    func refusesQID(typed: String) {
        #expect(QID(typed) == nil)
    }

    @Test(
        "a telephone number is the same however it is written",
        arguments: [
            "55501234", "+974 5550 1234", "00974 5550-1234", "97455501234", "(+974) 5550 1234", "٥٥٥٠١٢٣٤",
            "+٩٧٤٥٥٥٠١٢٣٤",
        ])
    func readsPhone(typed: String) throws {
        let phone = try #require(Phone(typed))
        #expect(phone.description == "+97455501234")
        #expect(phone.grouped == "+974 5550 1234")
        #expect(phone.isMobile)
    }

    @Test("a number that begins with 4 is a line in a house")
    func knowsFixedLines() {
        #expect(Phone("4406 9999")?.isMobile == false)
        #expect(Phone("3350 0102")?.isMobile == true)
        #expect(Phone("7750 0105")?.isMobile == true)
    }

    @Test(
        "what is not a telephone number of Qatar is refused",
        arguments: [
            "", "5550123", "555012345", "85501234", "15501234", "+966 5550 1234", "5550123a", "+974", "５５５０１２３４",
        ])
    func refusesPhone(typed: String) {
        #expect(Phone(typed) == nil)
    }

    @Test("an IBAN is read in any grouping and case, and printed in fours")
    func readsIBAN() throws {
        let iban = try #require(IBAN("qa58 dohb 0000 1234 5678 90ab cdef g"))
        #expect(iban.text == "QA58DOHB00001234567890ABCDEFG")
        #expect(iban.grouped == "QA58 DOHB 0000 1234 5678 90AB CDEF G")
        #expect(IBAN("QA٥٨DOHB٠٠٠٠١٢٣٤٥٦٧٨٩٠ABCDEFG") == iban)
    }

    @Test("one wrong digit or letter of an IBAN is found")
    func findsIBANErrors() {
        let right = Array("QA58DOHB00001234567890ABCDEFG")
        for position in 2..<right.count {
            let set = right[position].isNumber ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            for symbol in set where symbol != right[position] {
                var wrong = right
                wrong[position] = symbol
                #expect(IBAN(String(wrong)) == nil, "position \(position), \(symbol)")
            }
        }
    }

    @Test(
        "what is not an IBAN of Qatar is refused",
        arguments: [
            "", "QA58", "DE89370400440532013000", "QA58DOHB00001234567890ABCDEF", "QA58DOHB00001234567890ABCDEFGH",
            "QA58D0HB00001234567890ABCDEFG", "QAE8DOHB00001234567890ABCDEFG", "QA58DOHB0000123456789٫ABCDEFG",
        ])
    func refusesIBAN(typed: String) {
        #expect(IBAN(typed) == nil)
    }
}
