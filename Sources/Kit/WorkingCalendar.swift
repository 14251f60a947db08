package import Foundation

/// The days on which a government works, by the weekend and holidays of its content pack.
package struct WorkingCalendar: Sendable {
    package let weekend: Set<Weekday>
    package let holidays: Set<Day>
    package let timeZone: TimeZone

    package init(weekend: Set<Weekday>, holidays: Set<Day>, timeZone: TimeZone) {
        self.weekend = weekend.count < 7 ? weekend : []
        self.holidays = holidays
        self.timeZone = timeZone
    }

    /// The day on the wall calendar of the country at that moment.
    package func day(of moment: Date) -> Day {
        let seconds = moment.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: moment))
        return Day(number: Int((seconds / 86_400).rounded(.down)))
    }

    /// The moment at which that day begins in the country.
    package func start(of day: Day) -> Date {
        let midnight = Date(timeIntervalSince1970: Double(day.number) * 86_400)
        return midnight.addingTimeInterval(-Double(timeZone.secondsFromGMT(for: midnight)))
    }

    package func isWorkingDay(_ day: Day) -> Bool {
        !weekend.contains(day.weekday) && !holidays.contains(day)
    }

    /// The last day of a term of so many working days; the day it starts on is not counted.
    package func day(_ workingDays: Int, after start: Day) -> Day {
        var day = start
        var left = workingDays
        while left > 0 {
            day = day + 1
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// How many working days lie after `start` up to and including `end`.
    package func workingDays(from start: Day, to end: Day) -> Int {
        guard end > start else { return 0 }
        return (1...(end - start)).count { isWorkingDay(start + $0) }
    }
}
