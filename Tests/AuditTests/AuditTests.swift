import Foundation
import Kit
import Store
import Support
import Testing
import Web

@testable import Audit

private let noon = Date(timeIntervalSince1970: 1_795_262_400)
private let officer = Visitor(
    session: "s", person: "officer-1", name: Bilingual(ar: "سارة", en: "Sara"),
    roles: [.officer(entity: "moi", services: ["exit-permit"])], actingFor: nil)

private func store(looks: Int, at subject: String = "person:noora") async throws -> Store {
    let store = try TestStore.make(Audit.migrations)
    try await store.write { transaction in
        for number in 0..<looks {
            try transaction.recordLook(
                by: officer, at: subject, kind: "case", reference: "CASE-\(number)",
                now: noon.addingTimeInterval(Double(number)))
        }
    }
    return store
}

@Suite("The record of looks")
struct AuditTests {
    @Test("an empty record is whole")
    func empty() async throws {
        let store = try await store(looks: 0)
        #expect(try await store.read { try $0.verifyChain() } == .whole(looks: 0, archived: 0, hash: Look.origin))
    }

    @Test("a record as it was written is whole, over several readings of a thousand")
    func whole() async throws {
        let store = try await store(looks: 2001)
        guard case .whole(let looks, _, let hash) = try await store.read({ try $0.verifyChain() }) else {
            Issue.record("the chain is broken")
            return
        }
        #expect(looks == 2001)
        #expect(hash != Look.origin)
    }

    @Test("a look is neither changed nor removed by ordinary means")
    func appendOnly() async throws {
        let store = try await store(looks: 2)
        await #expect(throws: (any Error).self) {
            try await store.write { _ = try $0.run("update look set official = 'somebody' where seq = 0") }
        }
        await #expect(throws: (any Error).self) {
            try await store.write { _ = try $0.run("delete from look where seq = 1") }
        }
        #expect(try await store.read { try $0.allLooks(reference: nil, page: 1).looks.count } == 2)
    }

    /// As somebody does who has the database in his hands.
    private func unguard(_ store: Store, _ trigger: String) throws {
        try store.migrate([
            Migration(
                "2099-01-01-x-1", sqlite: "drop trigger \(trigger)", postgresql: "drop trigger \(trigger) on look")
        ])
    }

    @Test("a changed row is found at its place, even where its hash was kept")
    func changed() async throws {
        let store = try await store(looks: 5)
        try unguard(store, "look_unchanged")
        try await store.write { _ = try $0.run("update look set official = 'somebody' where seq = 3") }
        #expect(try await store.read { try $0.verifyChain() } == .broken(at: 3))
    }

    @Test("a changed row with a hash made anew breaks the row after it")
    func rehashed() async throws {
        let store = try await store(looks: 5)
        try unguard(store, "look_unchanged")
        try await store.write { transaction in
            try transaction.run("update look set reference = 'OTHER' where seq = 2")
            let links = try transaction.all("select \(Look.columns), previous from look where seq = 2") { row in
                try (Look(row: row), row.text(12))
            }
            for (look, previous) in links {
                try transaction.run("update look set hash = \(look.hash(after: previous)) where seq = 2")
            }
        }
        #expect(try await store.read { try $0.verifyChain() } == .broken(at: 3))
    }

    @Test("a removed row is found, in the middle and at the end", arguments: [(2, 2), (4, 4)])
    func removed(row: Int, place: Int) async throws {
        let store = try await store(looks: 5)
        try unguard(store, "look_kept")
        try await store.write { _ = try $0.run("delete from look where seq = \(row)") }
        #expect(try await store.read { try $0.verifyChain() } == .broken(at: place))
    }

    /// Takes the looks before one out into a new archive.
    private func take(_ store: Store, before seq: Int) throws -> Store {
        let archive = try Archiving.open(TestFolder.file(), Audit.migrations)
        try Archiving.take(
            Audit.oldRows, before: noon.addingTimeInterval(Double(seq)), from: store, into: archive
        ) { _, _ in }
        return archive
    }

    private func restore(_ archive: Store, into store: Store) throws {
        try Archiving.restore(Audit.oldRows, from: archive, into: store) { _, _ in }
    }

    @Test("the chain goes on from what is in an archive, and begins with what comes back")
    func archived() async throws {
        let store = try await store(looks: 6)
        guard case .whole(_, _, let hash) = try await store.read({ try $0.verifyChain() }) else {
            Issue.record("broken")
            return
        }
        let archive = try take(store, before: 4)
        #expect(try await store.read { try $0.verifyChain() } == .whole(looks: 6, archived: 4, hash: hash))
        #expect(try await store.read { try $0.allLooks(reference: nil, page: 1).looks.map(\.seq) } == [5, 4])
        try restore(archive, into: store)
        #expect(try await store.read { try $0.verifyChain() } == .whole(looks: 6, archived: 0, hash: hash))
        _ = try take(store, before: 100)
        #expect(try await store.read { try $0.verifyChain() } == .whole(looks: 6, archived: 6, hash: hash))
        try await store.write { transaction in
            try transaction.recordLook(by: officer, at: "person:noora", kind: "case", reference: "NEW", now: noon)
        }
        guard case .whole(7, 6, _) = try await store.read({ try $0.verifyChain() }) else {
            Issue.record("broken")
            return
        }
    }

    @Test("of two archives the later comes back first")
    func order() async throws {
        let store = try await store(looks: 9)
        let (first, second) = (try take(store, before: 3), try take(store, before: 6))
        #expect(throws: Archiving.Fault.self) { try restore(first, into: store) }
        guard case .whole(9, 6, _) = try await store.read({ try $0.verifyChain() }) else {
            Issue.record("what was refused has changed something")
            return
        }
        for archive in [second, first] { try restore(archive, into: store) }
        guard case .whole(9, 0, _) = try await store.read({ try $0.verifyChain() }) else {
            Issue.record("broken")
            return
        }
    }

    @Test("a record that was tampered with does not leave, and what is put before the chain is found")
    func tampered() async throws {
        let store = try await store(looks: 5)
        _ = try take(store, before: 2)
        try await store.write { transaction in
            try transaction.run(
                """
                insert into look (\(Look.columns), previous, hash)
                select 1, at, official, official_ar, official_en, entity, subject, kind, reference, about_ar, about_en,
                    purpose, previous, hash from look where seq = 3
                """)
        }
        #expect(try await store.read { try $0.verifyChain() } == .broken(at: 1))
        #expect(throws: Archiving.Fault.self) { _ = try take(store, before: 4) }
        #expect(try await store.read { try $0.one("select count(*) from look") { try $0.integer(0) } } == 4)
    }

    @Test("two looks that differ only in where one field ends have different entries")
    func unambiguous() {
        func look(_ kind: String, _ reference: String, about: Bilingual?) -> Look {
            Look(
                seq: 0, at: noon, official: "o", officialName: Bilingual(same: "n"), entity: nil, subject: "person:p",
                kind: kind, reference: reference, about: about, purpose: "p")
        }
        #expect(look("ab", "c", about: nil).entry != look("a", "bc", about: nil).entry)
        #expect(look("a", "c", about: nil).entry != look("a", "c", about: Bilingual(ar: "", en: "")).entry)
        #expect(look("a", "c", about: nil).hash(after: Look.origin).count == 64)
    }

    @Test("a person sees the looks at his own data, newest first, and at nobody else's")
    func ownOnly() async throws {
        let store = try await store(looks: 3)
        try await store.write { transaction in
            try transaction.recordLook(
                by: officer, at: "organisation:noora", kind: "case", reference: "ORG",
                about: Bilingual(ar: "إذن", en: "Permit"),
                now: noon)
        }
        let own = try await store.read { try $0.looks(at: "person:noora", page: 1) }
        #expect(own.looks.map(\.reference) == ["CASE-2", "CASE-1", "CASE-0"])
        #expect(own.looks.allSatisfy { $0.entity == "moi" && $0.official == "officer-1" })
        let other = try await store.read { try $0.looks(at: "person:hamad", page: 1) }
        #expect(other.looks.isEmpty)
        let organisation = try await store.read { try $0.looks(at: "organisation:noora", page: 1) }
        #expect(organisation.looks.map(\.about) == [Bilingual(ar: "إذن", en: "Permit")])
    }

    @Test("an auditor finds the looks at one reference, and pages beyond the last are the last")
    func filtered() async throws {
        let store = try await store(looks: 60)
        let one = try await store.read { try $0.allLooks(reference: "CASE-7", page: 1) }
        #expect(one.looks.map(\.seq) == [7])
        let last = try await store.read { try $0.allLooks(reference: nil, page: .max) }
        #expect((last.page, last.pages) == (3, 3))
        #expect(last.looks.map(\.seq) == Array((0..<10).reversed()))
        let first = try await store.read { try $0.allLooks(reference: nil, page: -1) }
        #expect(first.looks.first?.seq == 59)
    }

    @Test("a holder that is neither a person nor an organisation is refused by the schema")
    func holder() async throws {
        let store = try await store(looks: 0)
        await #expect(throws: (any Error).self) {
            try await store.write {
                try $0.recordLook(by: officer, at: "noora", kind: "case", reference: "R", now: noon)
            }
        }
        #expect(try await store.read { try $0.verifyChain() } == .whole(looks: 0, archived: 0, hash: Look.origin))
    }
}
