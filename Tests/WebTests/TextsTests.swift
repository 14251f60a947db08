import Foundation
import Kit
import Testing

@testable import Web

@Suite("Words, numbers and dates") struct TextsTests {
    private var library: TextLibrary {
        var library = TextLibrary()
        library.add(WebTexts.bundle, module: "Web")
        return library
    }
    private var ar: Texts { library.texts(in: .arabic) }
    private var en: Texts { library.texts(in: .english) }

    @Test(
        "the six plural categories of Arabic, and the two of English (CLDR)",
        arguments: [
            (0, Plural.zero), (1, .one), (2, .two), (3, .few), (10, .few), (11, .many), (99, .many), (100, .other),
            (102, .other),
            (103, .few), (111, .many), (1000, .other), (1003, .few),
        ])
    func plurals(_ number: Int, _ category: Plural) {
        #expect(Plural.category(of: number, in: .arabic) == category)
        #expect(Plural.category(of: number, in: .english) == (number == 1 ? .one : .other))
    }

    @Test("places are filled in; what is missing is empty, and a missing text is seen")
    func filled() {
        var library = TextLibrary()
        library.add(
            ["a": "{x} and {y}", "b.other": "{count} cats", "b.one": "a cat", "c": "{}{", "d": "plain"], in: .english)
        let t = library.texts(in: .english)
        #expect(t("a", ["x": "{y}", "y": "2"]) == "{y} and 2")
        #expect(t("a", ["x": "1"]) == "1 and ")
        #expect(t("b", count: 1) == "a cat" && t("b", count: 1200) == "1,200 cats")
        #expect(t("none") == "⟦none⟧" && t("d", ["x": "1"]) == "plain")
        library.add(["a": "again"], in: .english)
        #expect(library.faults.count == 1)
    }

    @Test("money is written as people write it")
    func money() {
        #expect(en.money(.riyals(minor: 441_000)) == "QAR 4,410")
        #expect(en.money(.riyals(minor: 1250)) == "QAR 12.50")
        #expect(en.money(.riyals(minor: 5)) == "QAR 0.05")
        #expect(ar.money(.riyals(minor: 50_000)).contains("500"))
        #expect(ar.money(.riyals(minor: 100)) != ar.money(.riyals(minor: 200)))
    }

    @Test("numbers are grouped, sizes are rounded, per cent keeps its sign and its place")
    func numbers() {
        #expect([0, 999, 1000, -1234, 1_234_567].map(en.number) == ["0", "999", "1,000", "-1,234", "1,234,567"])
        #expect(en.percent(tenths: -73, signed: true) == "\u{2066}−7.3%\u{2069}")
        #expect(en.percent(tenths: 247, signed: true) == "\u{2066}+24.7%\u{2069}")
        #expect(en.percent(tenths: 0, signed: true) == "\u{2066}0.0%\u{2069}")
        #expect(en.size(1).contains("1") && en.size(1_449_999).contains("1.4"))
    }

    @Test("21 November 2026 in both calendars", arguments: [(2026, 11, 21), (2026, 11, 22), (2027, 2, 7)])
    func days(_ year: Int, _ month: Int, _ number: Int) throws {
        let day = try #require(Day(year, month, number))
        #expect(en.day(day).hasPrefix("\(number)\u{A0}") && en.day(day).hasSuffix("\u{A0}\(year)"))
        #expect(!ar.hijri(day).contains(" "), "a date is not torn apart at the end of a line")
        #expect(ar.dayInBothCalendars(day).contains(ar.day(day)) && ar.dayInBothCalendars(day).contains(ar.hijri(day)))
    }

    @Test("the Umm al-Qura calendar: 21 November 2026 is 11 Jumada al-Akhirah 1448, and years begin where they should")
    func hijri() throws {
        let hijri = HijriDay(try #require(Day(2026, 11, 21)))
        #expect((hijri.year, hijri.month, hijri.day) == (1448, 6, 11))
        // The Hijri new years of 1447 and 1448 by the Umm al-Qura tables.
        for (day, year) in [(Day(2025, 6, 26), 1447), (Day(2026, 6, 16), 1448)] {
            let first = HijriDay(try #require(day))
            #expect((first.year, first.month, first.day) == (year, 1, 1))
        }
    }

    @Test("the time of a moment is that of the country")
    func moments() throws {
        let calendar = WorkingCalendar(
            weekend: [.friday, .saturday], holidays: [], timeZone: try #require(TimeZone(identifier: "Asia/Qatar")))
        let moment = Date(timeIntervalSince1970: 1_795_299_600)
        #expect(
            en.time(moment, calendar) == "01:20" && en.moment(moment, calendar).contains("22\u{A0}November\u{A0}2026"))
        #expect(en.dayOfWeek(try #require(Day(2026, 11, 22))).contains("Sunday"))
    }

    @Test("a pack that wants Arabic-Indic digits gets them in Arabic only")
    func digits() throws {
        var library = library
        library.arabicDigits = true
        #expect(
            library.texts(in: .arabic).number(1205) == "١,٢٠٥" && library.texts(in: .english).number(1205) == "1,205")
    }
}
