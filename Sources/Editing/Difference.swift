import Web

/// What was changed between two texts, line by line (E. Myers, «An O(ND) Difference Algorithm and Its Variations», 1986).
struct Difference: Sendable, Hashable {
    let lines: [ComparedLine]

    /// Beyond so many changes nobody reads on, and the search would take long: then all that lies between what is the
    /// same at both ends counts as replaced.
    static let mostChanges = 1000

    init(from old: String, to new: String) {
        let (old, new) = (Difference.lines(of: old), Difference.lines(of: new))
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        let (left, right) = (Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
        let between =
            Difference.shortest(left, right)
            ?? left.map { ComparedLine(.removed, $0) } + right.map { ComparedLine(.added, $0) }
        lines =
            old[..<head].map { ComparedLine(.both, $0) } + between
            + old[(old.count - tail)...].map { ComparedLine(.both, $0) }
    }

    var added: Int { lines.count { $0.side == .added } }
    var removed: Int { lines.count { $0.side == .removed } }

    /// The changed lines with some that stand around them; what lies far from any change is left out.
    func passages(around context: Int = 3) -> [ComparedPassage] {
        var isShown = Array(repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() where line.side != .both {
            for near in max(0, index - context)...min(lines.count - 1, index + context) { isShown[near] = true }
        }
        var passages: [ComparedPassage] = []
        var number = 1
        for (index, line) in lines.enumerated() {
            if isShown[index] {
                if index == 0 || !isShown[index - 1] { passages.append(ComparedPassage(line: number, lines: [])) }
                passages[passages.count - 1].lines.append(line)
            }
            if line.side != .removed { number += 1 }
        }
        return passages
    }

    private static func lines(of text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        let body = text.hasSuffix("\n") ? text.dropLast() : text[...]
        return body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// How far down the older text one has come on each diagonal.
    private struct Reach {
        private var ends: [Int]
        private let middle: Int

        init(_ most: Int) {
            middle = most + 1
            ends = Array(repeating: 0, count: 2 * middle + 1)
        }

        subscript(diagonal: Int) -> Int {
            get { ends[middle + diagonal] }
            set { ends[middle + diagonal] = newValue }
        }

        /// Whether one comes further on a diagonal by adding a line than by removing one.
        func adds(on diagonal: Int, after changes: Int) -> Bool {
            diagonal == -changes || (diagonal != changes && self[diagonal - 1] < self[diagonal + 1])
        }
    }

    /// The fewest changes that lead from one to the other; nil where they are too many.
    private static func shortest(_ old: [String], _ new: [String]) -> [ComparedLine]? {
        let most = min(old.count + new.count, mostChanges)
        var reach = Reach(most)
        var trace: [Reach] = []
        for changes in 0...most {
            trace.append(reach)
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                var x = reach.adds(on: diagonal, after: changes) ? reach[diagonal + 1] : reach[diagonal - 1] + 1
                while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
                reach[diagonal] = x
                if x >= old.count, x - diagonal >= new.count { return way(back: trace, old, new) }
            }
        }
        return nil
    }

    /// Goes back from the end to the beginning.
    private static func way(back trace: [Reach], _ old: [String], _ new: [String]) -> [ComparedLine] {
        var lines: [ComparedLine] = []
        var (x, y) = (old.count, new.count)
        for (changes, reach) in trace.enumerated().reversed() {
            let diagonal = x - y
            let before = reach.adds(on: diagonal, after: changes) ? diagonal + 1 : diagonal - 1
            let (lastX, lastY) = (reach[before], reach[before] - before)
            while x > max(lastX, 0), y > max(lastY, 0) {
                lines.append(ComparedLine(.both, old[x - 1]))
                (x, y) = (x - 1, y - 1)
            }
            guard changes > 0 else { break }
            lines.append(x == lastX ? ComparedLine(.added, new[lastY]) : ComparedLine(.removed, old[lastX]))
            (x, y) = (lastX, lastY)
        }
        return lines.reversed()
    }
}
