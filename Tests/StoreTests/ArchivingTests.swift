import Foundation
import Kit
import Support
import Testing

@testable import Store

/// Leaves of a tree, which fall in their order; a test's own table with a guard.
private let leaves = [
    Migration(
        "2026-11-21-leaves-1",
        sqlite: """
            create table leaf (
                id text primary key,
                number integer not null,
                at integer not null,
                words text,
                bytes blob
            ) strict, without rowid;
            create trigger leaf_kept before delete on leaf
            begin select raise(abort, 'a leaf is never removed'); end;
            """)
]

private let fallen = OldRows("leaf", key: ["id"], before: { moment, _ in "at < \(moment)" })
private let day = 86_400.0
private let spring = Date(timeIntervalSince1970: 1_700_000_000)

@Suite("Archives") struct ArchivingTests {
    /// A store with so many leaves, one a day, and an empty archive.
    private func tree(_ count: Int) async throws -> (store: Store, archive: Store) {
        let store = try TestStore.make(leaves)
        try await store.write { transaction in
            for number in 0..<count {
                let at = spring.addingTimeInterval(Double(number) * day)
                let words: String? = number % 3 == 0 ? nil : "ورقة \(number)"
                try transaction.run(
                    """
                    insert into leaf (id, number, at, words, bytes)
                    values (\(Identifier.make(at: at)), \(number), \(at), \(words), \([UInt8(number % 256), 0]))
                    """)
            }
        }
        let archive = try Store(TestFolder.file())
        try archive.migrate(leaves)
        return (store, archive)
    }

    private func take(_ tree: (store: Store, archive: Store), before days: Int) throws -> [String: Int] {
        var rows: [String: Int] = [:]
        let moment = spring.addingTimeInterval(Double(days) * day)
        try Archiving.take([fallen], before: moment, from: tree.store, into: tree.archive) { rows[$0] = $1 }
        return rows
    }

    private func numbers(_ store: Store) async throws -> [Int] {
        try await store.read { try $0.all("select number from leaf order by number") { try $0.integer(0) } }
    }

    private func digest(_ store: Store) throws -> [UInt64] {
        try store.alone { try Table("leaf", on: $0).digest(on: $0) }
    }

    @Test("what is old leaves, over several batches, and comes back the same")
    func there() async throws {
        let tree = try await tree(4500)
        let before = try digest(tree.store)
        #expect(try take(tree, before: 4100)["leaf"] == 4100)
        #expect(try await numbers(tree.store) == Array(4100..<4500))
        #expect(try await numbers(tree.archive) == Array(0..<4100))
        #expect(try take(tree, before: 4100)["leaf"] == 0)
        for _ in 0..<2 {
            var rows: [String: Int] = [:]
            try Archiving.restore([fallen], from: tree.archive, into: tree.store) { rows[$0] = $1 }
            #expect(rows["leaf"] == 4100)
            #expect(try digest(tree.store) == before)
        }
    }

    @Test("what leaves later joins what left before")
    func twice() async throws {
        let tree = try await tree(30)
        _ = try take(tree, before: 10)
        _ = try take(tree, before: 20)
        #expect(try await numbers(tree.store) == Array(20..<30))
        #expect(try await numbers(tree.archive) == Array(0..<20))
    }

    @Test("afterwards nobody can remove a row, as before")
    func guarded() async throws {
        let tree = try await tree(10)
        _ = try take(tree, before: 5)
        await #expect(throws: (any Error).self) { try await tree.store.write { try $0.run("delete from leaf") } }
        #expect(try await numbers(tree.store) == Array(5..<10))
    }

    @Test("an archive that was interrupted before the rows were removed is gone on with")
    func interrupted() async throws {
        let tree = try await tree(10)
        try Archiving.restore([fallen], from: tree.store, into: tree.archive) { _, _ in }
        #expect(try await numbers(tree.archive).count == 10)
        #expect(try take(tree, before: 4)["leaf"] == 4)
        #expect(try await numbers(tree.store) == Array(4..<10))
    }

    @Test("where a row is not the same in the archive, nothing is removed")
    func differs() async throws {
        let tree = try await tree(10)
        try Archiving.restore([fallen], from: tree.store, into: tree.archive) { _, _ in }
        try await tree.archive.write { try $0.run("update leaf set words = 'another' where number = 2") }
        #expect(throws: Archiving.Fault.self) { try take(tree, before: 4) }
        #expect(try await numbers(tree.store).count == 10)
    }

    @Test("an archive of another version of the product is not mixed in")
    func otherSchema() async throws {
        let tree = try await tree(10)
        let other = try Store(TestFolder.file())
        try other.migrate([])
        #expect(throws: Archiving.Fault.self) { try take((tree.store, other), before: 5) }
    }

    @Test("only a new file, or one that was made as an archive, is taken for one")
    func mistaken() async throws {
        let file = try TestFolder.file()
        let store = try Store(file)
        try store.migrate(leaves)
        try await store.write { try $0.run("insert into leaf (id, number, at) values ('a', 1, 1)") }
        #expect(throws: Archiving.Fault.self) { try Archiving.open(file, leaves) }
        #expect(try await numbers(store) == [1])
        let other = try TestFolder.file()
        for _ in 0..<2 { try Archiving.open(other, leaves).close() }
    }

    @Test("what modules told each other long ago leaves too")
    func events() async throws {
        struct Fell: Event {
            static let name = "leaf.fell"
            let number: Int
        }
        let tree = try await tree(0)
        for number in 0..<4 {
            try await tree.store.write { try $0.publish(Fell(number: number), at: spring + Double(number) * day) }
        }
        #expect(try take(tree, before: 3)["event"] == 3)
        let left = try await tree.store.read { try $0.all("select payload from event") { try $0.text(0) } }
        #expect(left == [#"{"number":3}"#])
    }
}

@Suite("Partitions", .enabled(if: TestStore.isRemote, "SQLite keeps a table in one piece")) struct PartitioningTests {
    private let leaf = Partitioning(
        "leaf", by: .identifier("id"),
        also: """
            drop trigger leaf_kept on leaf_early;
            create trigger leaf_kept before delete on leaf for each row execute function leaf_kept();
            """)
    private let ring = Partitioning("ring", by: .number("number"))

    private func add(_ moment: Date, to store: Store) async throws {
        try await store.write {
            try $0.run(
                "insert into leaf (id, number, at) values (\(Identifier.make(at: moment)), 1, \(moment))")
        }
    }

    private func pieces(_ store: Store) async throws -> [String: Int] {
        let rows = try await store.read {
            try $0.all("select tableoid::regclass::text, count(*) from leaf group by 1") {
                try ($0.text(0), $0.integer(1))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    @Test("a table in use is parted with its rows and its guard; months are made once, and rows find theirs")
    func months() async throws {
        let store = try TestStore.make(leaves)
        let now = Date()
        try await add(now, to: store)
        try store.migrate(leaves + [leaf.migration("2026-11-21-leaves-2")])
        for _ in 0..<2 { try store.extend([leaf], at: now) }
        try await add(now, to: store)
        try await add(now + 40 * day, to: store)
        try await add(now + 3000 * day, to: store)
        let month = String(Day(number: Int((now + 40 * day).timeIntervalSince1970 / day)).description.prefix(7))
        let pieces = try await pieces(store)
        #expect(pieces == ["leaf_early": 2, "leaf_\(month.replacing("-", with: "_"))": 1, "leaf_rest": 1])
        await #expect(throws: (any Error).self) { try await store.write { try $0.run("delete from leaf") } }
    }

    @Test("nodes that start at once make each partition once")
    func together() async throws {
        let store = try TestStore.make(leaves)
        try store.migrate(leaves + [leaf.migration("2026-11-21-leaves-2")])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { [leaf] in try store.extend([leaf], at: Date()) } }
            try await group.waitForAll()
        }
        let count = try await store.read {
            try $0.one("select count(*) from pg_inherits where inhparent = to_regclass('leaf')") { try $0.integer(0) }
        }
        #expect(count == 14)
    }

    @Test("what came while there was no partition for it stays with the rest, and nothing fails")
    func late() async throws {
        let store = try TestStore.make(leaves)
        try store.migrate(leaves + [leaf.migration("2026-11-21-leaves-2")])
        let later = Date() + 800 * day
        try await add(later, to: store)
        try store.extend([leaf], at: later)
        try await add(later + 62 * day, to: store)
        let pieces = try await pieces(store)
        #expect(pieces["leaf_rest"] == 1 && pieces.count == 2)
    }

    @Test("a partition that an archive has emptied is let go")
    func emptied() async throws {
        let store = try TestStore.make(leaves)
        let now = Date()
        try store.migrate(leaves + [leaf.migration("2026-11-21-leaves-2")])
        try store.extend([leaf], at: now)
        for days in [0.0, 35, 70] { try await add(now + days * day, to: store) }
        let archive = try Store(TestFolder.file())
        try archive.migrate(leaves + [leaf.migration("2026-11-21-leaves-2")])
        try Archiving.take([fallen], before: now + 50 * day, from: store, into: archive) { _, _ in }
        #expect(try await pieces(store).count == 1)
        let early = try await store.read { try $0.one("select to_regclass('leaf_early') is null") { try $0.flag(0) } }
        #expect(early == true)
        // What comes from before then has a place all the same.
        try Archiving.restore([fallen], from: archive, into: store) { _, _ in }
        #expect(try await pieces(store).values.reduce(0, +) == 3)
    }

    @Test("numbers lie in partitions of a million")
    func millions() async throws {
        let table = Migration(
            "2026-11-21-rings-1", sqlite: "create table ring (number integer primary key, at integer) strict")
        let store = try TestStore.make([table, ring.migration("2026-11-21-rings-2")])
        try store.extend([ring], at: Date())
        for number in [0, 999_999, 1_000_000, 3_999_999, 90_000_000] {
            try await store.write { try $0.run("insert into ring (number) values (\(number))") }
        }
        let pieces = try await store.read {
            try $0.all("select tableoid::regclass::text from ring order by number") { try $0.text(0) }
        }
        #expect(pieces == ["ring_early", "ring_early", "ring_1", "ring_3", "ring_rest"])
    }
}
