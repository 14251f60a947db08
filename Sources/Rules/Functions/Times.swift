import Foundation
import Kit

extension Functions {
    /// Times of the day and moments (DMN 1.5, table 72).
    static let times: [Function] = [
        Function("time", "from", "hour, minute, second, offset?") { given, _ in
            if given.count >= 3 { return time(given, zone: given.count == 4 ? given[3] : .null) }
            switch given[0] {
            case .time: return given[0]
            case .dateTime(let moment): return .time(moment.time)
            case .date: return .time(ClockTime(second: 0, zone: .offset(0)))
            case .string(let text): return ClockTime(text[...]).map(Value.time) ?? .null
            default: return .null
            }
        },
        Function(
            "date and time", "from", "date, time", "year, month, day, hour, minute, second, offset?",
            "year, month, day, hour, minute, second, timezone"
        ) { given, _ in
            if given.count == 2 {
                guard let day = given[0].day, case .time(let time) = given[1] else { return .null }
                return .dateTime(Moment(day: day, time: time))
            }
            if given.count >= 6 {
                guard let year = given[0].integer, let month = given[1].integer, let day = given[2].integer,
                    let day = Day(feel: year, month, day),
                    case .time(let time) = time(Array(given[3...5]), zone: given.count == 7 ? given[6] : .null)
                else { return .null }
                return .dateTime(Moment(day: day, time: time))
            }
            switch given[0] {
            case .dateTime: return given[0]
            case .date(let day): return .dateTime(Moment(day: day, time: ClockTime(second: 0, zone: .offset(0))))
            case .string(let text): return Moment(text).map(Value.dateTime) ?? .null
            default: return .null
            }
        },
        Function("now", "") { _, evaluation in .dateTime(evaluation.scope.now ?? Moment(Date())) },
        Function("today", "") { _, evaluation in .date((evaluation.scope.now ?? Moment(Date())).day) },
    ]

    /// A time from its parts; a zone is a duration, the name of a place, or null.
    private static func time(_ given: [Value], zone: Value) -> Value {
        guard let hour = given[0].integer, let minute = given[1].integer, let exact = given[2].number,
            let second = exact.rounded(.down, 0).integer,
            let nanosecond = exact.plus(-Decimal(second)).times(1_000_000_000).rounded(.down, 0).integer
        else { return .null }
        var found: Zone?
        switch zone {
        case .null: break
        case .daysDuration(let seconds):
            guard let offset = seconds.integer, abs(offset) <= Zone.most else { return .null }
            found = .offset(offset)
        case .string(let name):
            guard let place = Zone("@\(name)"[...]) else { return .null }
            found = place
        default: return .null
        }
        return ClockTime(hour, minute, second, nanosecond: nanosecond, zone: found).map(Value.time) ?? .null
    }
}
