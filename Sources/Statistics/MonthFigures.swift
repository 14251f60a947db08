import Kit

/// Where figures come from: counted by this portal, or published by others before it. The two are never added up.
enum Source: String, Sendable, Codable {
    case counted, published
}

/// One line of a month: a service, entity, channel or outcome, with what it came to.
struct Figure: Sendable, Hashable {
    let id: String
    let count: Int
    /// The month before, from the same source, where it is known.
    var before: Int?
    /// Against the month before, in tenths of a per cent.
    var change: Int?
}

/// What one source says of one month.
struct MonthFigures: Sendable {
    let month: Month
    let source: Source
    let total: Int
    let totalBefore: Int?
    /// The busiest first.
    let services: [Figure]
    let entities: [Figure]
    let channels: [Figure]
    let outcomes: [Figure]
    /// What was published beside the numbers; nil for what is counted here.
    let publication: Publication?

    var change: Int? { totalBefore.flatMap { Percent.change(from: $0, to: total) } }

    func share(of figure: Figure) -> Int? { Percent.share(figure.count, of: total) }

    /// What the busiest services come to together; fewer where fewer are known.
    func together(first most: Int) -> (services: Int, count: Int, share: Int)? {
        let first = services.prefix(max(0, most))
        let count = first.reduce(0) { $0 + $1.count }
        guard first.count > 1, let share = Percent.share(count, of: total) else { return nil }
        return (first.count, count, share)
    }
}

extension MonthFigures {
    /// What the portal counted in a month; nil where that is nothing.
    ///
    /// - Parameter isRunning: a month that is not over is compared with none: a part is not less than the whole.
    init?(counted tallies: [Tally], in month: Month, isRunning: Bool) {
        let now = tallies.filter { $0.month == month }
        let before = isRunning ? [] : tallies.filter { $0.month == month.before }
        guard !now.isEmpty else { return nil }
        self.init(
            month: month, source: .counted, total: now.reduce(0) { $0 + $1.count },
            totalBefore: before.isEmpty ? nil : before.reduce(0) { $0 + $1.count },
            services: MonthFigures.figures(now, before) { $0.service },
            entities: MonthFigures.figures(now, before) { $0.entity },
            channels: MonthFigures.figures(now, before) { $0.channel.rawValue },
            outcomes: MonthFigures.figures(now, before) { $0.outcome }, publication: nil)
    }

    private static func figures(_ now: [Tally], _ before: [Tally], by key: (Tally) -> String) -> [Figure] {
        let earlier = sums(before, by: key)
        return sums(now, by: key)
            .map { id, count in
                let past = before.isEmpty ? nil : earlier[id] ?? 0
                return Figure(
                    id: id, count: count, before: past, change: past.flatMap { Percent.change(from: $0, to: count) })
            }
            .sorted(by: Figure.isBusier)
    }

    private static func sums(_ tallies: [Tally], by key: (Tally) -> String) -> [String: Int] {
        tallies.reduce(into: [:]) { $0[key($1), default: 0] += $1.count }
    }
}

extension Figure {
    /// The order of a ranking; those that are even stand by their ids.
    static func isBusier(_ a: Figure, _ b: Figure) -> Bool { (-a.count, a.id) < (-b.count, b.id) }
}
