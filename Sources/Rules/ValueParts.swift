import Foundation
import Kit

extension Value {
    /// Reads what follows `@`: a date, a time, both, or a duration.
    init?(literal text: String) {
        if let duration = Value(duration: text) {
            self = duration
        } else if let day = Day(feel: text) {
            self = .date(day)
        } else if let moment = Moment(text) {
            self = .dateTime(moment)
        } else if let time = ClockTime(text[...]) {
            self = .time(time)
        } else {
            return nil
        }
    }

    /// Reads `P3M`, `P1Y6M`, `-P14D`, `P1DT12H` (ISO 8601; FEEL's two kinds do not mix).
    init?(duration text: String) {
        guard text.utf8.count <= 80 else { return nil }
        let isNegative = text.hasPrefix("-")
        let rest = text.dropFirst(isNegative ? 1 : 0)
        guard rest.hasPrefix("P") else { return nil }
        let halves = rest.dropFirst().split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = Value.amounts(halves[0], units: "YMD") else { return nil }
        guard halves.count == 2 else {
            self.init(date: date, time: [:], isNegative: isNegative)
            return
        }
        guard let time = Value.amounts(halves[1], units: "HMS"), !time.isEmpty else { return nil }
        self.init(date: date, time: time, isNegative: isNegative)
    }

    private init?(date: [Character: Decimal], time: [Character: Decimal], isNegative: Bool) {
        let sign: Decimal = isNegative ? -1 : 1
        if date["Y"] != nil || date["M"] != nil {
            guard date["D"] == nil, time.isEmpty else { return nil }
            self.init(months: sign * ((date["Y"] ?? 0) * 12 + (date["M"] ?? 0)))
        } else {
            guard !date.isEmpty || !time.isEmpty else { return nil }
            let hours = (date["D"] ?? 0) * 24 + (time["H"] ?? 0)
            self.init(seconds: sign * (hours * 3_600 + (time["M"] ?? 0) * 60 + (time["S"] ?? 0)))
        }
        if isNull { return nil }
    }

    /// Amounts by unit, the units in their order, each once; only seconds have a fraction.
    private static func amounts(_ text: Substring, units: String) -> [Character: Decimal]? {
        var amounts: [Character: Decimal] = [:]
        var rest = text
        var units = Substring(units)
        while !rest.isEmpty {
            let digits = rest.prefix { "0123456789.".contains($0) }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let place = units.firstIndex(of: unit) else { return nil }
            units = units[units.index(after: place)...]
            guard let first = digits.first, first != ".", unit == "S" || !digits.contains(".") else {
                return nil
            }
            let plain = digits.hasSuffix(".") ? digits.dropLast() : digits
            guard plain.count(where: { $0 == "." }) <= 1, let amount = Decimal(feel: String(plain)) else {
                return nil
            }
            amounts[unit] = amount
        }
        return amounts
    }

    /// What a date, a duration or a range offers by name (DMN 1.5, table 65); null for any other name.
    func property(_ name: String) -> Value {
        switch (self, name) {
        case (.date(let day), _): return day.property(name)
        case (.time(let time), _): return time.property(name, on: Day(number: 0))
        case (.dateTime(let moment), _):
            let ofDay = moment.day.property(name)
            return ofDay.isNull ? moment.time.property(name, on: moment.day) : ofDay
        case (.monthsDuration(let months), "years"): return Value(months / 12)
        case (.monthsDuration(let months), "months"): return Value(months % 12)
        case (.daysDuration(let seconds), _):
            let sign: Decimal = seconds < 0 ? -1 : 1
            let parts = Value.parts(of: seconds)
            switch name {
            case "days": return Value(sign * parts.days)
            case "hours": return Value(sign * parts.hours)
            case "minutes": return Value(sign * parts.minutes)
            case "seconds": return Value(sign * parts.seconds)
            default: return .null
            }
        case (.range(let interval), _): return interval.property(name)
        default: return .null
        }
    }
}

extension Day {
    fileprivate func property(_ name: String) -> Value {
        switch name {
        case "year": Value(year)
        case "month": Value(month)
        case "day": Value(day)
        case "weekday": Value((weekday.rawValue + 6) % 7 + 1)
        default: .null
        }
    }
}

extension ClockTime {
    /// - Parameter day: on which the offset of a place counts.
    fileprivate func property(_ name: String, on day: Day) -> Value {
        switch (name, zone) {
        case ("hour", _): Value(hour)
        case ("minute", _): Value(minute)
        case ("second", _): Value(second % 60)
        case ("time offset", let zone?): .daysDuration(seconds: Decimal(zone.offset(at: day, second)))
        case ("timezone", .place(let name)): .string(name)
        default: .null
        }
    }
}

extension Interval {
    /// `start`, `end`, `start included`, `end included`; an open side has no value and is not included.
    fileprivate func property(_ name: String) -> Value {
        switch self {
        case .between(let low, let lowIncluded, let high, let highIncluded):
            switch name {
            case "start": return low
            case "end": return high
            case "start included": return Value(lowIncluded)
            case "end included": return Value(highIncluded)
            default: return .null
            }
        case .compared(let comparison, let value):
            let hasStart = [.greater, .atLeast, .equal].contains(comparison)
            let hasEnd = [.less, .atMost, .equal].contains(comparison)
            switch name {
            case "start": return hasStart ? value : .null
            case "end": return hasEnd ? value : .null
            case "start included": return Value(hasStart && comparison != .greater)
            case "end included": return Value(hasEnd && comparison != .less)
            default: return .null
            }
        }
    }
}
