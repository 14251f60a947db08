/// Percentages as the public reads them: in tenths, by integers alone, halves away from zero.
enum Percent {
    /// By how much a number grew or fell, in tenths of a per cent; nil where there was nothing before.
    static func change(from before: Int, to now: Int) -> Int? {
        guard before > 0 else { return nil }
        return tenths(now - before, of: before)
    }

    /// How much a part is of the whole, in tenths of a per cent; nil where there is no whole.
    static func share(_ part: Int, of whole: Int) -> Int? {
        guard whole > 0 else { return nil }
        return tenths(part, of: whole)
    }

    /// Reads `24.7` or `-7.3`, with one decimal at most, as tenths.
    static func tenths(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        let sides = text.drop { "+-−".contains($0) }.split(separator: ".", omittingEmptySubsequences: false)
        guard text.count - sides.joined(separator: ".").count <= 1, (1...2).contains(sides.count) else { return nil }
        guard sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        guard let whole = Int(sides[0]), whole <= 1_000_000, sides.count == 1 || sides[1].utf8.count == 1 else {
            return nil
        }
        let value = whole * 10 + (sides.count == 2 ? Int(sides[1]) ?? 0 : 0)
        return isNegative ? -value : value
    }

    /// `-7.3`: plain, for data formats.
    static func plain(_ tenths: Int) -> String {
        "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    private static func tenths(_ part: Int, of whole: Int) -> Int {
        let doubled = Int(part.magnitude) * 2000 + whole
        return part.signum() * (doubled / (2 * whole))
    }
}
