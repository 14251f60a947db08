package import Credentials
package import Foundation
package import Kit
package import Store
package import Web

/// A signing key as an operator sees it, with what it signed.
package struct KeptKey: Sendable {
    package let key: VerificationKey
    /// From this moment on nothing that it signed is good; nil unless it is compromised.
    package let compromisedSince: Date?
    package let documents: Int
}

/// The keys by which the government signs: made, followed by the next, and struck where one got into other hands.
package struct Keys: Sendable {
    private let store: Store
    let safe = KeySafe()

    package init(store: Store) { self.store = store }

    /// Makes ready to sign: opens the safe and makes the first key, or the next one where the term of the last is
    /// running out. Called once, before the first document.
    func prepare(at now: Date) async throws {
        try await unlock()
        let active = try await store.read { try $0.activeKey() }
        if let active, active.notAfter.timeIntervalSince(now) > SigningKey.renewal { return }
        try await rotate(at: now)
    }

    /// Oldest term first.
    package func all() async throws -> [KeptKey] { try await store.read { try $0.keptKeys() } }

    /// Retires the key that signs and makes a new one. What the old one signed stays good, and it stays published.
    /// A portal that is running signs its next document with the new key.
    @discardableResult
    package func rotate(at now: Date) async throws -> VerificationKey {
        try await unlock()
        return try await store.write { try $0.replaceActiveKey(in: safe, at: now) }
    }

    /// Marks a key that got into other hands, and answers how many documents are revoked by that: all that it signed
    /// from the beginning of the day on.
    ///
    /// What it signed before stays good, but only where our books hold the very same signature, because whoever has the
    /// key can write an earlier day. A key that signs gets its successor at once; a compromised one is not published any
    /// more. `NotFound` for an id that no key has, a `Refusal` for a day that has not come. An earlier day can be given
    /// later; documents that were revoked stay so.
    package func compromise(
        _ id: String, since day: Day, calendar: WorkingCalendar, words: TextLibrary, at now: Date
    ) async throws -> Int {
        guard day <= calendar.day(of: now) else { throw Refusal("documents.refusal.key-future") }
        let (arabic, english) = (words.texts(in: .arabic), words.texts(in: .english))
        let reason = Bilingual(
            ar: arabic("documents.key.compromised", ["day": arabic.day(day)]),
            en: english("documents.key.compromised", ["day": english.day(day)]))
        let since = calendar.start(of: day)
        try await unlock()
        return try await store.write { transaction in
            guard let key = try transaction.key(id) else { throw NotFound() }
            if key.status == .active { try transaction.replaceActiveKey(in: safe, at: now) }
            try transaction.markCompromised(id, since: since)
            return try transaction.revokeDocuments(signedBy: id, since: since, reason: reason, at: now)
        }
    }

    private func unlock() async throws { safe.unlock(with: try await store.secret("documents.signing-key")) }
}
