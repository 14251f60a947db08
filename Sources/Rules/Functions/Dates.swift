import Kit

extension Functions {
    /// What a date is in its week, month and year.
    static let dates: [Function] = [
        Function("day of week", "date") { given, _ in
            given[0].day.map { .string(weekdays[$0.weekday.rawValue]) } ?? .null
        },
        Function("day of year", "date") { given, _ in
            guard let day = given[0].day, let first = Day(feel: day.year, 1, 1) else { return .null }
            return Value(day - first + 1)
        },
        Function("month of year", "date") { given, _ in
            given[0].day.map { .string(months[$0.month - 1]) } ?? .null
        },
        Function("week of year", "date") { given, _ in given[0].day.map { Value($0.isoWeek) } ?? .null },
        Function("last day of month", "date") { given, _ in
            given[0].day.flatMap { Day(feel: $0.year, $0.month, Day.daysInMonth($0.month, of: $0.year)) }.map(
                Value.date) ?? .null
        },
    ]

    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
}
