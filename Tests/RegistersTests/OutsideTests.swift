import Content
import Foundation
import Kit
import Logging
import Rules
import Store
import Support
import Testing
import Web

@testable import Registers

/// Registers that are kept elsewhere, seen from the portal: what is asked, what is taken for an answer, what is kept.
@Suite("Registers elsewhere") struct OutsideTests {
    private static let now = Date(timeIntervalSince1970: 1_795_327_200)
    private static let holder = "person:omar-abdelrahman"
    private let register: Register
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        let all = Register.read(PackFolder(path: World.content), Inspection())
        register = try #require(all.first { $0.id == "vehicles" })
    }

    private func provider(_ body: String, status: Int = 200) -> HTTPRegisters {
        HTTPRegisters(
            base: "http://registers.test", key: "key",
            wire: Wire { _ in Wire.Reply(status: status, body: Array(body.utf8)) }, log: log)
    }

    private func answer(_ records: String, register: String = "vehicles", holder: String = OutsideTests.holder)
        -> String
    {
        "{\"register\":\"\(register)\",\"holder\":\"\(holder)\",\"records\":[\(records)]}"
    }

    @Test("an answer is read by the kinds of the pack; a field that is missing is null, one more is passed over")
    func read() async throws {
        let line = #"{"id":"a","fields":{"plate":"1","make":{"ar":"سيارة","en":"Car"},"year":"2020","new":"x"}}"#
        let records = try await provider(answer(line)).records(of: register, holder: Self.holder)
        #expect(records.count == 1)
        #expect(records[0].fields["plate"] == "1")
        #expect(records[0].fields["year"] == 2020)
        #expect(records[0].fields["insured_until"] == .null)
        #expect(records[0].fields["new"] == nil)
    }

    @Test(
        "what cannot be an answer is none",
        arguments: [
            "", "<html>", "{}", #"{"register":"vehicles","holder":"person:omar-abdelrahman"}"#,
            #"{"register":"vehicles","holder":"person:else","records":[]}"#,
            #"{"register":"violations","holder":"person:omar-abdelrahman","records":[]}"#,
            #"{"register":"vehicles","holder":"person:omar-abdelrahman","records":[{"id":"hand:1","fields":{}}]}"#,
            #"{"register":"vehicles","holder":"person:omar-abdelrahman","records":[{"id":"","fields":{}}]}"#,
            #"{"register":"vehicles","holder":"person:omar-abdelrahman","records":[{"id":"a","fields":{"year":"new"}}]}"#,
            #"{"register":"vehicles","holder":"person:omar-abdelrahman","records":[{"id":"a","fields":{"inspected":"1.2.26"}}]}"#,
        ])
    func rubbish(_ body: String) async {
        await #expect(throws: (any Error).self) {
            try await provider(body).records(of: register, holder: Self.holder)
        }
        await #expect(throws: (any Error).self) {
            try await provider(answer(""), status: 500).records(of: register, holder: Self.holder)
        }
    }

    @Test("who does not answer in time is not waited for, and after three times not asked for a while")
    func silent() async throws {
        let asked = Counter()
        let silent = HTTPRegisters(
            base: "", key: "",
            wire: Wire { _ in
                asked.add()
                try await Task.sleep(for: .seconds(60))
                return Wire.Reply(status: 200, body: [])
            }, patience: .milliseconds(20), log: log)
        let store = try TestStore.make(Registers.migrations)
        let registers = Registers([register], provider: silent)
        for _ in 0..<5 {
            #expect(try await !registers.refresh(["vehicles"], for: Self.holder, in: store, at: Self.now))
        }
        #expect(asked.value == Breaker.most)
        _ = try await registers.refresh(["vehicles"], for: Self.holder, in: store, at: Self.now + 31)
        #expect(asked.value == Breaker.most + 1)
    }

    @Test("a copy is what was answered last: gone is gone; what the register has not been told yet is not lost")
    func copies() async throws {
        let store = try TestStore.make(Registers.migrations)
        let both = #"{"id":"a","fields":{"plate":"1","status":"registered"}},{"id":"b","fields":{"plate":"2"}}"#
        let first = Registers([register], provider: provider(answer(both)))
        #expect(try await first.refresh(["vehicles"], for: Self.holder, in: store, at: Self.now))
        // It is fresh, and not asked for again.
        #expect(try await !first.refresh(["vehicles"], for: Self.holder, in: store, at: Self.now + 60))
        let register = register
        try await store.write { transaction in
            _ = try first.amend(
                "a", of: register, with: Entries(["status": "exported"]), from: Self.holder, by: "CASE", at: Self.now,
                in: transaction)
        }
        let one = #"{"id":"a","fields":{"plate":"1","status":"registered"}}"#
        let second = Registers([register], provider: provider(answer(one)))
        #expect(try await second.refresh(["vehicles"], for: Self.holder, in: store, at: Self.now + 600))
        let records = try await store.read { try $0.records(of: register, holder: Self.holder).all }
        #expect(records.map(\.id) == ["a"])
        #expect(records.first?.fields["status"] == "exported")
        #expect(records.first?.fields["plate"] == "1")
    }

    @Test("who sold his last one has none: an empty answer empties the copy")
    func emptied() async throws {
        let store = try TestStore.make(Registers.migrations)
        let one = #"{"id":"a","fields":{"plate":"1"}}"#
        _ = try await Registers([register], provider: provider(answer(one)))
            .refresh(["vehicles"], for: Self.holder, in: store, at: Self.now)
        _ = try await Registers([register], provider: provider(answer("")))
            .refresh(["vehicles"], for: Self.holder, in: store, at: Self.now + 600)
        let register = register
        #expect(try await store.read { try $0.records(of: register, holder: Self.holder).all }.isEmpty)
    }

    @Test(
        "what a case gave to somebody else is his, before the register knows; nothing is written into records of others"
    )
    func givenAway() async throws {
        let store = try TestStore.make(Registers.migrations)
        let one = #"{"id":"a","fields":{"plate":"1"}}"#
        let (seller, buyer) = (Self.holder, "person:arjun-nair")
        let sold = Registers([register], provider: provider(answer(one)))
        _ = try await sold.refresh(["vehicles"], for: seller, in: store, at: Self.now)
        let register = register
        try await store.write { transaction in
            let isDone = try sold.amend(
                "a", of: register, with: Entries(), from: seller, to: buyer, by: "CASE", at: Self.now, in: transaction)
            let again = try sold.amend(
                "a", of: register, with: Entries(["plate": "9"]), from: seller, by: "OTHER", at: Self.now,
                in: transaction)
            #expect(isDone && !again)
        }
        // Neither of them is told otherwise by a register that does not know yet.
        let none = Registers([register], provider: provider(answer("", holder: buyer)))
        _ = try await none.refresh(["vehicles"], for: buyer, in: store, at: Self.now + 600)
        _ = try await sold.refresh(["vehicles"], for: seller, in: store, at: Self.now + 600)
        let held = try await store.read { transaction in
            (
                try transaction.records(of: register, holder: buyer).all.map(\.id),
                try transaction.records(of: register, holder: seller).all.map(\.id)
            )
        }
        #expect(held == (["a"], []))
    }

    @Test("nobody's records are asked for before anybody has signed in, and public registers are kept here")
    func nobody() async throws {
        let asked = Counter()
        let provider = HTTPRegisters(
            base: "", key: "",
            wire: Wire { _ in
                asked.add()
                return Wire.Reply(status: 500, body: [])
            }, log: log)
        let registers = Registers(Register.read(PackFolder(path: World.content), Inspection()), provider: provider)
        let store = try TestStore.make(Registers.migrations)
        _ = try await registers.refresh(["vehicles"], for: "anonymous", in: store, at: Self.now)
        _ = try await registers.refresh(["tariff-lines"], for: Self.holder, in: store, at: Self.now)
        #expect(asked.value == 0)
    }

    @Test("the keeper of demonstrations writes once for each key, and knows who asks")
    func keeper() async throws {
        let keeper = SandboxRegisters([register], key: "key", today: try #require(Day(2026, 11, 22)))
        func patch(_ key: String, _ body: String, asker: String = "Bearer key") async -> Int {
            await keeper.respond(
                method: "PATCH", path: "/registers/vehicles/records/ve-204518", query: "",
                headers: ["authorization": asker, "idempotency-key": key], body: Array(body.utf8)
            ).status
        }
        #expect(await patch("1", #"{"fields":{"status":"exported"}}"#) == 204)
        #expect(await patch("1", #"{"fields":{"status":"registered"}}"#) == 204)
        #expect(await patch("2", #"{"fields":{"year":"old"}}"#) == 422)
        #expect(await patch("", #"{"fields":{}}"#) == 400)
        #expect(await patch("3", #"{"fields":{}}"#, asker: "Bearer other") == 401)
        let wire = Wire { question in
            let parts = question.address.split(separator: "?")
            let answer = await keeper.respond(
                method: question.method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
                headers: question.headers, body: question.body)
            return Wire.Reply(status: answer.status, body: answer.body)
        }
        let records = try await HTTPRegisters(base: "", key: "key", wire: wire, log: log)
            .records(of: register, holder: Self.holder)
        #expect(records.first { $0.id == "ve-204518" }?.fields["status"] == "exported")
        // What went to somebody else is his.
        #expect(await patch("4", #"{"fields":{},"holder":"person:arjun-nair"}"#) == 204)
        #expect(
            try await HTTPRegisters(base: "", key: "key", wire: wire, log: log)
                .records(of: register, holder: "person:arjun-nair").contains { $0.id == "ve-204518" })
    }
}
