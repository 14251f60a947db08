import Synchronization

/// A number that only grows.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    package init() {}
    package func add(_ number: Int = 1) { count.add(number, ordering: .relaxed) }
    package var value: Int { count.load(ordering: .relaxed) }
}

/// A number that rises and falls.
package final class Gauge: Sendable {
    private let number = Atomic<Int>(0)
    package init() {}
    package func set(_ value: Int) { number.store(value, ordering: .relaxed) }
    package func add(_ change: Int) { number.add(change, ordering: .relaxed) }
    package var value: Int { number.load(ordering: .relaxed) }
}

/// How often a measured value fell under each of some bounds.
package final class Histogram: Sendable {
    package struct Reading: Sendable {
        /// Counts for each bound, not cumulated; one more at the end for all above.
        package var counts: [Int]
        package var sum: Double
    }

    package let bounds: [Double]
    private let state: Mutex<Reading>

    package init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Reading(counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
    }

    package func observe(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[index] += 1
            $0.sum += value
        }
    }

    package var reading: Reading { state.withLock { $0 } }
}
