/// A regular expression as FEEL has them: those of XPath and XQuery Functions 3.1 (5.6), over Unicode scalars.
///
/// Matching tries one way after the other and counts each step, so that no pattern can hold anybody up. A library was no
/// choice: none of those at hand speaks this language (character classes without others, blocks, what an error is), and
/// none can be stopped.
package struct Pattern: Sendable {
    /// `s`: the dot takes line ends too. `m`: `^` and `$` stand at lines. `i`: letters of both cases. `x`: white space
    /// does not count. `q`: the pattern is a text.
    package struct Flags: Sendable {
        var dotTakesAll = false
        var lines = false
        var ignoresCase = false
        var skipsSpace = false
        package fileprivate(set) var isText = false

        /// Nil for a letter that is no flag.
        init?(_ text: String) {
            for letter in text {
                switch letter {
                case "s": dotTakesAll = true
                case "m": lines = true
                case "i": ignoresCase = true
                case "x": skipsSpace = true
                case "q": isText = true
                default: return nil
                }
            }
        }
    }

    /// Where the whole and each group matched; nil for a group that was not needed.
    package struct Match {
        package let range: Range<Int>
        package let groups: [Range<Int>?]
    }

    let program: [Instruction]
    package let groups: Int
    let registers: Int
    package let flags: Flags

    static let longest = 5_000
    static let longestProgram = 20_000

    /// Nil for what is no pattern, or would make a program that is too long.
    package init?(_ text: String, flags: String = "") {
        guard let flags = Flags(flags), text.utf8.count <= Pattern.longest else { return nil }
        self.flags = flags
        var reader = PatternReader(text, flags)
        guard let tree = reader.whole() else { return nil }
        groups = reader.groups
        var writer = PatternWriter(groups: reader.groups)
        guard writer.write(tree) else { return nil }
        writer.program.append(.match)
        program = writer.program
        registers = writer.registers
    }
}

/// A part of a pattern.
indirect enum PatternTree: Sendable {
    case empty
    case set(ScalarSet)
    case sequence([PatternTree])
    case either([PatternTree])
    case `repeat`(PatternTree, least: Int, most: Int?, isReluctant: Bool)
    case group(PatternTree, Int)
    case backReference(Int)
    case start, end
}

/// A step of a compiled pattern.
enum Instruction: Sendable {
    case set(ScalarSet)
    case backReference(Int)
    case start, end
    /// Goes on at the first place; at the second where that leads nowhere.
    case split(Int, Int)
    case jump(Int)
    /// Notes where a group begins (even) or ends (odd).
    case note(Int)
    /// Notes where a round of a loop begins, and ends the loop where a round took nothing.
    case mark(Int), advanced(Int)
    case match
}

/// Writes a pattern's tree as a program.
struct PatternWriter {
    var program: [Instruction] = []
    var registers: Int

    init(groups: Int) { registers = groups * 2 + 2 }

    mutating func write(_ tree: PatternTree) -> Bool {
        guard program.count < Pattern.longestProgram else { return false }
        switch tree {
        case .empty: return true
        case .set(let set): program.append(.set(set))
        case .start: program.append(.start)
        case .end: program.append(.end)
        case .backReference(let number): program.append(.backReference(number))
        case .sequence(let parts): return parts.allSatisfy { write($0) }
        case .either(let parts): return either(parts[...])
        case .group(let tree, let number):
            program.append(.note(number * 2))
            guard write(tree) else { return false }
            program.append(.note(number * 2 + 1))
        case .repeat(let tree, let least, let most, let isReluctant):
            for _ in 0..<least { guard write(tree) else { return false } }
            if let most {
                return optional(tree, most - least, isReluctant)
            }
            return loop(tree, isReluctant)
        }
        return true
    }

    private mutating func either(_ parts: ArraySlice<PatternTree>) -> Bool {
        guard parts.count > 1, let first = parts.first else { return parts.first.map { write($0) } ?? true }
        let split = program.count
        program.append(.match)
        guard write(first) else { return false }
        let jump = program.count
        program.append(.match)
        program[split] = .split(split + 1, program.count)
        guard either(parts.dropFirst()) else { return false }
        program[jump] = .jump(program.count)
        return true
    }

    private mutating func optional(_ tree: PatternTree, _ count: Int, _ isReluctant: Bool) -> Bool {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(program.count)
            program.append(.match)
            guard write(tree) else { return false }
        }
        for split in splits { program[split] = choice(split + 1, program.count, isReluctant) }
        return true
    }

    private mutating func loop(_ tree: PatternTree, _ isReluctant: Bool) -> Bool {
        let register = registers
        registers += 1
        let split = program.count
        program += [.match, .mark(register)]
        guard write(tree) else { return false }
        program += [.advanced(register), .jump(split)]
        program[split] = choice(split + 1, program.count, isReluctant)
        return true
    }

    private func choice(_ inside: Int, _ after: Int, _ isReluctant: Bool) -> Instruction {
        isReluctant ? .split(after, inside) : .split(inside, after)
    }
}
