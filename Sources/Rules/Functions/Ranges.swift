extension Functions {
    /// How points and ranges lie to each other (DMN 1.5, table 78; Allen's interval algebra).
    static let ranges: [Function] = [
        pair("before", "point1, point2", "point, range", "range, point", "range1, range2") { a, b in
            a.high.isBefore(b.low)
        },
        pair("after", "point1, point2", "point, range", "range, point", "range1, range2") { a, b in
            b.high.isBefore(a.low)
        },
        pair("meets", "range1, range2") { a, b in
            Logic.and(a.high.isIncluded && b.low.isIncluded, a.high.isAt(b.low))
        },
        pair("met by", "range1, range2") { a, b in
            Logic.and(a.low.isIncluded && b.high.isIncluded, a.low.isAt(b.high))
        },
        pair("overlaps", "range1, range2") { a, b in
            Logic.and(Logic.not(a.high.isBefore(b.low)), Logic.not(b.high.isBefore(a.low)))
        },
        pair("overlaps before", "range1, range2") { a, b in
            a.overlapsBefore(b)
        },
        pair("overlaps after", "range1, range2") { a, b in
            b.overlapsBefore(a)
        },
        pair("finishes", "point, range", "range1, range2") { a, b in
            Logic.and(a.endsWith(b), Logic.or(b.startsBefore(a), b.startsWith(a)))
        },
        pair("finished by", "range, point", "range1, range2") { a, b in
            Logic.and(b.endsWith(a), Logic.or(a.startsBefore(b), a.startsWith(b)))
        },
        pair("includes", "range, point", "range1, range2") { a, b in a.includes(b) },
        pair("during", "point, range", "range1, range2") { a, b in b.includes(a) },
        pair("starts", "point, range", "range1, range2") { a, b in
            Logic.and(a.startsWith(b), Logic.or(a.endsBefore(b), a.endsWith(b)))
        },
        pair("started by", "range, point", "range1, range2") { a, b in
            Logic.and(b.startsWith(a), Logic.or(b.endsBefore(a), b.endsWith(a)))
        },
        pair("coincides", "point1, point2", "range1, range2") { a, b in
            Logic.and(a.startsWith(b), a.endsWith(b))
        },
        Function("range", "from") { given, _ in
            guard let text = given[0].string, let range = range(of: text) else { return .null }
            return range
        },
    ]

    /// A function of two, each a point or a range as one of its forms has it.
    private static func pair(
        _ name: String, _ forms: String..., holds: @escaping @Sendable (Span, Span) -> Bool?
    ) -> Function {
        let takes = forms.map { form in form.split(separator: ",").map { $0.contains("range") } }
        return Function(name, forms: forms) { given, evaluation in
            let shapes = given.map { if case .range = $0 { true } else { false } }
            guard takes.contains(shapes), let a = Span(given[0]), let b = Span(given[1]),
                evaluation.difference(a.low.value, b.low.value) != nil
            else { return .null }
            return .boolean(holds(a, b))
        }
    }

    /// A range that is written as a text, of values that are written as they are.
    private static func range(of text: String) -> Value? {
        guard let node = try? Expression(text, Vocabulary(isOpen: true, isFolded: false)).node,
            case .interval(let from, let lowIn, let to, let highIn) = node, isLiteral(from), isLiteral(to)
        else { return nil }
        var evaluation = Evaluation(Scope())
        let (low, high) = (evaluation.value(from), evaluation.value(to))
        guard let difference = evaluation.difference(low, high), difference <= 0 else { return nil }
        return .range(.between(low: low, lowIncluded: lowIn, high: high, highIncluded: highIn))
    }

    /// Whether a value is written as it is: a constant, or a date or time that is made of a text (DMN 1.5, grammar rule 33).
    private static func isLiteral(_ node: Node) -> Bool {
        switch node {
        case .constant: return true
        case .call(let function, let arguments):
            guard ["date", "time", "date and time", "duration"].contains(function.name), arguments.count == 1,
                case .constant(.string) = arguments[0]
            else { return false }
            return true
        default: return false
        }
    }
}

/// A range, or a point as one of its own.
private struct Span {
    struct End {
        let value: Value
        let isIncluded: Bool

        private func difference(_ other: End) -> Int? {
            var evaluation = Evaluation(Scope())
            return evaluation.difference(value, other.value)
        }

        func isAt(_ other: End) -> Bool? { difference(other).map { $0 == 0 } }

        /// As the end of a range before the beginning of another: they have no point in common.
        func isBefore(_ start: End) -> Bool? {
            difference(start).map { $0 < 0 || $0 == 0 && !(isIncluded && start.isIncluded) }
        }

        func isLess(_ other: End) -> Bool? { difference(other).map { $0 < 0 } }
    }

    let low: End
    let high: End

    /// Nil for what has an open side.
    init?(_ value: Value) {
        switch value {
        case .null: return nil
        case .range(.between(let from, let fromIn, let to, let toIn)):
            guard !from.isNull, !to.isNull else { return nil }
            (low, high) = (End(value: from, isIncluded: fromIn), End(value: to, isIncluded: toIn))
        case .range: return nil
        default: (low, high) = (End(value: value, isIncluded: true), End(value: value, isIncluded: true))
        }
    }

    func startsBefore(_ other: Span) -> Bool? {
        Logic.or(
            low.isLess(other.low), Logic.and(low.isAt(other.low), low.isIncluded && !other.low.isIncluded))
    }

    func startsWith(_ other: Span) -> Bool? {
        Logic.and(low.isAt(other.low), low.isIncluded == other.low.isIncluded)
    }

    func endsBefore(_ other: Span) -> Bool? {
        Logic.or(
            high.isLess(other.high), Logic.and(high.isAt(other.high), !high.isIncluded && other.high.isIncluded))
    }

    func endsWith(_ other: Span) -> Bool? {
        Logic.and(high.isAt(other.high), high.isIncluded == other.high.isIncluded)
    }

    func overlapsBefore(_ other: Span) -> Bool? {
        Logic.and(
            Logic.and(startsBefore(other), Logic.not(high.isBefore(other.low))),
            Logic.or(endsBefore(other), endsWith(other)))
    }

    func includes(_ other: Span) -> Bool? {
        Logic.and(
            Logic.or(startsBefore(other), startsWith(other)), Logic.or(other.endsBefore(self), other.endsWith(self)))
    }
}
