import Kit
import Testing

/// What people of other countries have: passports and telephones.
@Suite("From abroad") struct AbroadTests {
    @Test("countries have three letters and three digits, each once")
    func countries() {
        #expect(Set(Country.all.map(\.code)).count == Country.all.count)
        #expect(Set(Country.all.map(\.number)).count == Country.all.count)
        #expect(Country.all.allSatisfy { $0.code.utf8.count == 3 && $0.number.utf8.count == 3 })
        #expect(Country("QAT")?.number == "634" && Country(number: "356")?.code == "IND")
        #expect(Country("qat") == nil && Country("XYZ") == nil && Country(number: "000") == nil)
    }

    @Test(
        "a number of any country is read with its country, in any digits",
        arguments: [
            ("+44 20 7946 0123", "+442079460123"), ("0044 20 7946 0123", "+442079460123"),
            ("+٩٦٥ ٥٠٠٠ ٠١٥٧", "+96550000157"), ("+1 (202) 555-0143", "+12025550143"), ("55500101", nil),
            ("+0123456789", nil), ("+123456", nil), ("+1234567890123456", nil), ("+44 20 OLD", nil), ("", nil),
        ] as [(String, String?)])
    func phones(typed: String, read: String?) {
        #expect(InternationalPhone(typed)?.description == read)
    }
}
