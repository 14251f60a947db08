import Foundation
import Kit

/// Three-valued logic: nil is FEEL's null, neither true nor false (DMN 1.5, table 50).
package enum Logic {
    static func not(_ value: Bool?) -> Bool? { value.map { !$0 } }

    package static func and(_ a: Bool?, _ b: Bool?) -> Bool? {
        if a == false || b == false { return false }
        return a == nil || b == nil ? nil : true
    }

    package static func or(_ a: Bool?, _ b: Bool?) -> Bool? {
        if a == true || b == true { return true }
        return a == nil || b == nil ? nil : false
    }
}

extension Value {
    /// Null for what is neither.
    package static func boolean(_ value: Bool?) -> Value {
        if let value { .boolean(value) } else { .null }
    }
}

extension Comparison {
    /// One operation on the two values: comparing decimals is what costs most in a condition.
    func accepts<Ordered: Comparable>(_ a: Ordered, _ b: Ordered) -> Bool {
        switch self {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .atMost: a <= b
        case .greater: a > b
        case .atLeast: a >= b
        }
    }
}

/// Comparing values as FEEL does (DMN 1.5, tables 53 and 54): of one kind, else the answer is null.
extension Evaluation {
    mutating func compare(_ a: Value, _ comparison: Comparison, _ b: Value) -> Bool? {
        switch comparison {
        case .equal: return equal(a, b)
        case .unequal: return Logic.not(equal(a, b))
        default:
            if case .number(let a) = a, case .number(let b) = b { return comparison.accepts(a, b) }
            return difference(a, b).map { comparison.accepts($0, 0) }
        }
    }

    /// Null equals null and nothing else; two kinds cannot be compared.
    mutating func equal(_ a: Value, _ b: Value) -> Bool? {
        guard spend() else { return nil }
        switch (a, b) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.boolean(let a), .boolean(let b)): return a == b
        case (.number(let a), .number(let b)): return a == b
        case (.string(let a), .string(let b)):
            guard a.utf8.count == b.utf8.count else { return false }
            return spend(a.utf8.count / 64) ? a.utf8.elementsEqual(b.utf8) : nil
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (a, b) in zip(a, b) where equal(a, b) != true { return false }
            return true
        case (.context(let a), .context(let b)):
            guard a.count == b.count else { return false }
            for (key, value) in zip(a.keys, a.values) {
                guard let other = b[key], equal(value, other) == true else { return false }
            }
            return true
        case (.range(let a), .range(let b)): return equal(a, b)
        case (.function(let a), .function(let b)): return a == b ? true : nil
        default: return difference(a, b).map { $0 == 0 }
        }
    }

    private mutating func equal(_ a: Interval, _ b: Interval) -> Bool? {
        switch (a, b) {
        case (.compared(let sign, let value), .compared(let otherSign, let other)):
            return sign == otherSign && equal(value, other) == true
        case (
            .between(let low, let lowIn, let high, let highIn),
            .between(let low2, let lowIn2, let high2, let highIn2)
        ):
            return lowIn == lowIn2 && highIn == highIn2 && equal(low, low2) == true
                && equal(high, high2) == true
        default: return false
        }
    }

    /// Negative, zero or positive; nil where the two have no order.
    mutating func difference(_ a: Value, _ b: Value) -> Int? {
        switch (a, b) {
        case (.number(let a), .number(let b)): return a == b ? 0 : a < b ? -1 : 1
        case (.date(let a), .date(let b)): return a.number - b.number
        // By whole seconds: what a value's properties say (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.6).
        case (.dateTime(let a), .dateTime(let b)): return a.utc - b.utc
        case (.time(let a), .time(let b)): return a.utc - b.utc
        case (.daysDuration(let a), .daysDuration(let b)): return a == b ? 0 : a < b ? -1 : 1
        case (.monthsDuration(let a), .monthsDuration(let b)): return a == b ? 0 : a < b ? -1 : 1
        case (.string(let a), .string(let b)):
            guard spend(min(a.utf8.count, b.utf8.count) / 64) else { return nil }
            return a.utf8.elementsEqual(b.utf8) ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        default: return nil
        }
    }

    mutating func between(_ value: Value, _ low: Value, _ high: Value) -> Bool? {
        Logic.and(compare(value, .atLeast, low), compare(value, .atMost, high))
    }

    mutating func contains(_ interval: Interval, _ value: Value) -> Bool? {
        switch interval {
        case .compared(let comparison, let other): return compare(value, comparison, other)
        case .between(let low, let lowIncluded, let high, let highIncluded):
            return Logic.and(
                compare(value, lowIncluded ? .atLeast : .greater, low),
                compare(value, highIncluded ? .atMost : .less, high))
        }
    }

    /// `value in other`: within a range, among a list's elements or ranges, or equal.
    mutating func member(_ value: Value, of other: Value) -> Bool? {
        switch other {
        case .range(let interval):
            if case .range = value { return equal(value, other) }
            return contains(interval, value)
        case .list(let elements):
            if case .list = value, equal(value, other) == true { return true }
            for element in elements {
                guard spend() else { return nil }
                if case .range(let interval) = element, contains(interval, value) == true { return true }
                if equal(value, element) == true { return true }
            }
            return false
        default: return equal(value, other)
        }
    }

    /// Whether one of the tests is passed; `?` is the value while they are evaluated.
    mutating func passes(_ value: Value, _ tests: [Test]) -> Bool? {
        if tests.count == 1 { return passes(value, tests[0]) }
        var unknown = false
        for test in tests {
            let passed = passes(value, test)
            if passed == true { return true }
            if passed == nil { unknown = true }
        }
        return unknown ? nil : false
    }

    private mutating func passes(_ value: Value, _ test: Test) -> Bool? {
        bindings.append(Binding(name: "?", value: value, opens: false))
        defer { bindings.removeLast() }
        switch test {
        case .any: return true
        case .compared(let comparison, let node): return compare(value, comparison, self.value(node))
        case .value(let node): return member(value, of: self.value(node))
        case .condition(let node):
            let answer = self.value(node)
            if case .boolean(let passed) = answer { return passed }
            return answer.isNull ? nil : member(value, of: answer)
        }
    }
}

extension Value {
    /// Whether two values are the same, where numbers are taken as the same to so many digits.
    package func isSame(as other: Value, digits: Int) -> Bool {
        switch (self, other) {
        case (.number(let a), .number(let b)):
            let room = Swift.max(1, abs(a), abs(b)) * Decimal(sign: .plus, exponent: -digits, significand: 1)
            return abs(a.plus(-b)) <= room
        case (.list(let a), .list(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1, digits: digits) }
        case (.context(let a), .context(let b)):
            return a.count == b.count
                && a.keys.allSatisfy { key in
                    if let a = a[key], let b = b[key] { a.isSame(as: b, digits: digits) } else { false }
                }
        default: return self == other
        }
    }
}
