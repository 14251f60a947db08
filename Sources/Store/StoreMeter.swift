package import Kit

/// What `/metrics` tells of the store.
package struct StoreMeter: Sendable {
    package let reads = Counter()
    /// Writes that wait for the writer.
    package let queue = Gauge()
    /// How many writes shared a commit.
    package let groups = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    /// Transactions that got into another's way and were done again.
    package let collisions = Counter()
    package let jobsDone = Counter()
    package let jobsFailed = Counter()
}
