import Catalogue
package import Foundation
import Identity
import Kit
import Registers
import Statistics
package import Store

/// Puts the people, companies and records of a replay into the database.
package struct Population: Sendable {
    private let plan: ReplayPlan
    private let pack: ContentPack
    private let today: Day
    private let now: Date

    package init(pack: ContentPack, month: String, share: Double, now: Date) throws {
        guard let published = pack.history.published(month) else {
            throw ReplayFault("statistics.yaml has no figures of \(month)")
        }
        plan = try ReplayPlan(published, share: share)
        self.pack = pack
        self.now = now
        today = pack.catalogue.pack.calendar.day(of: now)
    }

    /// Answers how many people and records there are now.
    package func load(into store: Store) async throws -> (people: Int, records: Int) {
        guard let password = pack.people?.password else { throw ReplayFault("the pack has no people of its own") }
        let identity = Identity(store: store, links: [])
        let registers = Dictionary(uniqueKeysWithValues: pack.registers.map { ($0.id, $0) })
        var everybody = plan.everybody[...]
        var (people, records) = (0, 0)
        while !everybody.isEmpty {
            let some = Array(everybody.prefix(200))
            everybody = everybody.dropFirst(200)
            try await identity.load(People(some, password: password), at: now)
            let held = some.flatMap { $0.records(plan, today: today) }
            let now = now
            try await store.write { transaction in
                for record in held {
                    guard let register = registers[record.register] else {
                        throw ReplayFault("the pack has no register «\(record.register)»")
                    }
                    try transaction.insert(record, into: register, at: now)
                }
            }
            people += some.count
            records += held.count
        }
        return (people, records)
    }
}

extension People {
    fileprivate init(_ some: [ReplayPerson], password: String) {
        self.init(
            password: password,
            entries: some.compactMap { one in
                one.person.map {
                    Entry(person: $0, about: $0.name, represents: one.company.map { [$0.id] } ?? [])
                }
            }, organisations: some.compactMap(\.company))
    }
}
