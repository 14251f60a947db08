/// Reads a pattern. Nil means that it is none.
struct PatternReader {
    private var rest: ArraySlice<Unicode.Scalar>
    private let flags: Pattern.Flags
    private(set) var groups = 0
    /// Groups that are read to their end: what can be referred back to.
    private var closed: Set<Int> = []
    private var depth = 0

    private static let deepest = 64
    private static let mostRepeats = 1000

    init(_ text: String, _ flags: Pattern.Flags) {
        self.flags = flags
        var scalars = Array(text.unicodeScalars)
        if flags.skipsSpace, !flags.isText { scalars = PatternReader.withoutSpace(scalars) }
        rest = scalars[...]
    }

    /// White space goes, but not inside of a class.
    private static func withoutSpace(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var classes = 0
        var isEscaped = false
        for scalar in scalars {
            if classes == 0, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { continue }
            if !isEscaped {
                if scalar == "[" { classes += 1 }
                if scalar == "]", classes > 0 { classes -= 1 }
            }
            isEscaped = !isEscaped && scalar == "\\"
            kept.append(scalar)
        }
        return kept
    }

    mutating func whole() -> PatternTree? {
        if flags.isText { return .sequence(rest.map { .set(.one($0)) }) }
        guard let tree = either(), rest.isEmpty else { return nil }
        return tree
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func either() -> PatternTree? {
        guard depth < PatternReader.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        var parts: [PatternTree] = []
        repeat {
            guard let part = sequence() else { return nil }
            parts.append(part)
        } while take("|")
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func sequence() -> PatternTree? {
        var parts: [PatternTree] = []
        while let next = rest.first, next != "|", next != ")" {
            guard let atom = atom(), let part = repeated(atom) else { return nil }
            parts.append(part)
        }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repeated(_ atom: PatternTree) -> PatternTree? {
        var (least, most): (Int, Int?) = (1, 1)
        switch rest.first {
        case "*": (least, most) = (0, nil)
        case "+": (least, most) = (1, nil)
        case "?": (least, most) = (0, 1)
        case "{":
            guard let close = rest.firstIndex(of: "}") else { return nil }
            let text = String(String.UnicodeScalarView(rest[rest.index(after: rest.startIndex)..<close]))
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), let low = PatternReader.number(parts[0]) else { return nil }
            least = low
            most = low
            if parts.count == 2 {
                most = nil
                if !parts[1].isEmpty {
                    guard let high = PatternReader.number(parts[1]), high >= low else { return nil }
                    most = high
                }
            }
            rest = rest[close...]
        default: return atom
        }
        rest.removeFirst()
        let isReluctant = take("?")
        return .repeat(atom, least: least, most: most, isReluctant: isReluctant)
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text), number <= mostRepeats
        else { return nil }
        return number
    }

    private mutating func atom() -> PatternTree? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "(": return group()
        case "[": return classes().map(PatternTree.set)
        case ".": return .set(flags.dotTakesAll ? .all : .dot)
        case "^": return .start
        case "$": return .end
        case "\\":
            if let digit = rest.first, ("1"..."9").contains(digit) { return backReference() }
            return escape().map(PatternTree.set)
        case "*", "+", "?", "{", "}", "]": return nil
        default: return .set(.one(scalar))
        }
    }

    private mutating func group() -> PatternTree? {
        if take("?") {
            guard take(":"), let tree = either(), take(")") else { return nil }
            return tree
        }
        groups += 1
        let number = groups
        guard number <= 100, let tree = either(), take(")") else { return nil }
        closed.insert(number)
        return .group(tree, number)
    }

    /// As many digits as name a group that is there.
    private mutating func backReference() -> PatternTree? {
        var number = 0
        while let digit = rest.first, ("0"..."9").contains(digit) {
            let longer = number * 10 + Int(digit.value - 48)
            guard number == 0 || longer <= groups else { break }
            number = longer
            rest.removeFirst()
        }
        return closed.contains(number) ? .backReference(number) : nil
    }

    private mutating func escape() -> ScalarSet? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "n": return .one("\n")
        case "r": return .one("\r")
        case "t": return .one("\t")
        case "d": return .digits
        case "D": return .without(.digits)
        case "s": return .spaces
        case "S": return .without(.spaces)
        case "w": return .words
        case "W": return .without(.words)
        case "i": return .nameStarts
        case "I": return .without(.nameStarts)
        case "c": return .nameParts
        case "C": return .without(.nameParts)
        case "p", "P":
            guard take("{"), let close = rest.firstIndex(of: "}") else { return nil }
            let name = String(String.UnicodeScalarView(rest[..<close]))
            rest = rest[rest.index(after: close)...]
            guard let set = ScalarSet(property: name) else { return nil }
            return scalar == "p" ? set : .without(set)
        case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": return .one(scalar)
        default: return nil
        }
    }

    /// What follows `[`, to its bracket.
    private mutating func classes() -> ScalarSet? {
        guard depth < PatternReader.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        let isNegated = take("^")
        var sets: [ScalarSet] = []
        while let next = rest.first, next != "]" {
            if next == "-", rest.dropFirst().first == "[" {
                guard !sets.isEmpty else { return nil }
                rest.removeFirst(2)
                guard let other = classes(), take("]") else { return nil }
                return .difference(closed(sets, isNegated), other)
            }
            guard let set = member(isFirst: sets.isEmpty) else { return nil }
            sets.append(set)
        }
        guard take("]"), !sets.isEmpty else { return nil }
        return closed(sets, isNegated)
    }

    private func closed(_ sets: [ScalarSet], _ isNegated: Bool) -> ScalarSet {
        let all = sets.count == 1 ? sets[0] : .anyOf(sets)
        return isNegated ? .without(all) : all
    }

    /// A character, a range of them, or a set.
    private mutating func member(isFirst: Bool) -> ScalarSet? {
        guard let low = single() else { return nil }
        guard case .one(let first) = low, rest.first == "-", let after = rest.dropFirst().first, after != "]",
            after != "["
        else { return low }
        rest.removeFirst()
        guard case .one(let last) = single(), first <= last else { return nil }
        return .range(first...last)
    }

    private mutating func single() -> ScalarSet? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "\\": return escape()
        case "[": return nil
        default: return .one(scalar)
        }
    }
}
