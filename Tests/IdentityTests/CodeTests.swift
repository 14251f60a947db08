import Foundation
import Kit
import Store
import Testing

@testable import Identity
@testable import Web

@Suite("Codes by SMS")
struct CodeTests {
    let hamad = "27963400117"

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test("a code is good once")
    func isGoodOnce() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        let code = try await desk.code()
        #expect(try await desk.enter(client, code: code).sessionToken != nil)
        let again = try await desk.enter(client, code: code)
        #expect(again.goes(to: "/en/sign-in") && again.sessionToken == nil)
    }

    @Test("a code sent twice at the same moment opens one session")
    func opensOneSession() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        let code = try await desk.code()
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 { group.addTask { try await desk.enter(client, code: code).sessionToken != nil } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
    }

    @Test("a code is good for five minutes")
    func runsOut() async throws {
        let desk = try await FrontDesk()
        let (early, late) = (Client(), Client(address: "192.0.2.2"))
        _ = try await desk.knock(early, qid: hamad)
        #expect(try await desk.enter(early, code: desk.code(), after: 299).sessionToken != nil)
        _ = try await desk.knock(late, qid: hamad)
        let answer = try await desk.enter(late, code: desk.code(), after: 301)
        #expect(answer.status == 422 && answer.sessionToken == nil)
    }

    @Test("after five wrong tries even the right code is refused")
    func countsTries() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        let code = try await desk.code()
        for _ in 0..<5 { #expect(try await desk.enter(client, code: wrong(code)).status == 422) }
        let answer = try await desk.enter(client, code: code)
        #expect(answer.status == 422 && answer.sessionToken == nil)
    }

    @Test(
        "what is not six digits is mended without costing a try",
        arguments: ["", "12345", "1234567", "12345a", "code"])
    func forgivesTypos(typed: String) async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        let code = try await desk.code()
        for _ in 0..<6 { #expect(try await desk.enter(client, code: typed).status == 422) }
        #expect(try await desk.enter(client, code: code).sessionToken != nil)
    }

    @Test("a code may be typed in any digits, with spaces")
    func readsDigits() {
        #expect(SignInCode("٤٨٢ ٩١٥")?.digits == "482915")
        #expect(SignInCode("482-915")?.digits == "482915")
        #expect((0..<200).allSatisfy { _ in SignInCode.random().digits.utf8.count == 6 })
    }

    @Test("a code is good only in the browser that asked for it")
    func staysInItsBrowser() async throws {
        let desk = try await FrontDesk()
        let (own, other) = (Client(), Client(address: "192.0.2.2"))
        _ = try await desk.knock(other, qid: "29081800326")
        _ = try await desk.code()
        _ = try await desk.knock(own, qid: hamad)
        let code = try await desk.code()
        #expect(try await desk.enter(other, code: code).sessionToken == nil)
        #expect(try await desk.enter(Client(), code: code).goes(to: "/en/sign-in"))
        #expect(try await desk.enter(own, code: code).sessionToken != nil)
    }

    @Test("three codes in ten minutes, and then no more until time has passed")
    func limitsCodes() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        for _ in 0..<2 {
            #expect(try await desk.identity.resendCode(desk.context(client)).goes(to: "/en/sign-in/code"))
        }
        #expect(try await desk.identity.resendCode(desk.context(client)).status == 429)
        // From another browser it is the same account.
        _ = try await desk.knock(Client(address: "192.0.2.9"), qid: hamad)
        #expect(try await desk.messages().count == 3)
        #expect(try await desk.identity.resendCode(desk.context(client, after: 601)).status == 303)
        #expect(try await desk.messages().count == 4)
    }

    @Test("somebody who has the password cannot use up the codes of the owner's own browser")
    func keepsTheOwnersCodes() async throws {
        let desk = try await FrontDesk()
        let (owner, thief) = (Client(), Client(address: "198.51.100.1"))
        _ = try await desk.signIn(owner, as: "hamad-al-marri")
        for _ in 0..<4 { _ = try await desk.knock(thief, qid: hamad, after: 700) }
        _ = try await desk.code()
        _ = try await desk.signIn(owner, as: "hamad-al-marri", after: 700)
    }

    @Test("only the last code sent is good")
    func replacesCodes() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await desk.knock(client, qid: hamad)
        let first = try await desk.code()
        _ = try await desk.identity.resendCode(desk.context(client, after: 5))
        let second = try await desk.code()
        if first != second { #expect(try await desk.enter(client, code: first, after: 6).sessionToken == nil) }
        #expect(try await desk.enter(client, code: second, after: 6).sessionToken != nil)
    }

    @Test("the message is in the person's own language and fits one SMS")
    func writesInHisLanguage() async throws {
        let desk = try await FrontDesk()
        _ = try await desk.knock(Client(), qid: hamad)
        let arabic = CodeLetter(desk.site, .arabic, in: "browser").text
        #expect(arabic.contains("حكومي") && arabic.utf16.count <= 70)
        let english = CodeLetter(desk.site, .english, in: "browser").text
        #expect(english.contains("Hukoomi") && english.utf16.count <= 160)
        #expect(try await desk.messages().first?.contains("رمز الدخول") == true)
    }
}
