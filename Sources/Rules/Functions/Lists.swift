import Foundation

extension Functions {
    /// Functions of lists; those of `list...` take one list, or the elements one by one.
    static let lists: [Function] = [
        Function("list contains", "list, element") { given, evaluation in
            guard !given[0].isNull else { return .null }
            return Value(given[0].elements.contains { evaluation.equal($0, given[1]) == true })
        },
        Function("count", "list") { given, _ in given[0].isNull ? .null : Value(given[0].elements.count) },
        Function("sum", "list...") { given, evaluation in
            guard let numbers = numbers(given, &evaluation), !numbers.isEmpty else { return .null }
            return Value(numbers.reduce(0) { $0.plus($1) })
        },
        Function("min", "list...") { given, evaluation in extreme(given, &evaluation) { $0 < 0 } },
        Function("max", "list...") { given, evaluation in extreme(given, &evaluation) { $0 > 0 } },
        Function("all", "list...") { given, evaluation in decided(given, &evaluation, by: false) },
        Function("any", "list...") { given, evaluation in decided(given, &evaluation, by: true) },
        Function("append", "list, item...") { given, evaluation in
            guard !given[0].isNull else { return .null }
            let result = given[0].elements + given.dropFirst()
            return evaluation.spend(result.count) ? .list(result) : .null
        },
        Function("concatenate", "list...") { given, evaluation in
            joined(given, &evaluation).map(Value.list) ?? .null
        },
        Function("distinct values", "list") { given, evaluation in
            given[0].isNull ? .null : distinct(given[0].elements, &evaluation)
        },
        Function("union", "list...") { given, evaluation in
            joined(given, &evaluation).map { distinct($0, &evaluation) } ?? .null
        },
        Function("index of", "list, match") { given, evaluation in
            guard !given[0].isNull else { return .null }
            let places = given[0].elements.enumerated().filter {
                evaluation.equal($0.element, given[1]) == true
            }
            return .list(places.map { Value($0.offset + 1) })
        },
        Function("reverse", "list") { given, evaluation in
            guard !given[0].isNull, evaluation.spend(given[0].elements.count) else { return .null }
            return .list(given[0].elements.reversed())
        },
    ]

    /// The elements of the one list, or the arguments themselves; nil for null.
    private static func elements(_ given: [Value], _ evaluation: inout Evaluation) -> [Value]? {
        guard let first = given.first else { return nil }
        if given.count == 1, first.isNull { return nil }
        let elements = given.count == 1 ? first.elements : given
        return evaluation.spend(elements.count) ? elements : nil
    }

    static func numbers(_ given: [Value], _ evaluation: inout Evaluation) -> [Decimal]? {
        guard let elements = elements(given, &evaluation) else { return nil }
        let numbers = elements.compactMap(\.number)
        return numbers.count == elements.count ? numbers : nil
    }

    private static func extreme(
        _ given: [Value], _ evaluation: inout Evaluation, _ replaces: (Int) -> Bool
    ) -> Value {
        guard let elements = elements(given, &evaluation), var best = elements.first else { return .null }
        guard evaluation.difference(best, best) != nil else { return .null }
        for element in elements.dropFirst() {
            guard let difference = evaluation.difference(element, best) else { return .null }
            if replaces(difference) { best = element }
        }
        return best
    }

    /// `all` is decided by the first false, `any` by the first true; else anything but a boolean makes null.
    private static func decided(_ given: [Value], _ evaluation: inout Evaluation, by one: Bool) -> Value {
        guard let elements = elements(given, &evaluation) else { return .null }
        var unknown = false
        for element in elements {
            if element.boolean == one { return .boolean(one) }
            if element.boolean == nil { unknown = true }
        }
        return unknown ? .null : .boolean(!one)
    }

    private static func joined(_ lists: [Value], _ evaluation: inout Evaluation) -> [Value]? {
        var result: [Value] = []
        for list in lists {
            guard !list.isNull, evaluation.spend(list.elements.count) else { return nil }
            result += list.elements
        }
        return result
    }

    private static func distinct(_ elements: [Value], _ evaluation: inout Evaluation) -> Value {
        var kept: [Value] = []
        for element in elements where !kept.contains(where: { evaluation.equal($0, element) == true }) {
            kept.append(element)
        }
        return .list(kept)
    }
}
