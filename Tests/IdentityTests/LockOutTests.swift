import Foundation
import Kit
import Store
import Testing

@testable import Identity
@testable import Web

@Suite("Guessing passwords")
struct LockOutTests {
    let hamad = "27963400117"

    @Test("an address that guesses is kept waiting, and another is not")
    func blocksOneAddress() async throws {
        let desk = try await FrontDesk()
        let thief = Client(address: "198.51.100.1")
        for _ in 0..<5 { #expect(try await desk.knock(thief, qid: hamad, password: "guess").status == 422) }
        let blocked = try await desk.knock(thief, qid: hamad)
        #expect(blocked.status == 429 && blocked.header("retry-after") == "15")
        #expect(try await desk.knock(Client(), qid: hamad).goes(to: "/en/sign-in/code"))
        #expect(try await desk.knock(thief, qid: hamad, after: 16).goes(to: "/en/sign-in/code"))
    }

    @Test("a number that nobody has is blocked just the same")
    func blocksUnknownNumbers() async throws {
        let desk = try await FrontDesk()
        let thief = Client(address: "198.51.100.1")
        for _ in 0..<5 { _ = try await desk.knock(thief, qid: "29963400999", password: "guess") }
        let answer = try await desk.knock(thief, qid: "29963400999")
        #expect(answer.status == 429 && answer.header("retry-after") == "15")
    }

    @Test("guesses at the same moment count as many")
    func countsAtOnce() async throws {
        let desk = try await FrontDesk()
        let thief = Client(address: "198.51.100.1")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<30 {
                group.addTask { try await desk.knock(thief, qid: "27963400117", password: "guess").status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 422 } == 5)
        #expect(statuses.count { $0 == 429 } == 25)
    }

    @Test("a browser that has signed in before is not kept waiting by others, not even behind the same address")
    func sparesKnownBrowsers() async throws {
        let desk = try await FrontDesk()
        let owner = Client()
        _ = try await desk.signIn(owner, as: "hamad-al-marri")
        for _ in 0..<8 { _ = try await desk.knock(Client(), qid: hamad, password: "guess", after: 60) }
        for number in 1...40 {
            let thief = Client(address: "198.51.100.\(number)")
            _ = try await desk.knock(thief, qid: hamad, password: "guess", after: 60)
        }
        #expect(try await desk.knock(Client(address: "203.0.113.5"), qid: hamad, after: 61).status == 429)
        _ = try await desk.signIn(owner, as: "hamad-al-marri", after: 61)
    }

    @Test("guessing from everywhere keeps new places waiting a minute at most")
    func slowsEverywhere() async throws {
        let desk = try await FrontDesk()
        for number in 0..<40 {
            let thief = Client(address: "198.51.100.\(number)")
            _ = try await desk.knock(thief, qid: hamad, password: "guess", after: Double(number) * 61)
        }
        let last = 39.0 * 61
        #expect(try await desk.knock(Client(), qid: hamad, after: last + 30).status == 429)
        #expect(try await desk.knock(Client(), qid: hamad, after: last + 61).status == 303)
    }

    @Test("wrong codes count as failures too")
    func countsCodes() async throws {
        let desk = try await FrontDesk()
        let thief = Client(address: "198.51.100.1")
        _ = try await desk.knock(thief, qid: hamad)
        let code = try await desk.code()
        for _ in 0..<5 { _ = try await desk.enter(thief, code: code == "000000" ? "000001" : "000000") }
        #expect(try await desk.knock(thief, qid: hamad).status == 429)
    }

    @Test("the wait doubles up to its limit")
    func doubles() {
        #expect((1...12).map { Backoff.place.pause(after: $0) } == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900])
        #expect(Backoff.place.pause(after: 100_000) == 900)
        #expect(Backoff.account.pause(after: 20) == 0)
        #expect(Backoff.account.pause(after: 1000) == 60)
    }

    @Test("neither a QID nor an address stands in what is counted")
    func keepsNoAddresses() async throws {
        let desk = try await FrontDesk()
        _ = try await desk.knock(Client(address: "198.51.100.77"), qid: hamad, password: "guess")
        _ = try await desk.signIn(Client(address: "198.51.100.77"), as: "hamad-al-marri")
        let rows = try await desk.store.read { transaction in
            try transaction.all(
                """
                select account || place from sign_in_failure union select account || place from known_place
                """
            ) { try $0.text(0) }
        }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { !$0.contains(hamad) && !$0.contains("198.51") })
    }

    @Test(
        "of an IPv6 address the network counts, of an IPv4 address all",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8::1", "2001:db8:0:0"),
            ("::1", "0:0:0:0"), ("fe80::1%eth0", "fe80:0:0:0"), ("::ffff:192.0.2.1", "192.0.2.1"), ("local", "local"),
        ])
    func takesTheNetwork(address: String, network: String) {
        #expect(Network.of(address) == network)
    }
}
