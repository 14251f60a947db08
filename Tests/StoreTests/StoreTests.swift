import Foundation
import Kit
import Store
import Support
import Synchronization
import Testing

/// One line of a notebook, for tests.
private struct Note: Sendable, Hashable {
    let id: String
    let text: String
}

private let notebook = [
    Migration(
        "2026-11-21-notes-1",
        sqlite: "create table note (id text primary key, text text not null check (length(text) < 100000)) strict")
]

extension Transaction {
    fileprivate func insert(_ note: Note) throws {
        try run("insert into note (id, text) values (\(note.id), \(note.text))")
    }

    fileprivate func notes() throws -> [Note] {
        try all("select id, text from note order by id") { try Note(id: $0.text(0), text: $0.text(1)) }
    }
}

private struct Mishap: Error {}

@Suite("Statements") struct SQLTests {
    @Test(
        "a value is bound, whatever it is",
        arguments: [
            "'; drop table note; --", "\" or 1=1", "?", "\\", "%_", "a\u{301}'\u{301}", "\u{202E}x", "🕌", "",
            "\u{FFFD}", "NULL",
            "O'Neill\u{200D}'", "line\nbreak",
        ])
    func bound(_ text: String) async throws {
        let store = try TestStore.make(notebook)
        try await store.write { try $0.insert(Note(id: text, text: text)) }
        let found = try await store.read { try $0.one("select text from note where id = \(text)") { try $0.text(0) } }
        #expect(found.map { Array($0.utf8) } == Array(text.utf8))
        #expect(try await store.read { try $0.notes() }.count == 1)
    }

    @Test("a statement has a question mark for each value and none of its text")
    func text() {
        let part: SQL = "and b = \("two")"
        let statement: SQL = "select \(1) where a in \(list: ["x", "y"]) \(part) and c = \(nil as String?)"
        #expect(statement.text == "select ? where a in (?, ?) and b = ? and c = ?")
        #expect(statement.values == [.integer(1), .text("x"), .text("y"), .text("two"), .null])
        let empty: SQL = "a in \(list: [String]())"
        #expect(empty.text == "a in (null)" && empty.values.isEmpty)
    }

    @Test("moments, days, references, truth and bytes come back as they went in")
    func kinds() async throws {
        let store = try TestStore.make()
        let moment = Date(timeIntervalSince1970: 1_795_248_000.123)
        let day = try #require(Day(2026, 2, 28))
        let row = try await store.read { transaction in
            try transaction.one("select \(moment), \(day), \(true), \([UInt8](0...255)), \(Language.arabic)") {
                (try $0.moment(0), try $0.text(1), try $0.integer(2), try $0.blob(3), try $0.text(4))
            }
        }
        #expect(
            row?.0 == moment && row?.1 == "2026-02-28" && row?.2 == 1 && row?.3 == [UInt8](0...255) && row?.4 == "ar")
    }
}

@Suite("The database") struct StoreTests {
    @Test("an answer survives a power cut: nothing is answered before it is on disk")
    func durable() throws { #expect(try TestStore.make().isDurable()) }

    @Test("what was written is there after the file is opened again")
    func reopened() async throws {
        let location = try TestStore.location()
        let store = try Store(location)
        #expect(try store.migrate(notebook).count == 4)
        try await store.write { try $0.insert(Note(id: "1", text: "kept")) }
        try store.close()
        await #expect(throws: (any Error).self) { try await store.write { try $0.insert(Note(id: "2", text: "late")) } }
        let again = try Store(location)
        #expect(try again.migrate(notebook).isEmpty)
        #expect(try await again.read { try $0.notes() } == [Note(id: "1", text: "kept")])
    }

    @Test("one write that fails never touches the others of its group")
    func groups() async throws {
        let store = try TestStore.make(notebook)
        let failures = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<300 {
                group.addTask {
                    do {
                        try await store.write { transaction in
                            try transaction.insert(Note(id: "\(number)", text: "a"))
                            // Its own refusal, or one of the database, after something was written.
                            if number % 5 == 0 { throw Mishap() }
                            if number % 7 == 0 { try transaction.insert(Note(id: "\(number)", text: "again")) }
                        }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let expected = (0..<300).filter { $0 % 5 != 0 && $0 % 7 != 0 }.map { "\($0)" }
        #expect(failures == 300 - expected.count)
        #expect(Set(try await store.read { try $0.notes() }.map(\.id)) == Set(expected))
        if store.isEmbedded {
            #expect(store.meter.groups.reading.counts.reduce(0, +) < 300, "writes shared commits")
        }
    }

    @Test("whoever finds the line full is asked to come back; the others are served, and so is who comes later")
    func shed() async throws {
        let location = try TestStore.location()
        let store = try Store(location, waiting: 8)
        try store.migrate(notebook)
        let turnedAway = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<400 {
                group.addTask {
                    do {
                        try await store.write { transaction in
                            Thread.sleep(forTimeInterval: 0.001)
                            try transaction.insert(Note(id: "\(number)", text: "a"))
                        }
                        return false
                    } catch {
                        #expect(error is Unavailable)
                        return true
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(turnedAway > 0 && turnedAway < 400)
        try await store.write { try $0.insert(Note(id: "later", text: "b")) }
        #expect(try await store.read { try $0.notes() }.count == 400 - turnedAway + 1)
    }

    @Test("a read sees one state, whatever is written meanwhile")
    func snapshot() async throws {
        let store = try TestStore.make(notebook)
        try await store.write { try $0.insert(Note(id: "1", text: "a")) }
        await withThrowingTaskGroup(of: Void.self) { group in
            for number in 2..<60 {
                group.addTask { try await store.write { try $0.insert(Note(id: "\(number)", text: "b")) } }
                group.addTask {
                    try await store.read { transaction in
                        let before = try transaction.notes().count
                        #expect(try transaction.notes().count == before)
                    }
                }
            }
        }
    }

    @Test("reading cannot change anything")
    func readOnly() async throws {
        let store = try TestStore.make(notebook)
        let note = Note(id: "1", text: "x")
        await #expect(throws: (any Error).self) { try await store.read { try $0.insert(note) } }
        await #expect(throws: (any Error).self) { try await store.glance { try $0.insert(note) } }
        #expect(try await store.read { try $0.notes().isEmpty })
    }

    @Test("a copy made while others write is whole", .enabled(if: !TestStore.isRemote, "pg_dump makes PostgreSQL's"))
    func backup() async throws {
        let store = try TestStore.make(notebook)
        let path = try TestFolder.make().appending(path: "test.sqlite").path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                // Always two together.
                group.addTask {
                    try await store.write { transaction in
                        try transaction.insert(Note(id: "\(number)-a", text: "x"))
                        try transaction.insert(Note(id: "\(number)-b", text: "x"))
                    }
                }
            }
            group.addTask { try store.backup(to: path) }
            try await group.waitForAll()
        }
        let copy = try Store(path)
        let ids = try await copy.read { try $0.notes() }.map(\.id)
        #expect(ids.count % 2 == 0)
        for id in ids where id.hasSuffix("-a") { #expect(ids.contains(id.replacing("-a", with: "-b"))) }
        #expect(try await copy.pending(notebook).isEmpty)
        let state = try await copy.read { try $0.one("select * from pragma_integrity_check") { try $0.text(0) } }
        #expect(state == "ok")
        #expect(throws: (any Error).self) { try store.backup(to: path) }
    }

    @Test("a step that fails leaves the schema as it was, and the steps before it")
    func brokenMigration() async throws {
        let store = try TestStore.make(notebook)
        let broken = Migration("2026-11-22-notes-2", sqlite: "create table more (id text) strict; create nonsense")
        #expect(throws: (any Error).self) { try store.migrate(notebook + [broken]) }
        #expect(try await store.pending(notebook + [broken]) == [broken.name])
        await #expect(throws: (any Error).self) {
            try await store.read { try $0.all("select id from more") { try $0.text(0) } }
        }
    }

    @Test("steps of one day keep their order, and days go before modules")
    func ordered() async throws {
        let later = Migration("2026-12-01-a-1", sqlite: "create table b (a text references a (id)) strict")
        let sooner = Migration("2026-11-30-z-1", sqlite: "create table a (id text primary key) strict")
        let store = try TestStore.make()
        #expect(try await store.pending([later, sooner]) == [sooner.name, later.name])
        #expect(try store.migrate([later, sooner]) == [sooner.name, later.name])
    }

    @Test(
        "on the embedded database the process tells itself, after the commit, until nobody listens",
        .enabled(if: !TestStore.isRemote, "PostgreSQL tells its nodes"))
    func announcedHere() async throws {
        let store = try TestStore.make()
        let heard = Atomic<Int>(0)
        var listening: (any Sendable)? = store.listen(for: .content) { heard.add(1, ordering: .relaxed) }
        try await store.write { try $0.announce(.content) }
        try? await store.write { transaction in
            try transaction.announce(.content)
            throw NotFound()
        }
        #expect(heard.load(ordering: .relaxed) == 1)
        withExtendedLifetime(listening) {}
        listening = nil
        try await store.write { try $0.announce(.content) }
        #expect(heard.load(ordering: .relaxed) == 1)
    }

    @Test("what one node announces, another hears", .enabled(if: TestStore.isRemote, "SQLite has one node"))
    func announced() async throws {
        let location = try TestStore.location()
        let (here, there) = (try Store(location), try Store(location))
        try here.migrate([])
        let (heard, line) = AsyncStream.makeStream(of: Void.self)
        let listening = there.listen(for: .content) { line.yield() }
        var hearing = heard.makeAsyncIterator()
        // The first says that it listens.
        await hearing.next()
        try await here.write { try $0.announce(.content) }
        await hearing.next()
        withExtendedLifetime(listening) {}
    }

    @Test("of many nodes that write the same row, each reads what the one before it wrote")
    func counted() async throws {
        let location = try TestStore.location()
        let first = try Store(location)
        try first.migrate([
            Migration("2026-11-22-count-1", sqlite: "create table tally (one integer primary key, n integer) strict")
        ])
        try await first.write { _ = try $0.run("insert into tally (one, n) values (1, 0)") }
        let nodes = first.isEmbedded ? [first] : [first, try Store(location), try Store(location)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                let node = nodes[number % nodes.count]
                group.addTask {
                    try await node.write { transaction in
                        let n = try transaction.one("select n from tally") { try $0.integer(0) } ?? 0
                        try transaction.run("update tally set n = \(n + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await first.read { try $0.one("select n from tally") { try $0.integer(0) } } == 60)
    }

    /// A store with a table of notes, each with a number of its own.
    private func notes() throws -> (store: Store, numbering: Numbering) {
        let numbering = Numbering(table: "note", column: "number")
        let store = try TestStore.make([
            Migration(
                "2026-11-22-note-1",
                sqlite: "create table note (number integer primary key, words text not null) strict"
            ),
            numbering.migration("2026-11-22-note-2"),
        ])
        return (store, numbering)
    }

    @Test("numbers are given once each, whoever asks beside whom, and go on where they were")
    func numbers() async throws {
        let (store, numbering) = try notes()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<40 {
                group.addTask {
                    try await store.write { transaction in
                        let number = try transaction.next(numbering)
                        try transaction.run("insert into note (number, words) values (\(number), \("note \(turn)"))")
                    }
                }
            }
            try await group.waitForAll()
        }
        let numbers = try await store.read {
            try $0.all("select number from note order by number") { try $0.integer(0) }
        }
        #expect(Set(numbers).count == 40)
        if store.isEmbedded { #expect(numbers == Array(0..<40)) }
    }

    @Test("statements that nobody waits for are all carried out, however many, before the answer is given")
    func manyInLine() async throws {
        let store = try notes().store
        try await store.write { transaction in
            for number in 0..<100 { try transaction.run("insert into note (number, words) values (\(number), 'a')") }
            // One that is asked for sees those before it.
            #expect(try transaction.one("select count(*) from note") { try $0.integer(0) } == 100)
            for number in 100..<105 { try transaction.run("insert into note (number, words) values (\(number), 'a')") }
        }
        #expect(try await store.read { try $0.one("select count(*) from note") { try $0.integer(0) } } == 105)
    }

    @Test("one of them that fails undoes all, even where it is the last", arguments: [1, 33, 70])
    func lateFault(_ place: Int) async throws {
        let store = try notes().store
        await #expect(throws: (any Error).self) {
            try await store.write { transaction in
                for number in 0..<70 {
                    try transaction.run("insert into note (number, words) values (\(number), 'a')")
                    if number + 1 == place {
                        try transaction.run("insert into note (number, words) values (0, 'twice')")
                    }
                }
            }
        }
        #expect(try await store.glance { try $0.one("select count(*) from note") { try $0.integer(0) } } == 0)
        // The connection is as good as before.
        try await store.write { try $0.run("insert into note (number, words) values (1, 'b')") }
        #expect(try await store.glance { try $0.one("select words from note") { try $0.text(0) } } == "b")
    }

    @Test("questions that are asked together are answered each with its own rows, in whatever order they are looked at")
    func asked() async throws {
        let store = try notes().store
        let numbers = try await store.write { transaction in
            for number in 0..<3 { try transaction.run("insert into note (number, words) values (\(number), 'a')") }
            let all = try transaction.ask("select number from note order by number") { try $0.integer(0) }
            let none = try transaction.ask("select number from note where words = 'b'") { try $0.integer(0) }
            let last = try transaction.ask("select max(number) from note") { try $0.integer(0) }
            try transaction.run("insert into note (number, words) values (3, 'b')")
            let found = try (last.one, none.one, all.all)
            let now = try transaction.one("select count(*) from note") { try $0.integer(0) }
            return [found.0, found.1].map { $0 ?? -1 } + found.2 + [now ?? -1]
        }
        #expect(numbers == [2, -1, 0, 1, 2, 4])
        let many = try await store.read { transaction in
            try (0..<80).map { number in
                try transaction.ask("select words from note where number = \(number)") { try $0.text(0) }
            }.flatMap { try $0.all }
        }
        #expect(many == ["a", "a", "a", "b"])
    }

    @Test("a row that cannot be read is said where the answer is looked at; an answer nobody looks at harms nobody")
    func askedInVain() async throws {
        let store = try notes().store
        try await store.write { try $0.run("insert into note (number, words) values (1, 'a')") }
        let words = try await store.read { transaction in
            let wrong = try transaction.ask("select null from note") { try $0.text(0) }
            let right = try transaction.ask("select words from note") { try $0.text(0) }
            #expect(throws: StoreDefect.self) { try wrong.all }
            _ = try transaction.ask("select number from note") { try $0.integer(0) }
            return try right.one
        }
        #expect(words == "a")
        await #expect(throws: (any Error).self) {
            try await store.read { try $0.ask("select nothing from note") { try $0.text(0) }.all }
        }
        #expect(try await store.glance { try $0.one("select words from note") { try $0.text(0) } } == "a")
    }

    @Test(
        "a fault that is passed over is not answered as if all were written",
        .enabled(if: TestStore.isRemote, "SQLite undoes the one statement"))
    func passedOver() async throws {
        let store = try notes().store
        await #expect(throws: (any Error).self) {
            try await store.write { transaction in
                try transaction.run("insert into note (number, words) values (1, 'a')")
                _ = try? transaction.changed(by: "insert into note (number, words) values (1, 'twice')")
            }
        }
        #expect(try await store.glance { try $0.one("select count(*) from note") { try $0.integer(0) } } == 0)
    }

    @Test("a question without a transaction leaves none open, and sees what was written before it")
    func looks() async throws {
        let store = try notes().store
        for number in 0..<20 {
            try await store.write { try $0.run("insert into note (number, words) values (\(number), 'a')") }
            #expect(
                try await store.glance { try $0.one("select max(number) from note") { try $0.integer(0) } } == number)
        }
        guard !store.isEmbedded else { return }
        let open = try await store.glance {
            try $0.one(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and state like 'idle in transaction%'
                """
            ) { try $0.integer(0) }
        }
        #expect(open == 0)
    }

    @Test("one that takes long among many that are quick is not put off for ever")
    func patient() async throws {
        let store = try notes().store
        try await store.write { try $0.run("insert into note (number, words) values (0, '')") }
        let done = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { done.add() }
                try await store.write { transaction in
                    let words = try transaction.one("select words from note where number = 0") { try $0.text(0) } ?? ""
                    Thread.sleep(forTimeInterval: 0.03)
                    try transaction.run("update note set words = \(words + "slow") where number = 0")
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    var turns = 0
                    while done.value == 0, turns < 2000 {
                        turns += 1
                        try await store.write { transaction in
                            let words =
                                try transaction.one("select words from note where number = 0") { try $0.text(0) } ?? ""
                            try transaction.run(
                                "update note set words = \(String((words + "q").suffix(50))) where number = 0")
                        }
                    }
                    #expect(turns < 2000)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a secret is made once and stays")
    func secret() async throws {
        let store = try TestStore.make()
        let first = try await store.secret("seal")
        #expect(first.count == 32)
        #expect(try await store.secret("seal") == first)
        #expect(try await store.secret("other") != first)
    }
}
