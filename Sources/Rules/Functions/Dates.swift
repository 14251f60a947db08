import Kit

extension Functions {
    /// What a date is in its week, month and year. There is no `today()`: time is passed in by the scope.
    static let dates: [Function] = [
        Function("day of week", "date") { given, _ in
            given[0].date.map { .string(weekdays[$0.weekday.rawValue]) } ?? .null
        },
        Function("day of year", "date") { given, _ in
            guard let day = given[0].date, let first = Day(day.year, 1, 1) else { return .null }
            return Value(day - first + 1)
        },
        Function("month of year", "date") { given, _ in
            given[0].date.map { .string(months[$0.month - 1]) } ?? .null
        },
        Function("last day of month", "date") { given, _ in
            given[0].date.flatMap { Day($0.year, $0.month, Day.daysInMonth($0.month, of: $0.year)) }.map(
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
