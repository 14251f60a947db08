import Foundation
import Kit
import Web

/// Somebody tries to sign in: to which account, and from where. Both are digests; neither a QID nor an address is kept.
struct Attempt: Sendable, Hashable {
    /// Of the number that was typed, whether or not anybody has it.
    let account: String
    /// The browser where it is known to this account, else the network address.
    let place: String
    /// Whether the account has signed in from this browser or address before.
    let isKnown: Bool

    /// The row that counts failures of an account from everywhere.
    static let everywhere = "everywhere"
}

/// How long to wait after failures: nothing at first, then doubling up to a limit.
///
/// A place that fails is kept waiting up to a quarter of an hour, and only that place. Failures from everywhere keep
/// only unknown places waiting, and never longer than a minute, so that nobody can lock an account for its owner.
struct Backoff: Sendable {
    let free: Int
    let first: Double
    let most: Double

    static let place = Backoff(free: 4, first: 15, most: 900)
    static let account = Backoff(free: 20, first: 5, most: 60)
    /// Failures are forgotten after a day without one.
    static let memory = 86_400.0

    func pause(after failures: Int) -> Double {
        guard failures > free else { return 0 }
        return min(most, first * pow(2, Double(min(30, failures - free - 1))))
    }
}

/// Where a request comes from, as digests that can be found again but not read.
struct Origin: Sendable, Hashable {
    let browser: String
    let address: String

    init(browser: String, address: String) {
        self.browser = browser
        self.address = address
    }

    init(_ context: Context) {
        browser = "browser:\(context.browserDigest)"
        address = "address:" + context.site.seal.digest("address:\(Network.of(context.address))")
    }
}

/// The network of an address: an IPv4 address itself, of IPv6 the first 64 bits, which one household has to itself.
enum Network {
    static func of(_ address: String) -> String {
        guard address.contains(":") else { return address }
        if let last = address.split(separator: ":").last, last.contains(".") { return String(last) }
        let plain = address.prefix { $0 != "%" }
        guard let gap = plain.range(of: "::") else {
            return plain.split(separator: ":").prefix(4).joined(separator: ":")
        }
        let before = plain[..<gap.lowerBound].split(separator: ":")
        let after = plain[gap.upperBound...].split(separator: ":")
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - before.count - after.count))
        return (before + zeros + after).prefix(4).joined(separator: ":")
    }
}
