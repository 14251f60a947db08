extension Functions {
    /// Functions that answer a list with something else in it, or in another order.
    static let changes: [Function] = [
        Function("sublist", "list, start position, length?") { given, evaluation in
            guard !given[0].isNull, let start = given[1].integer, start != 0 else { return .null }
            let elements = given[0].elements
            let from = start > 0 ? start - 1 : elements.count + start
            guard elements.indices.contains(from), evaluation.spend(elements.count) else { return .null }
            guard given.count == 3, !given[2].isNull else { return .list(Array(elements[from...])) }
            guard let length = given[2].integer, length > 0, length <= elements.count - from else { return .null }
            return .list(Array(elements[from..<from + length]))
        },
        Function("insert before", "list, position, newItem") { given, evaluation in
            guard var elements = changed(given, &evaluation), let place = place(given[1], in: elements) else {
                return .null
            }
            elements.insert(given[2], at: place)
            return .list(elements)
        },
        Function("remove", "list, position") { given, evaluation in
            guard var elements = changed(given, &evaluation), let place = place(given[1], in: elements) else {
                return .null
            }
            elements.remove(at: place)
            return .list(elements)
        },
        Function("list replace", "list, position, newItem", "list, match, newItem") { given, evaluation in
            guard var elements = changed(given, &evaluation) else { return .null }
            if case .function(let match) = given[1] {
                for (place, element) in elements.enumerated() {
                    let answer = evaluation.carryOut(match, [element, given[2]])
                    guard let matches = answer.boolean else { return .null }
                    if matches { elements[place] = given[2] }
                }
                return .list(elements)
            }
            guard let place = place(given[1], in: elements) else { return .null }
            elements[place] = given[2]
            return .list(elements)
        },
        Function("flatten", "list") { given, evaluation in
            guard !given[0].isNull else { return .null }
            var flat: [Value] = []
            return flatten(given[0].elements, into: &flat, &evaluation) ? .list(flat) : .null
        },
        Function("sort", "list, precedes?") { given, evaluation in
            guard let elements = changed(given, &evaluation) else { return .null }
            guard given.count == 2, !given[1].isNull else {
                return sorted(elements, &evaluation) { a, b, evaluation in
                    evaluation.difference(a, b).map { $0 < 0 }
                }
            }
            guard case .function(let precedes) = given[1] else { return .null }
            return sorted(elements, &evaluation) { a, b, evaluation in
                evaluation.carryOut(precedes, [a, b]).boolean
            }
        },
    ]

    /// The elements of the list, which are going to be gone through.
    private static func changed(_ given: [Value], _ evaluation: inout Evaluation) -> [Value]? {
        guard !given[0].isNull, evaluation.spend(given[0].elements.count) else { return nil }
        return given[0].elements
    }

    /// A position counts from 1, or from -1 at the end.
    private static func place(_ position: Value, in elements: [Value]) -> Int? {
        guard let position = position.integer, position != 0 else { return nil }
        let place = position > 0 ? position - 1 : elements.count + position
        return elements.indices.contains(place) ? place : nil
    }

    private static func flatten(_ elements: [Value], into flat: inout [Value], _ evaluation: inout Evaluation) -> Bool {
        for element in elements {
            guard evaluation.spend(), flat.count < Evaluation.longestList else { return false }
            if case .list(let inner) = element {
                guard flatten(inner, into: &flat, &evaluation) else { return false }
            } else {
                flat.append(element)
            }
        }
        return true
    }

    /// Merges halves, so that equal elements keep their order; null where two cannot be told apart.
    private static func sorted(
        _ elements: [Value], _ evaluation: inout Evaluation,
        _ precedes: (Value, Value, inout Evaluation) -> Bool?
    ) -> Value {
        var sorted = elements
        var width = 1
        while width < sorted.count {
            var merged: [Value] = []
            merged.reserveCapacity(sorted.count)
            for start in stride(from: 0, to: sorted.count, by: 2 * width) {
                var (left, right) = (start, min(start + width, sorted.count))
                let (middle, end) = (right, min(start + 2 * width, sorted.count))
                while left < middle, right < end {
                    guard evaluation.spend(), let isLater = precedes(sorted[right], sorted[left], &evaluation) else {
                        return .null
                    }
                    merged.append(sorted[isLater ? right : left])
                    if isLater { right += 1 } else { left += 1 }
                }
                merged += sorted[left..<middle] + sorted[right..<end]
            }
            sorted = merged
            width *= 2
        }
        return .list(sorted)
    }
}
