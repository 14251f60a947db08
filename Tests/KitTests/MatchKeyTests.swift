import Testing

import Kit

@Suite("match keys")
struct MatchKeyTests {
    @Test(
        "spellings of one word have one key",
        arguments: [
            ("إقامة", "اقامة"), ("الإقامة", "الاقامه"), ("أمر", "امر"), ("آخر", "اخر"), ("رخصة", "رخصه"),
            ("بطاقة", "بطاقه"), ("مستشفى", "مستشفي"), ("قيادة", "قياده"), ("مَطراش", "مطراش"), ("شَهَادَة", "شهادة"),
            ("كهـــرماء", "كهرماء"), ("مسؤول", "مسوول"), ("طوارئ", "طواري"), ("لوحة رقم ١٢٣٤٥٦", "لوحة رقم 123456"),
            ("۲۰۲۲", "2022"), ("هيّا", "هيا"), ("الدوحة", "الدوحه"), ("على", "علي"), ("إستعلام", "استعلام"),
            ("إبن", "ابن"), ("مخالفات", "المخالفات"), ("وبالإقامة", "إقامة"), ("للمقيمين", "المقيمين"),
            ("أحمد", "احمد"), ("أ\u{0654}حمد", "احمد"), ("مواطن", "المواطنين"), ("إقامتي", "الإقامة"), ("ﻻزم", "لازم"),
            ("تجارية", "تجاري"), ("Licences", "licence"), ("COMPANIES", "company"), ("Résumé", "resume"),
            ("addresses", "address"), ("مطراش\u{202E}", "مطراش"),
        ])
    func same(a: String, b: String) {
        #expect(MatchKey.keys(of: a) == MatchKey.keys(of: b))
        #expect(!MatchKey.keys(of: a).isEmpty)
    }

    @Test(
        "different words have different keys",
        arguments: [
            ("تأشيرة", "تسعيرة"), ("جواز", "جواب"), ("رخصة", "رحلة"), ("كهرباء", "كبرياء"), ("علم", "عام"),
            ("bus", "bu"), ("class", "cla"),
        ])
    func different(a: String, b: String) { #expect(MatchKey.keys(of: a) != MatchKey.keys(of: b)) }

    @Test("short words keep their letters", arguments: ["والد", "بيت", "مهم", "وزارة", "ولد"])
    func short(word: String) { #expect((MatchKey.keys(of: word).first?.unicodeScalars.count ?? 0) >= 3) }

    @Test("letters and digits of one word are two words, single letters are none")
    func pieces() {
        #expect(MatchKey.keys(of: "metrash2 و a") == ["metrash", "2"])
        #expect(MatchKey.keys(of: "\"() * \u{0}\u{200F}") == [])
    }

    @Test("cutting a text into words loses nothing")
    func runs() {
        let text = "  «تجديدُ» الإقامة, QID's\u{200F} 109! "
        #expect(MatchKey.runs(of: text).map(\.text).joined() == text)
    }
}
