import Foundation
import Kit

extension Value {
    /// As FEEL's `string()` writes it; nil for null.
    package var text: String? {
        switch self {
        case .null: nil
        case .string(let text): text
        default: written
        }
    }

    /// As it stands in an expression, texts in quotation marks.
    package var written: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): value.description
        case .string(let text): Value.quoted(text)
        case .date(let day): day.written
        case .time(let time): time.written
        case .dateTime(let moment): moment.written
        case .function(let function): function.description
        case .list(let elements): "[" + elements.map(\.written).joined(separator: ", ") + "]"
        case .context(let entries):
            "{"
                + zip(entries.keys, entries.values).map { "\(Value.key($0)): \($1.written)" }.joined(
                    separator: ", ") + "}"
        case .range(.between(let low, let lowIncluded, let high, let highIncluded)):
            "\(lowIncluded ? "[" : "(")\(low.written)..\(high.written)\(highIncluded ? "]" : ")")"
        case .range(.compared(let comparison, let value)): "\(comparison.rawValue) \(value.written)"
        case .daysDuration(let seconds): Value.written(seconds: seconds)
        case .monthsDuration(let months): Value.written(months: months)
        }
    }

    /// Plain JSON, for what is stored and shown; dates, durations and ranges become texts like any other.
    package var json: String {
        switch self {
        case .null, .boolean, .number: written
        case .string(let text): Value.quoted(text)
        case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
        case .context(let entries):
            "{"
                + zip(entries.keys, entries.values).map { "\(Value.quoted($0)):\($1.json)" }.joined(
                    separator: ",") + "}"
        default: Value.quoted(written)
        }
    }

    /// With the escapes that JSON and FEEL share.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0xE2
        }
        if isPlain { return "\"" + text + "\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 32 || scalar.value == 0x2028 || scalar.value == 0x2029:
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func key(_ key: String) -> String {
        let isName = !key.isEmpty && key.utf8.allSatisfy { Lexer.isNamePart($0) || $0 == 32 }
        return isName ? key : quoted(key)
    }

    private static func written(months: Int) -> String {
        let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
        let text = (years > 0 ? "\(years)Y" : "") + (rest > 0 || years == 0 ? "\(rest)M" : "")
        return (months < 0 ? "-P" : "P") + text
    }

    private static func written(seconds: Decimal) -> String {
        let (days, hours, minutes, rest) = parts(of: seconds)
        var time = ""
        if hours > 0 { time += "\(hours)H" }
        if minutes > 0 { time += "\(minutes)M" }
        if rest > 0 { time += "\(rest)S" }
        let text = (days > 0 ? "\(days)D" : "") + (time.isEmpty ? "" : "T" + time)
        return (seconds < 0 ? "-P" : "P") + (text.isEmpty ? "T0S" : text)
    }

    /// Days, hours, minutes and seconds of a duration, without its sign.
    static func parts(of seconds: Decimal) -> (
        days: Decimal, hours: Decimal, minutes: Decimal, seconds: Decimal
    ) {
        func divided(_ value: Decimal, _ by: Decimal) -> (Decimal, Decimal) {
            let whole = value.over(by).rounded(.towardZero, 0)
            return (whole, value.plus(-whole.times(by)))
        }
        let (days, afterDays) = divided(abs(seconds), 86_400)
        let (hours, afterHours) = divided(afterDays, 3_600)
        let (minutes, rest) = divided(afterHours, 60)
        return (days, hours, minutes, rest)
    }
}
