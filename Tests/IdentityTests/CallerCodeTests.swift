import Foundation
import Kit
import Store
import Support
import Testing

@testable import Identity
@testable import Web

@Suite("Codes that callers read out")
struct CallerCodeTests {
    private let entity = Bilingual(ar: "كهرماء", en: "Kahramaa")

    private func send(
        _ desk: FrontDesk, about call: Reference, after seconds: Double = 0
    ) async throws -> Bool {
        let (site, entity) = (desk.site, entity)
        let person = try desk.person("arjun-nair")
        let now = FrontDesk.opening.addingTimeInterval(seconds)
        return try await desk.store.write {
            try $0.sendCallerCode(to: person, about: call, from: entity, site, at: now)
        }
    }

    private func check(
        _ desk: FrontDesk, _ typed: String, about call: Reference, after seconds: Double = 0
    ) async throws -> CallerCheck {
        let (site, now) = (desk.site, FrontDesk.opening.addingTimeInterval(seconds))
        return try await desk.store.write { try $0.checkCallerCode(typed, about: call, site, at: now) }
    }

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test("the message says who asks, and the right code is good once, for its own call")
    func once() async throws {
        let desk = try await FrontDesk()
        let (call, other) = (Reference.random(), Reference.random())
        #expect(try await send(desk, about: call))
        #expect(try await desk.messages().last?.contains("Kahramaa") == true)
        let code = try await desk.code()
        #expect(try await check(desk, code, about: other) == .spent)
        #expect(try await check(desk, "12 34", about: call) == .malformed)
        #expect(try await check(desk, code, about: call, after: 299) == .right)
        #expect(try await check(desk, code, about: call, after: 299) == .spent)
    }

    @Test("it is good for five minutes and for five tries")
    func ends() async throws {
        let desk = try await FrontDesk()
        let (late, guessed) = (Reference.random(), Reference.random())
        #expect(try await send(desk, about: late))
        let code = try await desk.code()
        #expect(try await check(desk, code, about: late, after: 300) == .spent)
        #expect(try await send(desk, about: guessed))
        let right = try await desk.code()
        for left in [4, 3, 2, 1] {
            #expect(try await check(desk, wrong(right), about: guessed) == .wrong(left: left))
        }
        #expect(try await check(desk, wrong(right), about: guessed) == .spent)
        #expect(try await check(desk, right, about: guessed) == .spent)
    }

    @Test("nobody is sent more than three within ten minutes, and can still sign in")
    func pestering() async throws {
        let desk = try await FrontDesk()
        for _ in 0..<3 { #expect(try await send(desk, about: .random())) }
        #expect(try await !send(desk, about: .random()))
        #expect(try await send(desk, about: .random(), after: 601))
        let qid = try #require(desk.person("arjun-nair").qid).digits
        #expect(try await desk.knock(Client(), qid: qid, after: 602).goes(to: "/en/sign-in/code"))
        #expect(try await desk.messages().last?.contains("sign in") == true)
    }
}
