import Kit
import Testing

@Suite("Numbers within Arabic words")
struct LanguageTests {
    @Test(
        "numbers and codes keep their order, each run by itself",
        arguments: [
            ("رقم المخالفة 26-104417", "رقم المخالفة ⟨26-104417⟩"),
            ("اتصل على +974 5550 1234 الآن", "اتصل على ⟨+974 5550 1234⟩ الآن"),
            ("هواتف · 8517.13 · 5%", "هواتف · ⟨8517.13⟩ · ⟨5%⟩"), ("حتى 31 ديسمبر 2029", "حتى ⟨31⟩ ديسمبر ⟨2029⟩"),
            ("500 ريال، ثم 3.", "⟨500⟩ ريال، ثم ⟨3⟩."), ("بلا أرقام QR", "بلا أرقام QR"), ("", ""),
        ])
    func runs(_ text: String, _ expected: String) {
        let found = Language.arabic.isolatingNumbers(in: text)
        #expect(found.replacing("\u{2066}", with: "⟨").replacing("\u{2069}", with: "⟩") == expected)
        #expect(Language.english.isolatingNumbers(in: text) == text)
    }
}
