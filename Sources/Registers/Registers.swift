package import Foundation
package import Kit
package import Rules
package import Store

/// What the state already knows: its registers, by name. Whoever asks names the holder whose records he may see.
///
/// A register is kept here, or elsewhere by a `RegisterProvider`. Of one that is kept elsewhere there is a copy here, made
/// before the page that needs it (`refresh`), so that forms and rules read both alike, in one transaction.
package struct Registers: Sendable {
    package let all: [String: Register]
    private let provider: (any RegisterProvider)?
    private let breakers: [String: Breaker]

    /// For so long what a register answered counts as what it says now.
    package static let freshness: TimeInterval = 300

    /// - Parameter provider: who keeps the registers that are not public; nil where all are kept here.
    package init(_ registers: [Register], provider: (any RegisterProvider)? = nil) {
        all = Dictionary(
            ([Register.documents] + registers).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.provider = provider
        breakers = all.mapValues { _ in Breaker() }
    }

    package subscript(id: String) -> Register? { all[id] }

    /// Those of the names whose registers are kept elsewhere.
    package func elsewhere(_ names: Set<String>) -> [Register] {
        guard provider != nil else { return [] }
        return names.sorted().compactMap { all[$0] }.filter { !$0.isPublic && $0.id != Register.documents.id }
    }

    /// Whether any register is kept elsewhere.
    package var areElsewhere: Bool { provider != nil }

    /// Puts the pack's demonstration records into the database; those that are kept elsewhere come from there.
    package func load(into store: Store, today: Day, at now: Date) async throws {
        let registers = all.values.filter { provider == nil || $0.isPublic }.sorted { $0.id < $1.id }
        try await store.write { transaction in
            for register in registers { try transaction.load(register, today: today, at: now) }
        }
    }

    /// Writes new values into a record that its owner holds; `reference` says by which case. A register that is kept elsewhere
    /// is told by a job.
    ///
    /// - Parameters:
    ///   - owner: who holds it now: nothing is written into the records of others.
    ///   - holder: whose it is from now on; nil where it stays whose it is.
    /// - Returns: whether he holds such a record.
    package func amend(
        _ id: String, of register: Register, with changes: Entries, from owner: String, to holder: String? = nil,
        by reference: String, at now: Date, in transaction: Transaction
    ) throws -> Bool {
        let isDone = try transaction.amend(
            id, of: register, with: changes, from: owner, to: holder, by: reference, at: now)
        if isDone, !elsewhere([register.id]).isEmpty {
            try transaction.planTelling(id, of: register, changes, to: holder, at: now)
        }
        return isDone
    }

    // MARK: Kept elsewhere

    /// Asks registers that are kept elsewhere for what they hold, where what they said last is no longer fresh. One that
    /// does not answer is left as it is: `isFresh` tells. Answers whether there is something new.
    @discardableResult
    package func refresh(_ names: Set<String>, for holder: String, in store: Store, at now: Date) async throws -> Bool {
        let registers = elsewhere(names)
        guard let provider, !registers.isEmpty, holder != "anonymous" else { return false }
        let answered = try await store.read { try $0.answeredAt(registers, for: holder).all }
        let old = registers.filter { register in
            !answered.contains { $0.register == register.id && Registers.isFresh($0.at, now) }
        }
        let answers = await withTaskGroup(of: (Register, [Record])?.self) { group in
            for register in old {
                group.addTask { [breaker = breakers[register.id]] in
                    guard let breaker else { return nil }
                    let records = try? await breaker.guarded(at: now) {
                        try await provider.records(of: register, holder: holder)
                    }
                    return records.map { (register, $0) }
                }
            }
            return await group.reduce(into: [(Register, [Record])]()) { all, one in if let one { all.append(one) } }
        }
        guard !answers.isEmpty else { return false }
        try await store.write { transaction in
            for (register, records) in answers {
                try transaction.copy(records, of: register, holder: holder, at: now)
            }
        }
        return true
    }

    /// Whether what a register answered at a moment still counts.
    package static func isFresh(_ answeredAt: Date, _ now: Date) -> Bool {
        abs(now.timeIntervalSince(answeredAt)) < freshness
    }

    /// Has registers that are kept elsewhere told what cases change.
    package func listen(on store: Store, clock: @escaping @Sendable () -> Date) {
        store.performOutside(TellRegister.self) { job in
            guard let provider,
                let told = try await store.glance({ try $0.amendment(job.amendment) }),
                let register = all[told.register]
            else { return }
            try await provider.amend(
                told.record, of: register, with: try Registers.changes(told.fields, register), to: told.holder,
                key: job.amendment)
            try await store.write { try $0.told(job.amendment, at: clock()) }
        }
    }
}
