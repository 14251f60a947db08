import Foundation
import Kit
import Store
import Testing

@testable import Identity
@testable import Web

@Suite("Signing in")
struct SignInTests {
    let hamad = "27963400117"

    @Test("QID, password and code open a session, and lead on to where the person was going")
    func signsIn() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let first = try await desk.knock(client, qid: "٢٧٩٦٣٤٠٠١١٧", next: "/en/services/exit-permit?page=2")
        #expect(first.goes(to: "/en/sign-in/code"))
        #expect(first.sessionToken == nil)
        let second = try await desk.enter(client, code: desk.code())
        #expect(second.goes(to: "/en/services/exit-permit?page=2"))
        let token = try #require(second.sessionToken)
        let visitor = try #require(try await desk.visitor(token))
        #expect(visitor.person == "hamad-al-marri")
        #expect(visitor.actingFor == nil)
        #expect(visitor.roles.isEmpty)
    }

    @Test("an officer's session carries his entity and services")
    func carriesRoles() async throws {
        let desk = try await FrontDesk()
        let visitor = try #require(try await desk.visitor(desk.signIn(Client(), as: "layla-haddad")))
        #expect(visitor.services == ["medical-commission-registration"])
        #expect(visitor.isOfficer && !visitor.isAuditor)
    }

    @Test("an unknown QID and a wrong password get the same answer")
    func tellsNothing() async throws {
        let desk = try await FrontDesk()
        let wrong = try await desk.knock(Client(), qid: hamad, password: "guess")
        let unknown = try await desk.knock(Client(address: "192.0.2.2"), qid: "29963400999", password: "guess")
        #expect(wrong.status == 422 && unknown.status == 422)
        #expect(wrong.text(without: hamad) == unknown.text(without: "29963400999"))
        #expect(wrong.headers.map(\.name) == unknown.headers.map(\.name))
        #expect(try await desk.messages().isEmpty)
    }

    @Test("checking nobody's hash is the whole work of checking somebody's, not an early no")
    func takesTheSameTime() throws {
        let real = try Password.hash("demo-hukoomi")
        let parameters = real.split(separator: "$").prefix(3)
        #expect(Password.nobody.split(separator: "$").prefix(3) == parameters)
        #expect(Password.check("guess", against: Password.nobody) == Password.check("guess", against: real))
        #expect(Password.check("guess", against: "no hash") != Password.check("guess", against: real))
    }

    @Test("a password is kept as argon2id, and is the same however its letters were composed")
    func hashes() throws {
        let hash = try Password.hash("caf\u{E9} ١٢٣ ")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(Password.matches("cafe\u{301} ١٢٣ ", hash))
        #expect(!Password.matches("café ١٢٣", hash))
        #expect(!Password.matches("", hash))
        #expect(try Password.hash("a") != Password.hash("a"))
    }

    @Test("what is missing or malformed is said at its field, and the password never comes back")
    func saysWhatIsWrong() async throws {
        let desk = try await FrontDesk()
        let answer = try await desk.knock(Client(), qid: "1234", password: "secret-word")
        #expect(answer.status == 422)
        #expect(answer.text.contains("id=\"e-qid\"") && answer.text.contains("value=\"1234\""))
        #expect(!answer.text.contains("secret-word"))
        let empty = try await desk.knock(Client(), qid: "", password: "")
        #expect(empty.text.contains("id=\"e-qid\"") && empty.text.contains("id=\"e-password\""))
    }

    @Test("people of the demonstration cannot sign in where there is none")
    func keepsDemoOut() async throws {
        let desk = try await FrontDesk(demo: false)
        #expect(try await desk.knock(Client(), qid: hamad).status == 422)
    }

    @Test(
        "addresses that lead away from the portal are dropped",
        arguments: [
            "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
            "http:evil.example", "javascript:alert(1)", "evil.example", "", " /account", "/a//evil.example", "/\t/evil",
            "/a\r\nSet-Cookie: session=x", "/\u{0}", "/..//evil.example", "/../evil", "/./evil", "/@\u{202E}evil",
            "/ar//evil.example", "/خدمات", "/sign-in", "/ar/sign-in/code", "/sign-out", "@evil.example",
        ])
    func dropsForeignAddresses(typed: String) {
        #expect(LocalPath(typed) == nil)
    }

    @Test(
        "addresses of the portal are kept, without their language",
        arguments: [
            ("/", "/"), ("/ar", "/"), ("/en/account", "/account"), ("/cases/8K2M47QDXP", "/cases/8K2M47QDXP"),
            ("/search?q=%D8%A5&page=2", "/search?q=%D8%A5&page=2"), ("/articles", "/articles"),
        ])
    func keepsOwnAddresses(typed: String, kept: String) {
        #expect(LocalPath(typed)?.description == kept)
    }

    @Test("a long address is dropped")
    func dropsLongAddresses() { #expect(LocalPath("/" + String(repeating: "a", count: 600)) == nil) }

    @Test("whoever signs in with a foreign address to go on to comes to his account")
    func comesHome() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let page = try await desk.identity.showSignIn(desk.context(client, query: ["next": "//evil.example"]))
        #expect(!page.text.contains("evil"))
        _ = try await desk.knock(client, qid: hamad, next: "//evil.example")
        #expect(try await desk.enter(client, code: desk.code()).goes(to: "/en/account"))
    }
}
