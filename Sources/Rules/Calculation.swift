import Foundation
import Kit

/// Arithmetic of numbers, texts, dates and durations (DMN 1.5, tables 57 to 59); what has no meaning is null.
extension Evaluation {
    mutating func calculate(_ a: Value, _ sign: Arithmetic, _ b: Value) -> Value {
        switch (a, b) {
        case (.number(let a), .number(let b)): return Value(Evaluation.calculate(a, sign, b))
        case (.string(let a), .string(let b)):
            guard sign == .plus, a.utf8.count + b.utf8.count <= Evaluation.longestString else { return .null }
            return spend((a.utf8.count + b.utf8.count) / 64) ? .string(a + b) : .null
        case (.date(let a), .date(let b)): return sign == .minus ? .days(a - b) : .null
        case (.dateTime, .dateTime), (.dateTime, .date), (.date, .dateTime):
            guard sign == .minus, let a = a.moment, let b = b.moment else { return .null }
            return a.seconds(since: b).map { Value(seconds: $0) } ?? .null
        case (.time(let a), .time(let b)):
            return sign == .minus ? a.seconds(since: b).map { Value(seconds: $0) } ?? .null : .null
        case (.dateTime(let moment), .daysDuration(let seconds)): return moment.moved(seconds, sign)
        case (.dateTime(let moment), .monthsDuration(let months)):
            return moment.day.moved(months, sign).date.map { .dateTime(Moment(day: $0, time: moment.time)) } ?? .null
        case (.time(let time), .daysDuration(let seconds)):
            guard sign == .plus || sign == .minus else { return .null }
            return time.moved(seconds: sign == .plus ? seconds : -seconds).map(Value.time) ?? .null
        case (.date(let day), .daysDuration(let seconds)): return day.moved(seconds, sign)
        case (.date(let day), .monthsDuration(let months)): return day.moved(months, sign)
        case (.daysDuration, .date), (.monthsDuration, .date), (.daysDuration, .dateTime),
            (.monthsDuration, .dateTime), (.daysDuration, .time):
            return sign == .plus ? calculate(b, .plus, a) : .null
        case (.daysDuration(let a), .daysDuration(let b)):
            switch sign {
            case .plus, .minus: return Value(seconds: Evaluation.calculate(a, sign, b))
            case .over: return Value(Evaluation.calculate(a, .over, b))
            case .times, .power: return .null
            }
        case (.monthsDuration(let a), .monthsDuration(let b)):
            switch sign {
            case .plus, .minus: return Value(months: Evaluation.calculate(Decimal(a), sign, Decimal(b)))
            case .over: return Value(Evaluation.calculate(Decimal(a), .over, Decimal(b)))
            case .times, .power: return .null
            }
        case (.daysDuration(let seconds), .number(let factor)):
            return sign == .times || sign == .over
                ? Value(seconds: Evaluation.calculate(seconds, sign, factor)) : .null
        case (.monthsDuration(let months), .number(let factor)):
            return sign == .times || sign == .over
                ? Value(months: Evaluation.calculate(Decimal(months), sign, factor)) : .null
        case (.number, .daysDuration), (.number, .monthsDuration):
            return sign == .times ? calculate(b, .times, a) : .null
        default: return .null
        }
    }

    /// Not a number where the result is none or does not fit.
    private static func calculate(_ a: Decimal, _ sign: Arithmetic, _ b: Decimal) -> Decimal {
        switch sign {
        case .plus: a.plus(b)
        case .minus: a.plus(-b)
        case .times: a.times(b)
        case .over: a.over(b)
        case .power: a.raised(to: b)
        }
    }
}

extension Value {
    init(seconds: Decimal) { self = !seconds.isTame ? .null : .daysDuration(seconds: seconds) }

    /// Part of a month is cut off.
    init(months: Decimal) {
        guard let whole = months.rounded(.towardZero, 0).integer else {
            self = .null
            return
        }
        self = .monthsDuration(whole)
    }

    var negated: Value {
        switch self {
        case .number(let value): .number(-value)
        case .daysDuration(let seconds): .daysDuration(seconds: -seconds)
        case .monthsDuration(let months): Value(months: -Decimal(months))
        default: .null
        }
    }
}

extension Value {
    /// A date counts from its midnight in UTC (DMN 1.5, 10.3.2.9.4).
    var moment: Moment? {
        switch self {
        case .dateTime(let moment): moment
        case .date(let day): Moment(day: day, time: ClockTime(second: 0, zone: .offset(0)))
        default: nil
        }
    }
}

extension Moment {
    fileprivate func moved(_ seconds: Decimal, _ sign: Arithmetic) -> Value {
        guard sign == .plus || sign == .minus else { return .null }
        return moved(seconds: sign == .plus ? seconds : -seconds).map(Value.dateTime) ?? .null
    }
}

extension ClockTime {
    fileprivate func seconds(since other: ClockTime) -> Decimal? {
        Moment(day: Day(number: 0), time: self).seconds(since: Moment(day: Day(number: 0), time: other))
    }
}

extension Day {
    fileprivate func moved(_ seconds: Decimal, _ sign: Arithmetic) -> Value {
        guard sign == .plus || sign == .minus else { return .null }
        let signed = sign == .plus ? seconds : -seconds
        guard let days = signed.over(86_400).rounded(.down, 0).integer, abs(days) < 1 << 40 else { return .null }
        return Day.feel.contains(number + days) ? .date(self + days) : .null
    }

    fileprivate func moved(_ months: Int, _ sign: Arithmetic) -> Value {
        guard sign == .plus || sign == .minus, abs(months) < 1 << 40 else { return .null }
        let (year, month, day) = civil
        let target = year * 12 + month - 1 + (sign == .plus ? months : -months)
        let targetMonth = (target % 12 + 12) % 12
        let targetYear = (target - targetMonth) / 12
        let last = Day.daysInMonth(targetMonth + 1, of: targetYear)
        return Day(feel: targetYear, targetMonth + 1, min(day, last)).map(Value.date) ?? .null
    }
}
