import Foundation
import Kit
import Store
import Testing

@testable import Identity
@testable import Web

@Suite("Sessions")
struct SessionTests {
    @Test("signing out ends the session on the server")
    func endsOnServer() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let token = try await desk.signIn(client, as: "hamad-al-marri")
        let visitor = try #require(try await desk.visitor(token))
        let answer = try await desk.identity.signOut(desk.context(client, form: ["x": ""], visitor: visitor))
        #expect(answer.goes(to: "/en"))
        #expect(answer.header("set-cookie")?.contains("Max-Age=0") == true)
        #expect(try await desk.visitor(token) == nil)
    }

    @Test("a session ends after two hours without a request, and after twelve in any case")
    func runsOut() async throws {
        let desk = try await FrontDesk()
        let token = try await desk.signIn(Client(), as: "hamad-al-marri")
        #expect(try await desk.visitor(token, after: 7199) != nil)
        #expect(try await desk.visitor(token, after: 7199 + 7201) == nil)
        let busy = try await desk.signIn(Client(address: "192.0.2.2"), as: "hamad-al-marri")
        for hour in 1...11 { #expect(try await desk.visitor(busy, after: Double(hour) * 3600) != nil) }
        #expect(try await desk.visitor(busy, after: 43_201) == nil)
    }

    @Test("the database has no token that would open a session")
    func keepsNoToken() async throws {
        let desk = try await FrontDesk()
        let token = try await desk.signIn(Client(), as: "hamad-al-marri")
        let digests = try await desk.store.read { try $0.all("select digest from session") { try $0.text(0) } }
        #expect(digests == [Secret.digest(token)])
        #expect(try await desk.visitor(Secret.digest(token)) == nil)
    }

    @Test("a new sign-in has a new token, and the browser's old session is over")
    func rotates() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let old = try await desk.signIn(client, as: "hamad-al-marri")
        let new = try await desk.signIn(client, as: "omar-abdelrahman", after: 10)
        #expect(old != new)
        #expect(try await desk.visitor(old, after: 11) == nil)
        #expect(try await desk.visitor(new, after: 11)?.person == "omar-abdelrahman")
    }

    @Test("a person sees and ends his own sessions, and nobody else's")
    func endsOwn() async throws {
        let desk = try await FrontDesk()
        let (phone, tablet, stranger) = (Client(), Client(address: "192.0.2.2"), Client(address: "192.0.2.3"))
        let first = try await desk.signIn(phone, as: "hamad-al-marri")
        let second = try await desk.signIn(tablet, as: "hamad-al-marri")
        let other = try await desk.signIn(stranger, as: "omar-abdelrahman")
        let omar = try #require(try await desk.visitor(other))
        let page = try await desk.identity.showSessions(desk.context(stranger, visitor: omar))
        #expect(!page.text.contains(Secret.digest(first)))
        let form = ["session": Secret.digest(first)]
        _ = try await desk.identity.endSession(desk.context(stranger, form: form, visitor: omar))
        let hamad = try #require(try await desk.visitor(first))
        _ = try await desk.identity.endSession(desk.context(phone, form: ["session": "others"], visitor: hamad))
        #expect(try await desk.visitor(first) != nil)
        #expect(try await desk.visitor(second) == nil)
        #expect(try await desk.visitor(other) != nil)
    }

    @Test("being seen is written at most once a minute")
    func writesSeldom() async throws {
        let desk = try await FrontDesk()
        let token = try await desk.signIn(Client(), as: "hamad-al-marri")
        func seen() async throws -> Date? {
            try await desk.store.read { try $0.one("select seen_at from session") { try $0.moment(0) } }
        }
        _ = try await desk.visitor(token, after: 59)
        #expect(try await seen() == FrontDesk.opening)
        _ = try await desk.visitor(token, after: 61)
        #expect(try await seen() == FrontDesk.opening.addingTimeInterval(61))
    }

    @Test("a representative acts for his organisations and no others, and a power withdrawn ends at once")
    func acts() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let token = try await desk.signIn(client, as: "maryam-al-sulaiti")
        let visitor = try #require(try await desk.visitor(token))
        func pick(_ organisation: String) async throws -> Answer {
            let form = ["organisation": organisation, "next": "/services"]
            return try await desk.identity.changeActing(desk.context(client, form: form, visitor: visitor))
        }
        #expect(try await pick("al-wadi-contracting").goes(to: "/en/services"))
        #expect(try await desk.visitor(token)?.actingFor?.id == "al-wadi-contracting")
        await #expect(throws: NotFound.self) { _ = try await pick("gulf-lantern-trading") }
        await #expect(throws: NotFound.self) { _ = try await pick("no-such-company") }
        #expect(try await desk.visitor(token)?.actingFor?.id == "al-wadi-contracting")
        try await desk.store.write { transaction in
            try transaction.withdraw("maryam-al-sulaiti", from: "al-wadi-contracting", at: FrontDesk.opening)
        }
        #expect(try await desk.visitor(token)?.actingFor == nil)
        _ = try await pick("al-wadi-maintenance")
        _ = try await pick("")
        #expect(try await desk.visitor(token)?.actingFor == nil)
    }

    @Test("the account page shows the person's data with its numbers masked")
    func masks() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let visitor = try #require(try await desk.visitor(desk.signIn(client, as: "hamad-al-marri")))
        let page = try await desk.identity.showAccount(desk.context(client, visitor: visitor))
        #expect(page.text.contains("Hamad Salem Al Marri") && page.text.contains("••••••••117"))
        #expect(!page.text.contains("27963400117") && !page.text.contains("55500101"))
        #expect(!page.text.contains("⟦identity"))
    }

    @Test("links of the account page are for those they are for")
    func picksLinks() {
        let link = AccountLink(title: "queue", path: "/officer", who: .officer)
        func visitor(_ roles: [Role]) -> Visitor {
            Visitor(session: "", person: "", name: Bilingual(same: ""), roles: roles, actingFor: nil)
        }
        #expect(link.isFor(visitor([.officer(entity: "moi", services: ["exit-permit"])])))
        #expect(!link.isFor(visitor([.editor, .auditor])))
    }

    @Test("browsers are named in words that their owners know")
    func namesBrowsers() {
        let agents: [(String, BrowserWords.Program, BrowserWords.Device)] = [
            (Client().agent, .safari, .iphone),
            ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", .chrome, .android),
            ("Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122 Mobile Safari/537.36", .samsung, .android),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", .edge, .windows),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", .firefox, .linux),
            ("", .other, .other), ("<script>", .other, .other),
        ]
        for (agent, program, device) in agents {
            #expect(BrowserWords(agent: agent) == BrowserWords(program: program, device: device))
        }
    }
}
