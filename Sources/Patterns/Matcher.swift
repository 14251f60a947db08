/// Carrying a pattern out on a text.
package struct Matcher {
    private let pattern: Pattern
    private let text: [Unicode.Scalar]
    /// So many steps of its own are spent as one.
    private static let stepsEach = 64
    /// Ways that are still to be tried, with what was noted until then.
    private struct Way {
        let place: Int
        let position: Int
        let notes: Int
    }

    package init(_ pattern: Pattern, _ text: String) {
        self.pattern = pattern
        self.text = Array(text.unicodeScalars)
    }

    /// In Unicode scalars.
    package var count: Int { text.count }

    package func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }

    /// The first match from a place on; nil where there is none, or nothing was left to spend.
    ///
    /// - Parameter spend: asked again and again while it looks; false stops it.
    package func first(from start: Int, spending spend: () -> Bool) -> Pattern.Match? {
        guard start <= text.count else { return nil }
        for position in start...text.count {
            if let match = match(at: position, spending: spend) { return match }
            guard spend() else { return nil }
        }
        return nil
    }

    private func match(at start: Int, spending spend: () -> Bool) -> Pattern.Match? {
        var registers = [Int](repeating: -1, count: pattern.registers)
        // What a way that leads nowhere has noted is taken back.
        var undone: [(register: Int, was: Int)] = []
        var ways = [Way(place: 0, position: start, notes: 0)]
        var work = 0
        while let way = ways.popLast() {
            while undone.count > way.notes, let note = undone.popLast() { registers[note.register] = note.was }
            var (place, position) = (way.place, way.position)
            func set(_ register: Int) {
                undone.append((register, registers[register]))
                registers[register] = position
            }
            running: while true {
                work += 1
                if work % Matcher.stepsEach == 0, !spend() { return nil }
                switch pattern.program[place] {
                case .set(let set):
                    guard position < text.count, set.has(text[position], pattern.flags.ignoresCase) else {
                        break running
                    }
                    position += 1
                case .backReference(let group):
                    guard let end = same(registers[group * 2], registers[group * 2 + 1], position) else {
                        break running
                    }
                    position = end
                case .start: guard isStart(position) else { break running }
                case .end: guard isEnd(position) else { break running }
                case .split(let first, let second):
                    guard ways.count < 100_000 else { return nil }
                    ways.append(Way(place: second, position: position, notes: undone.count))
                    place = first
                    continue
                case .jump(let to):
                    place = to
                    continue
                case .note(let register), .mark(let register): set(register)
                case .advanced(let register): guard registers[register] < position else { break running }
                case .match:
                    let groups = (1..<max(1, pattern.groups + 1)).map { group -> Range<Int>? in
                        let (low, high) = (registers[group * 2], registers[group * 2 + 1])
                        return low >= 0 && high >= low ? low..<high : nil
                    }
                    return Pattern.Match(range: start..<position, groups: groups)
                }
                place += 1
            }
        }
        return nil
    }

    /// Where what a group took stands here again; a group that took nothing matches nothing.
    private func same(_ low: Int, _ high: Int, _ position: Int) -> Int? {
        guard low >= 0, high >= low else { return position }
        guard position + high - low <= text.count else { return nil }
        for offset in 0..<(high - low) {
            let (a, b) = (text[low + offset], text[position + offset])
            guard a == b || pattern.flags.ignoresCase && ScalarSet.variants(a).contains(b) else { return nil }
        }
        return position + high - low
    }

    private func isStart(_ position: Int) -> Bool {
        position == 0 || pattern.flags.lines && text[position - 1] == "\n" && position < text.count
    }

    private func isEnd(_ position: Int) -> Bool {
        position == text.count || pattern.flags.lines && text[position] == "\n"
    }
}
