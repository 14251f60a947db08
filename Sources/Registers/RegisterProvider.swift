import Foundation
import Kit
package import Rules

/// An office that keeps registers of its own, and answers what they hold for somebody.
package protocol RegisterProvider: Sendable {
    /// All that a register holds for somebody.
    ///
    /// - Parameter holder: `person:<id>` or `organisation:<id>`.
    /// - Throws: where it does not answer, or answers what cannot be.
    func records(of register: Register, holder: String) async throws -> [Record]

    /// Writes new values into a record. Asked twice with one key, it is done once.
    ///
    /// - Parameter holder: whose it is from now on; nil where it stays whose it is.
    /// - Throws: `Unavailable`.
    func amend(
        _ id: String, of register: Register, with changes: Entries, to holder: String?, key: String
    ) async throws
}

/// A register answered what cannot be: to whoever asks it is the same as no answer, but others are answered well.
struct UnusableAnswer: Error {}

/// Stops asking somebody who does not answer: after three failures in a row nobody waits for him for half a minute.
actor Breaker {
    static let most = 3
    static let rest: TimeInterval = 30

    private var failures = 0
    private var restsUntil = Date.distantPast

    /// - Throws: `Unavailable`, while it is not asked.
    func guarded<Value: Sendable>(
        at now: Date, _ question: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard now >= restsUntil else { throw Unavailable("register") }
        do {
            let answer = try await question()
            failures = 0
            return answer
        } catch is Unavailable {
            failures += 1
            if failures >= Breaker.most { (failures, restsUntil) = (0, now + Breaker.rest) }
            throw Unavailable("register")
        }
    }
}
