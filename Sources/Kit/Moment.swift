package import Foundation

extension Date {
    /// Milliseconds since 1970, as moments are stored.
    package var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }

    package init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
