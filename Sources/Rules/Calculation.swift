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
        case (.date(let day), .daysDuration(let seconds)): return day.moved(seconds, sign)
        case (.date(let day), .monthsDuration(let months)): return day.moved(months, sign)
        case (.daysDuration, .date), (.monthsDuration, .date):
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

extension Day {
    static let first = -719_162
    static let last = 2_932_896

    fileprivate func moved(_ seconds: Decimal, _ sign: Arithmetic) -> Value {
        guard sign == .plus || sign == .minus else { return .null }
        let signed = sign == .plus ? seconds : -seconds
        guard let days = signed.over(86_400).rounded(.down, 0).integer, abs(days) < 4_000_000 else {
            return .null
        }
        return (Day.first...Day.last).contains(number + days) ? .date(self + days) : .null
    }

    fileprivate func moved(_ months: Int, _ sign: Arithmetic) -> Value {
        guard sign == .plus || sign == .minus, abs(months) < 120_000 else { return .null }
        let signed = sign == .plus ? months : -months
        let (year, month, _) = civil
        let target = year * 12 + month - 1 + signed
        return (12..<120_000).contains(target) ? .date(adding(months: signed)) : .null
    }
}
