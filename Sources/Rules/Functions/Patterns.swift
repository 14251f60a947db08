import Patterns

extension Functions {
    /// Texts that are looked through by regular expressions, taken apart and put together.
    static let patterns: [Function] = [
        Function("matches", "input, pattern, flags?") { given, evaluation in
            guard let pattern = pattern(given, flags: 2), let input = given[0].string else { return .null }
            let found = Matcher(pattern, input).first(from: 0, spending: { evaluation.spend() })
            return evaluation.spend() ? Value(found != nil) : .null
        },
        Function("replace", "input, pattern, replacement, flags?") { given, evaluation in
            guard let pattern = pattern(given, flags: 3), let input = given[0].string, let text = given[2].string,
                let replacement = Replacement(text, groups: pattern.groups, isText: pattern.flags.isText)
            else { return .null }
            return replaced(input, pattern, replacement, &evaluation)
        },
        Function("split", "string, delimiter") { given, evaluation in
            guard let input = given[0].string, let text = given[1].string, let pattern = Pattern(text) else {
                return .null
            }
            return split(input, pattern, &evaluation)
        },
        Function("string join", "list, delimiter?") { given, evaluation in
            let delimiter = given.count == 2 ? given[1] : .null
            guard !given[0].isNull, delimiter.isNull || delimiter.string != nil else { return .null }
            let elements = given[0].elements.filter { !$0.isNull }
            let texts = elements.compactMap(\.string)
            guard texts.count == elements.count, evaluation.spend(texts.count) else { return .null }
            return .string(texts.joined(separator: delimiter.string ?? ""))
        },
    ]

    /// The pattern of a call with its flags; nil where either is none.
    private static func pattern(_ given: [Value], flags place: Int) -> Pattern? {
        guard let text = given[1].string else { return nil }
        var flags = ""
        if given.count > place, !given[place].isNull {
            guard let asked = given[place].string else { return nil }
            flags = asked
        }
        return Pattern(text, flags: flags)
    }

    /// A pattern that takes nothing has no place to be replaced at (XPath, FORX0003).
    private static func replaced(
        _ input: String, _ pattern: Pattern, _ replacement: Replacement, _ evaluation: inout Evaluation
    ) -> Value {
        if Matcher(pattern, "").first(from: 0, spending: { evaluation.spend() }) != nil { return .null }
        let matcher = Matcher(pattern, input)
        var result = ""
        var place = 0
        while let match = matcher.first(from: place, spending: { evaluation.spend() }), !match.range.isEmpty {
            result += matcher.text(place..<match.range.lowerBound)
            for part in replacement.parts {
                switch part {
                case .text(let text): result += text
                case .group(0): result += matcher.text(match.range)
                case .group(let number): result += match.groups[number - 1].map(matcher.text) ?? ""
                }
            }
            guard evaluation.spend(1 + result.utf8.count / 64), result.utf8.count <= Evaluation.longestString else {
                return .null
            }
            place = match.range.upperBound
        }
        return evaluation.spend() ? .string(result + matcher.text(place..<matcher.count)) : .null
    }

    private static func split(_ input: String, _ pattern: Pattern, _ evaluation: inout Evaluation) -> Value {
        if Matcher(pattern, "").first(from: 0, spending: { evaluation.spend() }) != nil { return .null }
        let matcher = Matcher(pattern, input)
        var parts: [Value] = []
        var place = 0
        while let match = matcher.first(from: place, spending: { evaluation.spend() }), !match.range.isEmpty {
            parts.append(.string(matcher.text(place..<match.range.lowerBound)))
            place = match.range.upperBound
            guard parts.count < Evaluation.longestList else { return .null }
        }
        parts.append(.string(matcher.text(place..<matcher.count)))
        return evaluation.spend() ? .list(parts) : .null
    }
}

/// What takes the place of a match: texts, and groups by `$1`.
private struct Replacement {
    enum Part {
        case text(String)
        case group(Int)
    }

    var parts: [Part] = []

    /// Nil where a dollar or a backslash stands for nothing.
    init?(_ text: String, groups: Int, isText: Bool) {
        if isText {
            parts = [.text(text)]
            return
        }
        var rest = text.unicodeScalars[...]
        var plain = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let next = rest.popFirst(), next == "\\" || next == "$" else { return nil }
                plain.append(next)
            case "$":
                guard let digit = rest.popFirst(), let first = Replacement.digit(digit) else { return nil }
                var number = first
                // As many digits as name a group that is there.
                while let next = rest.first.flatMap(Replacement.digit), number * 10 + next <= groups {
                    number = number * 10 + next
                    rest.removeFirst()
                }
                parts.append(.text(String(plain)))
                plain = String.UnicodeScalarView()
                if number <= groups { parts.append(.group(number)) }
            default: plain.append(scalar)
            }
        }
        parts.append(.text(String(plain)))
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
    }
}
