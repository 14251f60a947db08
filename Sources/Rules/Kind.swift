/// A type of FEEL (DMN 1.5, 10.3.2.9), by which values are told apart and checked.
package indirect enum Kind: Sendable, Hashable {
    case any, null, number, string, boolean, date, time, dateTime, daysDuration, monthsDuration
    case list(Kind)
    case range(Kind)
    /// What a context must have; it may have more.
    case context([String: Kind])
    case function([Kind], Kind)

    /// The types that are written by name alone.
    static let named: [String: Kind] = [
        "Any": .any, "Null": .null, "number": .number, "string": .string, "boolean": .boolean, "date": .date,
        "time": .time, "date and time": .dateTime, "dateTime": .dateTime, "dayTimeDuration": .daysDuration,
        "days and time duration": .daysDuration, "yearMonthDuration": .monthsDuration,
        "years and months duration": .monthsDuration, "list": .list(.any), "context": .context([:]),
    ]

    package init?(name: String) {
        guard let kind = Kind.named[name] else { return nil }
        self = kind
    }

    /// Whether a value is of this type. Null is of none but `Null`; inside lists and contexts it may stand for any.
    package func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.null, .null): true
        case (_, .null): false
        case (.any, _), (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration):
            true
        case (.list(let kind), .list(let elements)): elements.allSatisfy { $0.isNull || kind.accepts($0) }
        case (.context(let members), .context(let entries)):
            members.allSatisfy { name, kind in entries[name].map { $0.isNull || kind.accepts($0) } ?? false }
        case (.range(let kind), .range(.between(let low, _, let high, _))):
            [low, high].allSatisfy { $0.isNull || kind.accepts($0) }
        case (.range(let kind), .range(.compared(_, let value))): kind.accepts(value)
        case (.function(let parameters, let result), .function(let function)):
            function.conforms(to: parameters, result)
        default: false
        }
    }

    /// Whether every value of this type is one of the other.
    func conforms(to other: Kind) -> Bool {
        switch (self, other) {
        case (_, .any): true
        case (.list(let a), .list(let b)), (.range(let a), .range(let b)): a.conforms(to: b)
        case (.context(let a), .context(let b)):
            b.allSatisfy { name, kind in a[name].map { $0.conforms(to: kind) } ?? false }
        case (.function(let a, let from), .function(let b, let to)):
            a.count == b.count && zip(b, a).allSatisfy { $0.conforms(to: $1) } && from.conforms(to: to)
        default: self == other
        }
    }

    /// The value as one of this type, by the conversions that FEEL makes by itself (DMN 1.5, 10.3.2.9.4): a single element
    /// of a list, a list of a single value, the midnight of a date. Null for what cannot be one.
    package func converted(_ value: Value) -> Value {
        if value.isNull || accepts(value) { return value }
        switch (self, value) {
        case (.list(let kind), .list(let elements)):
            let converted = elements.map(kind.converted)
            return zip(elements, converted).allSatisfy { $0.isNull || !$1.isNull } ? .list(converted) : .null
        case (.list(let kind), _):
            let converted = kind.converted(value)
            return converted.isNull ? .null : .list([converted])
        case (_, .list(let elements)) where elements.count == 1: return converted(elements[0])
        case (.dateTime, .date): return value.moment.map(Value.dateTime) ?? .null
        case (.context(let members), .context(let entries)):
            var result = Entries()
            for (name, value) in zip(entries.keys, entries.values) {
                let converted = members[name]?.converted(value) ?? value
                guard value.isNull || !converted.isNull else { return .null }
                result[name] = converted
            }
            return members.keys.allSatisfy { result[$0] != nil } ? .context(result) : .null
        default: return .null
        }
    }
}
