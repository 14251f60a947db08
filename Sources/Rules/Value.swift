package import Foundation
package import Kit

/// A value of FEEL, the language that rules are written in (DMN 1.5, chapter 10.3).
///
/// `==` and hashing are Swift's and exact; FEEL's own `=`, which may answer null, is `Value.equals`.
package enum Value: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(Decimal)
    case string(String)
    case date(Day)
    indirect case time(ClockTime)
    indirect case dateTime(Moment)
    case list([Value])
    case context(Entries)
    indirect case range(Interval)
    /// FEEL's days and time duration, in seconds.
    case daysDuration(seconds: Decimal)
    /// FEEL's years and months duration, in months.
    case monthsDuration(Int)
    case function(Lambda)
}

extension Value {
    package init(_ value: Bool) { self = .boolean(value) }
    package init(_ value: Int) { self = .number(Decimal(value)) }
    /// Null for what is no number, or has an exponent out of -45...40.
    package init(_ value: Decimal) { self = value.isTame ? .number(value) : .null }
    package init(_ value: String) { self = .string(value) }
    package init(_ value: Day) { self = .date(value) }
    package init(_ values: [Value]) { self = .list(values) }
    package init(_ values: [String: Value]) { self = .context(Entries(values)) }

    package static func days(_ count: Int) -> Value { .daysDuration(seconds: Decimal(count) * 86_400) }

    package var isNull: Bool { self == .null }

    /// True only for FEEL's `true`: null and everything that is no boolean do not hold.
    package var holds: Bool {
        if case .boolean(true) = self { true } else { false }
    }

    package var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    package var number: Decimal? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number, where it is whole and fits.
    package var integer: Int? { number?.integer }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var date: Day? {
        if case .date(let value) = self { value } else { nil }
    }

    /// The day of a date, or of a date and time.
    package var day: Day? {
        switch self {
        case .date(let day): day
        case .dateTime(let moment): moment.day
        default: nil
        }
    }

    package var list: [Value]? {
        if case .list(let value) = self { value } else { nil }
    }

    package var context: Entries? {
        if case .context(let value) = self { value } else { nil }
    }

    package var range: Interval? {
        if case .range(let value) = self { value } else { nil }
    }

    /// The elements of a list; any other value is a list of itself (DMN 1.5, 10.3.2.9.4).
    package var elements: [Value] { list ?? [self] }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(booleanLiteral value: Bool) { self.init(value) }
    package init(integerLiteral value: Int) { self.init(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: Value...) { self = .list(elements) }
    package init(nilLiteral: ()) { self = .null }

    package init(dictionaryLiteral elements: (String, Value)...) {
        var entries = Entries()
        for (key, value) in elements { entries[key] = value }
        self = .context(entries)
    }
}

/// What stands in a FEEL context: values by name, in the order they were written.
package struct Entries: Sendable, Hashable {
    package private(set) var keys: [String] = []
    package private(set) var values: [Value] = []
    /// Kept only where a search from the front would be slow.
    private var places: [String: Int] = [:]

    package init() {}

    /// A dictionary has no order of its own: the names are sorted.
    package init(_ values: [String: Value]) {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { self[key] = value }
    }

    package var count: Int { keys.count }

    /// Setting nil leaves the entry as it is: a context loses nothing.
    package subscript(key: String) -> Value? {
        get { place(of: key).map { values[$0] } }
        set {
            guard let newValue else { return }
            if let place = place(of: key) {
                values[place] = newValue
                return
            }
            keys.append(key)
            values.append(newValue)
            if keys.count > 12 {
                if places.isEmpty { for (place, key) in keys.enumerated() { places[key] = place } }
                places[key] = keys.count - 1
            }
        }
    }

    private func place(of key: String) -> Int? {
        keys.count > 12 ? places[key] : keys.firstIndex(of: key)
    }

    package static func == (a: Entries, b: Entries) -> Bool {
        a.count == b.count && a.keys.allSatisfy { a[$0] == b[$0] }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(Set(keys)) }
}

/// A range of FEEL: between two ends, or all that compares in one way with a value, such as `(< 10)`.
package enum Interval: Sendable, Hashable {
    case between(low: Value, lowIncluded: Bool, high: Value, highIncluded: Bool)
    case compared(Comparison, Value)
}

/// How two values are compared; the raw value is the operator as it is written.
package enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
}
