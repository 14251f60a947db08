import Foundation
import Kit
import Testing

@Suite("Days and working days")
struct DayTests {
    @Test(
        "a day that no calendar has is refused",
        arguments: [
            "2026-02-30", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "0000-01-01",
        ])
    func refusesMissingDays(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(
        "only year, month and day in Latin digits are a day",
        arguments: [
            "", "2026", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01T00:00", " 2026-01-01", "٢٠٢٦-٠١-٠١",
            "2026-01--1", "+026-01-01",
        ])
    func refusesOtherSpellings(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test("leap days are where they belong", arguments: ["2024-02-29", "2000-02-29", "1600-02-29"])
    func knowsLeapDays(text: String) {
        #expect(Day(iso: text)?.description == text)
    }

    @Test("every day from 1899 to 2101 follows the one before")
    func countsOn() throws {
        var day = try #require(Day(1899, 12, 31))
        let end = try #require(Day(2101, 1, 1))
        while day < end {
            let (year, month, number) = day.civil
            #expect(Day(year, month, number) == day)
            #expect((day + 1) - day == 1)
            day = day + 1
        }
        #expect(end - Day(number: 0) == 47_847)
    }

    @Test("the day of the week is right")
    func knowsWeekdays() {
        #expect(Day(number: 0).weekday == .thursday)
        #expect(Day(2026, 11, 21)?.weekday == .saturday)
        #expect(Day(1900, 1, 1)?.weekday == .monday)
    }

    @Test("a month later is the same day, or the last of a shorter month")
    func addsMonths() throws {
        let january = try #require(Day(2026, 1, 31))
        #expect(january.adding(months: 1) == Day(2026, 2, 28))
        #expect(january.adding(months: 25) == Day(2028, 2, 29))
        #expect(january.adding(months: -1) == Day(2025, 12, 31))
        #expect(january.adding(months: -11) == Day(2025, 2, 28))
        #expect(january.adding(months: 12) == Day(2027, 1, 31))
    }

    @Test("a day travels through JSON as text")
    func encodes() throws {
        let day = try #require(Day(2026, 11, 21))
        #expect(String(decoding: try JSONEncoder().encode([day]), as: UTF8.self) == "[\"2026-11-21\"]")
        let wrong = Data("[\"2026-02-30\"]".utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Day].self, from: wrong) }
    }
}

@Suite("Working calendar")
struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws {
        calendar = WorkingCalendar(
            weekend: [.friday, .saturday], holidays: [try #require(Day(2026, 12, 18)), try #require(Day(2026, 3, 22))],
            timeZone: try #require(TimeZone(identifier: "Asia/Qatar")))
    }

    @Test("the weekend and holidays are not counted, nor is the first day")
    func countsTerms() throws {
        let thursday = try #require(Day(2026, 11, 19))
        #expect(calendar.day(1, after: thursday) == Day(2026, 11, 22))
        #expect(calendar.day(5, after: thursday) == Day(2026, 11, 26))
        #expect(calendar.day(0, after: thursday) == thursday)
        let beforeEid = try #require(Day(2026, 3, 19))
        #expect(calendar.day(1, after: beforeEid) == Day(2026, 3, 23))
    }

    @Test("days left agree with the term they came from", arguments: 1...40)
    func agrees(term: Int) throws {
        let start = try #require(Day(2026, 12, 10))
        #expect(calendar.workingDays(from: start, to: calendar.day(term, after: start)) == term)
    }

    @Test("a term that has run out has no days left")
    func hasNoneLeft() throws {
        let day = try #require(Day(2026, 11, 21))
        #expect(calendar.workingDays(from: day, to: day) == 0)
        #expect(calendar.workingDays(from: day, to: day - 10) == 0)
    }

    @Test("midnight in Doha is 21:00 in UTC")
    func knowsTheWall() throws {
        let day = try #require(Day(2026, 11, 21))
        let start = calendar.start(of: day)
        #expect(start.timeIntervalSince1970 == Double(day.number) * 86_400 - 10_800)
        #expect(calendar.day(of: start) == day)
        #expect(calendar.day(of: start.addingTimeInterval(-0.001)) == day - 1)
    }

    @Test("a calendar without any working day does not hang")
    func survivesSevenDayWeekends() throws {
        let never = WorkingCalendar(weekend: Set(Weekday.allCases), holidays: [], timeZone: .gmt)
        let day = try #require(Day(2026, 11, 21))
        #expect(never.day(3, after: day) == day + 3)
    }
}
