/// Finds the word that was meant: as few letters as possible added, left out, changed or changed about
/// (Damerau–Levenshtein, optimal string alignment), one in a word of four letters, two in a long one.
enum Spelling {
    /// Letters that may be wrong in a word of that length.
    static func tolerance(_ length: Int) -> Int { length >= 8 ? 2 : length >= 4 ? 1 : 0 }

    /// The nearest word that is known, the most frequent of those equally near.
    static func nearest(to word: String, in vocabulary: [String: SearchIndex.Word]) -> String? {
        let letters = Array(word.unicodeScalars)
        let limit = tolerance(letters.count)
        guard limit > 0, !letters.contains(where: { $0.properties.numericType != nil }) else { return nil }
        var best: (key: String, distance: Int, count: Int)?
        for (key, known) in vocabulary where abs(key.unicodeScalars.count - letters.count) <= limit {
            let distance = distance(letters, Array(key.unicodeScalars), limit: limit)
            guard distance <= limit else { continue }
            guard let so = best else {
                best = (key, distance, known.count)
                continue
            }
            if (distance, -known.count, key) < (so.distance, -so.count, so.key) { best = (key, distance, known.count) }
        }
        return best?.key
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
