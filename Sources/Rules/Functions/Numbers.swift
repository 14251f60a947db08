import Foundation

extension Functions {
    /// Functions of numbers; `scale` is the number of decimal places.
    static let numbers: [Function] = [
        Function("floor", "n, scale?") { given, _ in rounded(given, .down) },
        Function("ceiling", "n, scale?") { given, _ in rounded(given, .up) },
        Function("decimal", "n, scale") { given, _ in rounded(given, .halfEven) },
        Function("round up", "n, scale?") { given, _ in rounded(given, .awayFromZero) },
        Function("round down", "n, scale?") { given, _ in rounded(given, .towardZero) },
        Function("round half up", "n, scale?") { given, _ in rounded(given, .halfUp) },
        Function("round half down", "n, scale?") { given, _ in rounded(given, .halfDown) },
        Function("abs", "n") { given, _ in
            switch given[0] {
            case .number(let value): .number(abs(value))
            case .daysDuration(let seconds): .daysDuration(seconds: abs(seconds))
            case .monthsDuration(let months): Value(months: abs(Decimal(months)))
            default: .null
            }
        },
        Function("modulo", "dividend, divisor") { given, _ in
            guard let dividend = given[0].number, let divisor = given[1].number, !divisor.isZero else {
                return .null
            }
            return Value(dividend.plus(-divisor.times(dividend.over(divisor).rounded(.down, 0))))
        },
        Function("odd", "number") { given, _ in parity(given[0], is: 1) },
        Function("even", "number") { given, _ in parity(given[0], is: 0) },
    ]

    /// A scale may be any whole number from -6111 to 6176 (DMN 1.5, table 75).
    private static func rounded(_ given: [Value], _ rounding: Decimal.Rounding) -> Value {
        guard let number = given[0].number else { return .null }
        guard given.count == 2 else { return Value(number.rounded(rounding, 0)) }
        guard let scale = given[1].number?.rounded(.towardZero, 0).integer, (-6111...6176).contains(scale)
        else { return .null }
        return Value(number.rounded(rounding, scale))
    }

    private static func parity(_ value: Value, is rest: Decimal) -> Value {
        guard let number = value.number, number.isWhole else { return .null }
        return Value(number.plus(-number.over(2).rounded(.down, 0).times(2)) == rest)
    }
}
