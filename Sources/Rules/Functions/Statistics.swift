import Foundation

extension Functions {
    /// What many numbers come to, and the functions of a single one that are no rounding.
    static let statistics: [Function] = [
        Function("mean", "list...") { given, evaluation in
            guard let numbers = some(given, &evaluation) else { return .null }
            return Value(total(numbers).over(Decimal(numbers.count)))
        },
        Function("product", "list...") { given, evaluation in
            some(given, &evaluation).map { Value($0.reduce(1) { $0.times($1) }) } ?? .null
        },
        Function("median", "list...") { given, evaluation in
            guard let numbers = some(given, &evaluation)?.sorted() else { return .null }
            let middle = numbers.count / 2
            return numbers.count % 2 == 1
                ? Value(numbers[middle]) : Value(numbers[middle - 1].plus(numbers[middle]).over(2))
        },
        Function("stddev", "list...") { given, evaluation in
            guard let numbers = some(given, &evaluation), numbers.count > 1 else { return .null }
            let mean = total(numbers).over(Decimal(numbers.count))
            let squares = numbers.map { number in
                let distance = number.plus(-mean)
                return distance.times(distance)
            }
            return Value(total(squares).over(Decimal(numbers.count - 1)).squareRoot)
        },
        Function("mode", "list...") { given, evaluation in
            guard let numbers = numbers(given, &evaluation) else { return .null }
            var counts: [Decimal: Int] = [:]
            for number in numbers { counts[number, default: 0] += 1 }
            let most = counts.values.max() ?? 0
            return .list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
        },
        Function("sqrt", "number") { given, _ in
            guard let number = given[0].number, number >= 0 else { return .null }
            return Value(number.squareRoot)
        },
        Function("log", "number") { given, _ in
            guard let number = given[0].number, number > 0 else { return .null }
            return Value(Decimal(Foundation.log(NSDecimalNumber(decimal: number).doubleValue)))
        },
        Function("exp", "number") { given, _ in
            guard let number = given[0].number else { return .null }
            let result = Foundation.exp(NSDecimalNumber(decimal: number).doubleValue)
            return result.isFinite ? Decimal(feel: "\(result)").map { Value($0) } ?? .null : .null
        },
    ]

    /// The numbers of a call, at least one.
    private static func some(_ given: [Value], _ evaluation: inout Evaluation) -> [Decimal]? {
        guard let numbers = numbers(given, &evaluation), !numbers.isEmpty else { return nil }
        return numbers
    }

    private static func total(_ numbers: [Decimal]) -> Decimal { numbers.reduce(0) { $0.plus($1) } }
}

extension Decimal {
    /// By Newton's way, from what a floating-point number has: each round doubles the digits that are right.
    var squareRoot: Decimal {
        guard self > 0 else { return self == 0 ? 0 : .nan }
        guard var root = Decimal(feel: "\(NSDecimalNumber(decimal: self).doubleValue.squareRoot())"), !root.isZero
        else { return .nan }
        for _ in 0..<3 { root = root.plus(over(root)).over(2) }
        let rounded = root.rounded(.halfEven, 34)
        return rounded.times(rounded) == self ? rounded : root
    }
}
