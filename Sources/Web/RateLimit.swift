import Foundation
import Kit
import Synchronization

/// How often one address may ask for a thing: so many times at once, and then so many a minute.
package struct RateLimit: Sendable, Hashable {
    package let name: String
    package let burst: Int
    package let perMinute: Int

    package init(_ name: String, burst: Int, perMinute: Int) {
        self.name = name
        self.burst = burst
        self.perMinute = perMinute
    }
}

/// Counts requests by token buckets (one for each limit and asker), bounded in number.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Date
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let isOn: Bool
    private static let mostBuckets = 50_000

    init(isOn: Bool = true) { self.isOn = isOn }

    /// Takes one token, or throws a refusal that says when there will be one.
    func take(_ limit: RateLimit, for asker: String, at now: Date) throws(Refusal) {
        guard isOn else { return }
        let key = "\(limit.name)|\(asker)"
        let rate = Double(limit.perMinute) / 60
        let wait = buckets.withLock { buckets -> Double in
            if buckets.count >= RateLimiter.mostBuckets {
                buckets = buckets.filter { now.timeIntervalSince($0.value.filledAt) < 300 }
            }
            var bucket = buckets[key] ?? Bucket(tokens: Double(limit.burst), filledAt: now)
            let passed = max(0, now.timeIntervalSince(bucket.filledAt))
            bucket.tokens = min(Double(limit.burst), bucket.tokens + passed * rate)
            bucket.filledAt = now
            defer { buckets[key] = bucket }
            if bucket.tokens >= 1 {
                bucket.tokens -= 1
                return 0
            }
            return (1 - bucket.tokens) / rate
        }
        guard wait > 0 else { return }
        throw Refusal("web.refusal.too-many", cause: .tooMany, retryAfter: Int(wait.rounded(.up)))
    }
}
