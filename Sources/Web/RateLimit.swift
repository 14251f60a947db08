import Foundation
import Kit
package import Store
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

    /// Milliseconds after which one more is allowed.
    var interval: Int { 60_000 / max(1, perMinute) }

    /// Up to when an asker may have used his share to be answered now.
    func latest(at now: Int) -> Int { now + (burst - 1) * interval }

    /// Beyond this no share can be used up: the clock was set back since, or that of another node differs.
    func impossible(at now: Int) -> Int { now + burst * interval + 60_000 }

    /// Up to when the share of an asker is used once he was answered; nil where he has to wait. Times in milliseconds.
    /// The generic cell rate algorithm (ITU-T I.371).
    func used(_ used: Int, answeredAt now: Int) -> Int? {
        if used <= latest(at: now) { return max(used, now) + interval }
        return used > impossible(at: now) ? now + interval : nil
    }

    func refusal(used: Int, at now: Int) -> Refusal {
        let seconds = (Double(used - latest(at: now)) / 1000).rounded(.up)
        return Refusal("web.refusal.too-many", cause: .tooMany, retryAfter: max(1, Int(seconds)))
    }
}

/// Where limits are counted.
package enum RateLimiting: Sendable {
    /// Nowhere, for measuring.
    case off
    /// In this process, where there is only one.
    case here
    /// In the database, for all nodes together.
    case shared(Store)

    var limiter: any RateLimiter {
        switch self {
        case .off: NoRateLimiter()
        case .here: LocalRateLimiter()
        case .shared(let store): SharedRateLimiter(store: store)
        }
    }
}

/// Counts what askers have used of their limits.
protocol RateLimiter: Sendable {
    /// Takes one, or throws a refusal that says when there will be one.
    func take(_ limit: RateLimit, for asker: String, at now: Date) async throws
}

/// Counts in memory: exact where there is one process. Bounded in number.
final class LocalRateLimiter: RateLimiter {
    private let used = Mutex<[String: Int]>([:])
    private static let most = 50_000

    func take(_ limit: RateLimit, for asker: String, at now: Date) throws {
        let now = now.milliseconds
        let key = "\(limit.name)|\(asker)"
        let refused = used.withLock { used -> Int? in
            if used.count >= LocalRateLimiter.most { used = used.filter { $0.value > now } }
            let before = used[key] ?? 0
            guard let after = limit.used(before, answeredAt: now) else { return before }
            used[key] = after
            return nil
        }
        if let refused { throw limit.refusal(used: refused, at: now) }
    }
}

/// Counts in the database, for all nodes together.
struct SharedRateLimiter: RateLimiter {
    private let store: Store
    private let taken = Counter()
    private let sweep: Int

    /// - Parameter sweep: after so many, those who have all of their share again are forgotten.
    init(store: Store, sweep: Int = 1000) {
        self.store = store
        self.sweep = sweep
    }

    func take(_ limit: RateLimit, for asker: String, at now: Date) async throws {
        let key = "\(limit.name)|\(asker)"
        let now = now.milliseconds
        let refused = try await store.count { try $0.take(limit, key, at: now) }
        taken.add()
        if taken.value % sweep == 0 { try? await store.count { try $0.forgetRateLimits(before: now) } }
        if let refused { throw limit.refusal(used: refused, at: now) }
    }
}

/// Counts nothing, for measuring.
struct NoRateLimiter: RateLimiter {
    func take(_ limit: RateLimit, for asker: String, at now: Date) {}
}
