/// What a request is for.
enum ReplayStep: String, CaseIterable, Sendable {
    case signIn = "sign in"
    case start = "start an application"
    case readPage = "read a page of questions"
    case answerPage = "answer a page"
    case check = "check the answers"
    case send = "send the application"
    case followCase = "look at the case"
    case pay = "begin to pay"
    case bankPage = "the bank's page"
    case card = "pay at the bank"
    case comeBack = "come back from the bank"
    case officerOpens = "officer opens the case"
    case officerDecides = "officer decides"
    case openDocument = "open the document"
    case messages = "read the messages"
}

/// How long requests took, in microseconds, by what they were for.
struct ReplayTimes: Sendable {
    private var taken: [[UInt32]] = ReplayStep.allCases.map { _ in [] }

    var count: Int { taken.reduce(0) { $0 + $1.count } }

    mutating func note(_ step: ReplayStep, since start: ContinuousClock.Instant) {
        let passed = (ContinuousClock.now - start).components
        let microseconds = passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
        taken[ReplayTimes.places[step] ?? 0].append(UInt32(clamping: microseconds))
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: ReplayStep.allCases.enumerated().map { ($0.element, $0.offset) })

    mutating func add(_ other: ReplayTimes) {
        for place in taken.indices { taken[place] += other.taken[place] }
    }

    /// One line a step: how many, and the percentiles in milliseconds.
    func table() -> [String] {
        var lines = [
            "| step | requests | p50 ms | p95 ms | p99 ms | most ms |", "| --- | --- | --- | --- | --- | --- |",
        ]
        for (step, times) in zip(ReplayStep.allCases, taken) where !times.isEmpty {
            let sorted = times.sorted()
            let parts = [50, 95, 99, 100].map { sorted[min(sorted.count - 1, sorted.count * $0 / 100)] }
            let words = parts.map { "\($0 / 1000).\($0 % 1000 / 100)" }.joined(separator: " | ")
            lines.append("| \(step.rawValue) | \(sorted.count) | \(words) |")
        }
        return lines
    }
}
