/// Finds the word that was meant: as few letters as possible added, left out, changed or changed about
/// (Damerau–Levenshtein, optimal string alignment), one in a word of four letters, two in a long one.
enum Spelling {
    /// Letters that may be wrong in a word of that length.
    static func tolerance(_ length: Int) -> Int { length >= 8 ? 2 : length >= 4 ? 1 : 0 }

    /// The nearest word that is known, the most frequent of those equally near.
    static func nearest(
        to word: Letters, in vocabulary: [String: SearchIndex.Word]
    ) -> (key: String, word: SearchIndex.Word)? {
        let limit = tolerance(word.all.count)
        guard limit > 0, !word.all.contains(where: { $0.properties.numericType != nil }) else { return nil }
        var best: (key: String, word: SearchIndex.Word, distance: Int)?
        for (key, known) in vocabulary where known.letters.mayBe(word, within: limit) {
            let distance = distance(word.all, known.letters.all, limit: limit)
            guard distance <= limit else { continue }
            guard let so = best else {
                best = (key, known, distance)
                continue
            }
            if (distance, -known.count, key) < (so.distance, -so.word.count, so.key) { best = (key, known, distance) }
        }
        return best.map { ($0.key, $0.word) }
    }

    /// How many letters two words differ in, or more than `limit` where it is more.
    static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
                row.append(cost)
            }
            if row.allSatisfy({ $0 > limit }) { return limit + 1 }
            before = last
            last = row
        }
        return last[b.count]
    }
}

/// The letters of a word, with a mark for each kind of letter by which words that differ much are told apart at once.
struct Letters: Sendable {
    let all: [Unicode.Scalar]
    private let kinds: UInt64

    init(_ word: String) {
        all = Array(word.unicodeScalars)
        kinds = all.reduce(0) { $0 | 1 << UInt64($1.value % 64) }
    }

    /// False where the words surely differ in more letters: each letter that only one of them has is a mistake.
    func mayBe(_ other: Letters, within limit: Int) -> Bool {
        abs(all.count - other.all.count) <= limit && (kinds & ~other.kinds).nonzeroBitCount <= limit
            && (other.kinds & ~kinds).nonzeroBitCount <= limit
    }
}
