import Foundation
import Kit

extension Functions {
    /// From one kind of value to another, and logic.
    static let conversions: [Function] = [
        Function("not", "negand") { given, _ in .boolean(Logic.not(given[0].boolean)) },
        Function("is defined", "value") { given, _ in .boolean(!given[0].isNull) },
        Function("string", "from") { given, evaluation in
            guard evaluation.canWrite(given[0]) else { return .null }
            return given[0].text.map(Value.string) ?? .null
        },
        Function("number", "from, grouping separator?, decimal separator?") { given, _ in number(given) },
        Function("date", "from", "year, month, day") { given, _ in
            if given.count == 3 {
                guard let year = given[0].integer, let month = given[1].integer else { return .null }
                return given[2].integer.flatMap { Day(feel: year, month, $0) }.map(Value.date) ?? .null
            }
            if let day = given[0].day { return .date(day) }
            return given[0].string.flatMap { Day(feel: $0) }.map(Value.date) ?? .null
        },
        Function("duration", "from") { given, _ in
            switch given[0] {
            case .daysDuration, .monthsDuration: given[0]
            case .string(let text): Value(duration: text) ?? .null
            default: .null
            }
        },
        Function("years and months duration", "from, to") { given, _ in
            guard let from = given[0].moment, let to = given[1].moment else { return .null }
            return .monthsDuration(months(from: from, to: to))
        },
        Function("is", "value1?, value2?") { given, _ in
            guard given.count == 2 else { return Value(given.first?.isNull ?? true) }
            return Value(given[0] == given[1])
        },
    ]

    /// Whole months, towards zero.
    private static func months(from: Moment, to: Moment) -> Int {
        let months = (to.day.year - from.day.year) * 12 + to.day.month - from.day.month
        let early = (to.day.day, to.time.second) < (from.day.day, from.time.second)
        let late = (to.day.day, to.time.second) > (from.day.day, from.time.second)
        return months > 0 && early ? months - 1 : months < 0 && late ? months + 1 : months
    }

    private static func number(_ given: [Value]) -> Value {
        if given.count == 1, case .number = given[0] { return given[0] }
        guard var text = given[0].string, text.utf8.count <= 100 else { return .null }
        func separator(_ place: Int, _ allowed: [String]) -> String?? {
            guard place < given.count, !given[place].isNull else { return .some(nil) }
            guard let text = given[place].string, allowed.contains(text) else { return nil }
            return text
        }
        guard let grouping = separator(1, [" ", ",", "."]), let point = separator(2, [",", "."]) else {
            return .null
        }
        if let grouping {
            guard grouping != point else { return .null }
            text = text.replacing(grouping, with: "")
        }
        if let point, point != "." {
            guard !text.contains(".") else { return .null }
            text = text.replacing(point, with: ".")
        }
        return Decimal(written: text).map { .number($0) } ?? .null
    }
}

extension Decimal {
    /// Reads a number as FEEL writes it, with a sign, and nothing else around it.
    fileprivate init?(written text: String) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let value = try? Expression(String(digits)).node, case .constant(.number(let number)) = value
        else { return nil }
        self = text.hasPrefix("-") ? -number : number
    }
}

extension Evaluation {
    /// Whether a value can be written out within the steps that are left.
    mutating func canWrite(_ value: Value) -> Bool {
        guard spend() else { return false }
        switch value {
        case .string(let text): return spend(text.utf8.count / 64)
        case .list(let elements): return elements.allSatisfy { canWrite($0) }
        case .context(let entries): return entries.values.allSatisfy { canWrite($0) }
        case .range(.between(let low, _, let high, _)): return canWrite(low) && canWrite(high)
        case .range(.compared(_, let value)): return canWrite(value)
        default: return true
        }
    }
}
