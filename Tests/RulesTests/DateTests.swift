import Kit
import Rules
import Testing

@Suite("Dates and durations")
struct DateTests {
    @Test(
        "months end where a month is too short",
        arguments: [
            ("@\"2026-01-31\" + duration(\"P1M\")", "2026-02-28"),
            ("@\"2028-01-31\" + duration(\"P1M\")", "2028-02-29"),
            ("@\"2026-03-31\" - duration(\"P1M\")", "2026-02-28"),
            ("@\"2024-02-29\" + duration(\"P1Y\")", "2025-02-28"),
            ("duration(\"P14D\") + date(2026, 11, 21)", "2026-12-05"),
            ("date(\"2026-11-21\") - @\"P1D\"", "2026-11-20"),
            ("@\"2026-01-01\" + @\"PT36H\"", "2026-01-02"), ("@\"2026-11-30\" + @\"P3M\"", "2027-02-28"),
        ])
    func moving(text: String, expected: String) { #expect(evaluate(text) == day(expected)) }

    @Test("a date out of the calendar is null")
    func beyond() {
        #expect(evaluate("@\"999999999-12-31\" + @\"P1D\"") == .null)
        #expect(evaluate("@\"-999999999-01-01\" - @\"P1M\"") == .null)
        #expect(evaluate("@\"2026-01-01\" + @\"P999999999Y\"") == .null)
    }

    @Test(
        "durations calculate and are written in their shortest form",
        arguments: [
            ("string(@\"P26M\")", "P2Y2M"), ("string(@\"PT1000M\")", "PT16H40M"),
            ("string(@\"P1D\" * 2.5)", "P2DT12H"),
            ("string(-@\"P1Y\")", "-P1Y"), ("string(@\"2026-03-01\" - @\"2026-02-01\")", "P28D"),
            ("string(@\"P1Y\" / 4)", "P3M"),
            ("string(years and months duration(@\"2020-02-29\", @\"2026-02-28\"))", "P5Y11M"),
            ("string(@\"P0D\")", "PT0S"),
        ])
    func durations(text: String, expected: String) { #expect(evaluate(text) == .string(expected)) }

    @Test("the members of dates and durations are numbers")
    func members() {
        #expect(
            evaluate("[d.year, d.month, d.day, d.weekday]", ["d": day("2026-11-22")]) == [2026, 11, 22, 7])
        #expect(evaluate("(@\"2026-03-01\" - @\"2026-02-01\").days") == 28)
        #expect(evaluate("@\"P26M\".years * 100 + @\"P26M\".months") == 202)
        #expect(evaluate("@\"P1D\" = @\"PT24H\" and @\"P1Y\" = @\"P12M\"").holds)
        #expect(evaluate("@\"P1Y\" > @\"P300D\"") == .null)
        #expect(evaluate("day of week(@\"2026-11-22\")") == "Sunday")
    }

    @Test("an age is whole years between two days")
    func age() {
        let facts: [String: Value] = ["born": day("2008-06-02"), "today": day("2026-06-01")]
        #expect(evaluate("years and months duration(born, today).years", facts) == 17)
    }
}
