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
        case (.daysDuration, .date), (.monthsDuration, .date): return sign == .plus ? calculate(b, .plus, a) : .null
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
            return sign == .times || sign == .over ? Value(seconds: Evaluation.calculate(seconds, sign, factor)) : .null
        case (.monthsDuration(let months), .number(let factor)):
            return sign == .times || sign == .over
                ? Value(months: Evaluation.calculate(Decimal(months), sign, factor)) : .null
        case (.number, .daysDuration), (.number, .monthsDuration): return sign == .times ? calculate(b, .times, a) : .null
        default: return .null
        }
    }

    /// Not a number where the result is none or does not fit.
    private static func calculate(_ a: Decimal, _ sign: Arithmetic, _ b: Decimal) -> Decimal {
        switch sign {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .over: b.isZero ? .nan : a / b
        case .power: a.raised(to: b)
        }
    }
}

extension Value {
    init(seconds: Decimal) { self = seconds.isNaN ? .null : .daysDuration(seconds: seconds) }

    /// Part of a month is cut off.
    init(months: Decimal) {
        guard !months.isNaN, let whole = months.rounded(.towardZero, 0).integer else { self = .null; return }
        self = .monthsDuration(whole)
    }

    var negated: Value {
        switch self {
        case .number(let value): .number(-value)
        case .daysDuration(let seconds): .daysDuration(seconds: -seconds)
        case .monthsDuration(let months): .monthsDuration(-months)
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
        guard let days = (signed / 86_400).rounded(.down, 0).integer, abs(days) < 4_000_000 else { return .null }
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

extension Decimal {
    /// The ways of rounding that FEEL has.
    enum Rounding { case halfEven, halfUp, halfDown, up, down, awayFromZero, towardZero }

    /// Reads `12`, `-0.5`, `1.5e3`; nil for anything else, and for what has more digits than fit.
    init?(feel text: String) {
        guard text.utf8.count <= 100, let value = Decimal(string: text, locale: nil), !value.isNaN else { return nil }
        let digits = text.utf8.prefix { $0 | 32 != UInt8(ascii: "e") }.drop { $0 == 48 || $0 == 45 || $0 == 46 }
        guard digits.count(where: { (48...57).contains($0) }) <= 38 else { return nil }
        self = value
    }

    var isWhole: Bool { rounded(.towardZero, 0) == self }

    /// The number, where it is whole and below 2^53, so that no digit is lost.
    var integer: Int? {
        guard isWhole, abs(self) < 9_007_199_254_740_992 else { return nil }
        return Int(exactly: NSDecimalNumber(decimal: self).doubleValue)
    }

    /// Rounded to so many decimal places; negative ones are tens, hundreds.
    func rounded(_ rounding: Rounding, _ scale: Int) -> Decimal {
        guard !isNaN, abs(scale) <= 127 else { return scale > 0 ? self : 0 }
        var source = self
        var result = Decimal()
        let isNegative = self < 0
        switch rounding {
        case .halfEven: NSDecimalRound(&result, &source, scale, .bankers)
        case .halfUp: NSDecimalRound(&result, &source, scale, .plain)
        case .up: NSDecimalRound(&result, &source, scale, .up)
        case .down: NSDecimalRound(&result, &source, scale, .down)
        case .towardZero: NSDecimalRound(&result, &source, scale, isNegative ? .up : .down)
        case .awayFromZero: NSDecimalRound(&result, &source, scale, isNegative ? .down : .up)
        case .halfDown:
            let near = rounded(.towardZero, scale)
            let half = Decimal(sign: .plus, exponent: -scale - 1, significand: 5)
            return abs(self - near) > half ? rounded(.awayFromZero, scale) : near
        }
        return result
    }

    /// Whole exponents exactly, as far as digits reach; others as a floating-point number has it.
    func raised(to power: Decimal) -> Decimal {
        guard let exponent = power.integer else {
            let result = Foundation.pow(NSDecimalNumber(decimal: self).doubleValue, NSDecimalNumber(decimal: power).doubleValue)
            return result.isFinite ? Decimal(string: "\(result)", locale: nil) ?? .nan : .nan
        }
        guard abs(exponent) <= 10_000 else { return .nan }
        if exponent < 0, isZero { return .nan }
        var result: Decimal = 1
        var factor = self
        var rest = abs(exponent)
        while rest > 0, !result.isNaN {
            if rest & 1 == 1 { result *= factor }
            rest >>= 1
            if rest > 0 { factor *= factor }
        }
        return exponent < 0 ? 1 / result : result
    }
}
