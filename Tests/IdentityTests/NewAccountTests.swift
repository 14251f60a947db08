import Foundation
import Kit
import Store
import Testing

@testable import Identity
@testable import Messaging
@testable import Web

@Suite("Opening an account from abroad")
struct NewAccountTests {
    private let address = "maria@example.com"
    private let details = [
        "name": "María López García", "name-ar": "ماريا لوبيز", "nationality": "ESP", "passport": "paa 123456",
        "born-day": "٢٧", "born-month": "3", "born-year": "1990", "phone": "0034 600 000 000",
        "password": "tin-kettle-orbit",
    ]

    private func ask(_ desk: FrontDesk, _ client: Client, for address: String, after seconds: Double = 0) async throws
        -> Answer
    {
        let form = ["email": address, "next": "/services/hayya-tourist-visa/apply"]
        return try await desk.identity.startNewAccount(desk.context(client, form: form, after: seconds))
    }

    private func type(_ code: String, _ desk: FrontDesk, _ client: Client, after seconds: Double = 0) async throws
        -> Answer
    {
        try await desk.identity.enterNewCode(desk.context(client, form: ["code": code], after: seconds))
    }

    private func tell(
        _ desk: FrontDesk, _ client: Client, _ changes: [String: String] = [:], after seconds: Double = 0
    ) async throws -> Answer {
        let form = details.merging(changes) { $1 }
        return try await desk.identity.openAccount(desk.context(client, form: form, after: seconds))
    }

    /// Everything up to the page that asks who one is.
    private func prove(_ desk: FrontDesk, _ client: Client, _ address: String) async throws {
        try #require(try await ask(desk, client, for: address).goes(to: "/en/account/new/code"))
        let code = try #require(try await desk.mailedCode(to: address))
        try #require(try await type(code, desk, client).goes(to: "/en/account/new/details"))
    }

    private func people(_ desk: FrontDesk) async throws -> Int {
        try await desk.store.read { try $0.one("select count(*) from person") { try $0.integer(0) } ?? 0 }
    }

    @Test("address, code and passport open an account, sign its owner in, and lead on to where he was going")
    func opens() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        let before = try await people(desk)
        try await prove(desk, client, "Maria@Example.com")
        #expect(try await people(desk) == before)
        let answer = try await tell(desk, client)
        #expect(answer.goes(to: "/en/services/hayya-tourist-visa/apply"))
        let token = try #require(answer.sessionToken)
        let visitor = try #require(try await desk.visitor(token))
        #expect(visitor.isFromAbroad && visitor.roles.isEmpty && visitor.represents.isEmpty)
        #expect(visitor.name == Bilingual(ar: "ماريا لوبيز", en: "María López García"))
        let person = try #require(try await desk.store.read { try $0.person(visitor.person).one })
        #expect(person.passport?.number == "PAA123456" && person.nationality?.code == "ESP")
        #expect(person.email == address && person.phoneAbroad?.description == "+34600000000" && person.phone == nil)
        #expect(person.born == Day(1990, 3, 27) && person.language == .english && person.qid == nil)
    }

    @Test("the account is signed in to with the address, in any letters, the password, and a code by e-mail")
    func signsIn() async throws {
        let desk = try await FrontDesk()
        try await prove(desk, Client(), address)
        let (client, other) = (Client(), Client(address: "192.0.2.2"))
        try await prove(desk, client, address)
        _ = try await tell(desk, client)
        let first = try await desk.knock(other, qid: "MARIA@example.com", password: "tin-kettle-orbit")
        #expect(first.goes(to: "/en/sign-in/code") && first.sessionToken == nil)
        let code = try #require(try await desk.mailedCode(to: address))
        let token = try #require(try await desk.enter(other, code: code, after: 899).sessionToken)
        #expect(try await desk.visitor(token, after: 899)?.isFromAbroad == true)
        let wrong = try await desk.knock(Client(address: "192.0.2.3"), qid: address, password: "tin-kettle-orbits")
        #expect(wrong.status == 422)
    }

    @Test("a demo visitor signs in, and is let in nowhere but in a demonstration")
    func signsInForDemo() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        #expect(try await desk.knock(client, qid: "lina.santos@example.com").goes(to: "/en/sign-in/code"))
        let code = try #require(try await desk.mailedCode(to: "lina.santos@example.com"))
        #expect(try await desk.enter(client, code: code).sessionToken != nil)
        let real = try await FrontDesk(demo: false)
        #expect(try await real.knock(Client(), qid: "lina.santos@example.com").status == 422)
    }

    @Test("an address that somebody has an account by gets the same pages, and its owner is told by e-mail")
    func tellsNothing() async throws {
        let desk = try await FrontDesk()
        let (stranger, newcomer) = (Client(), Client(address: "192.0.2.2"))
        let taken = "lina.santos@example.com"
        let answers = (try await ask(desk, stranger, for: taken), try await ask(desk, newcomer, for: address))
        #expect(answers.0.status == answers.1.status && answers.0.headers.map(\.name) == answers.1.headers.map(\.name))
        let pages = (
            try await desk.identity.showNewCode(desk.context(stranger)),
            try await desk.identity.showNewCode(desk.context(newcomer))
        )
        #expect(pages.0.text(without: taken) == pages.1.text(without: address))
        let code = try #require(try await desk.mailedCode(to: address))
        for _ in 0..<5 {
            let wrong = code == "000000" ? "000001" : "000000"
            let (one, other) = (try await type(wrong, desk, stranger), try await type(wrong, desk, newcomer))
            #expect(one.status == 422 && one.text(without: taken) == other.text(without: address))
        }
        #expect(try await desk.mailedCode(to: taken) == nil)
        let letter = try #require(try await desk.mails(to: taken).first)
        #expect(letter.subject.contains("tried to open an account") && letter.language == .english)
    }

    @Test("a wrong code proves nothing; after five even the right one is refused, until another is sent")
    func countsTries() async throws {
        let desk = try await FrontDesk()
        let client = Client()
        _ = try await ask(desk, client, for: address)
        let code = try #require(try await desk.mailedCode(to: address))
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 0..<5 { #expect(try await type(wrong, desk, client).status == 422) }
        #expect(try await type(code, desk, client).status == 422)
        #expect(try await tell(desk, client).goes(to: "/en/account/new/code"))
        #expect(try await desk.identity.resendNewCode(desk.context(client)).goes(to: "/en/account/new/code"))
        let fresh = try #require(try await desk.mailedCode(to: address))
        #expect(try await type(fresh, desk, client).goes(to: "/en/account/new/details"))
    }

    @Test("a code is good for fifteen minutes, and only in the browser that asked for it")
    func runsOut() async throws {
        let desk = try await FrontDesk()
        let (client, other) = (Client(), Client(address: "192.0.2.2"))
        _ = try await ask(desk, client, for: address)
        let code = try #require(try await desk.mailedCode(to: address))
        #expect(try await type(code, desk, other).goes(to: "/en/account/new"))
        #expect(try await type(code, desk, client, after: 901).status == 422)
        #expect(try await type(code, desk, client, after: 899).goes(to: "/en/account/new/details"))
    }

    @Test("what was proved opens one account, once")
    func opensOnce() async throws {
        let desk = try await FrontDesk()
        let (client, second) = (Client(), Client(address: "192.0.2.2"))
        try await prove(desk, client, address)
        try await prove(desk, second, address)
        #expect(try await tell(desk, client).sessionToken != nil)
        #expect(try await tell(desk, client).goes(to: "/en/account/new"))
        let late = await #expect(throws: Refusal.self) { try await tell(desk, second) }
        #expect(late?.text.key == "identity.new.taken")
        #expect(try await people(desk) == desk.people.entries.count + 1)
    }

    @Test("three e-mails in ten minutes to one address, ten for one asker, and then no more until time has passed")
    func limits() async throws {
        let desk = try await FrontDesk()
        for number in 0..<3 {
            #expect(try await ask(desk, Client(address: "192.0.2.\(number)"), for: address).status == 303)
        }
        #expect(try await ask(desk, Client(address: "192.0.2.9"), for: address).status == 429)
        #expect(try await desk.mails(to: address).count == 3)
        #expect(try await ask(desk, Client(address: "192.0.2.9"), for: address, after: 601).status == 303)
        for number in 0..<10 {
            let guest = Client(address: "198.51.100.7")
            #expect(try await ask(desk, guest, for: "guest\(number)@example.com").status == 303)
        }
        #expect(try await ask(desk, Client(address: "198.51.100.7"), for: "one.more@example.com").status == 429)
    }

    @Test("addresses of those who are counted do not stand in the database")
    func keepsNoAddresses() async throws {
        let desk = try await FrontDesk()
        _ = try await ask(desk, Client(address: "198.51.100.77"), for: address)
        let rows = try await desk.store.read {
            try $0.all("select address || place from account_mail") { try $0.text(0) }
        }
        #expect(rows.count == 1 && rows.allSatisfy { !$0.contains("maria") && !$0.contains("198.51") })
    }

    @Test(
        "what is no address is said at its field, and nothing is sent",
        arguments: ["", "maria", "maria@", "a b@example.com", "maria@example.com\nbcc: x@example.com"])
    func refusesAddresses(typed: String) async throws {
        let desk = try await FrontDesk()
        let answer = try await ask(desk, Client(), for: typed)
        #expect(answer.status == 422 && answer.text.contains("id=\"e-email\""))
        #expect(try await desk.messages().isEmpty)
    }

    @Test(
        "what cannot stand in a passport is said at its field, and the password never comes back",
        arguments: [
            ("name", "ماريا"), ("name", ""), ("name", "1234"), ("name", "<b>"), ("name-ar", "Maria"),
            ("nationality", "XYZ"), ("nationality", ""), ("passport", "12"), ("passport", "П1234567"),
            ("born", "2027"), ("born", "1800"), ("phone", "600000000"), ("password", "short"),
            ("password", "maria-maria-maria"), ("password", "aaaaaaaaaaaa"), ("password", "xx paa123456"),
        ])
    func refuses(field: String, value: String) async throws {
        let desk = try await FrontDesk()
        let client = Client()
        try await prove(desk, client, address)
        let answer = try await tell(desk, client, [field == "born" ? "born-year" : field: value])
        #expect(answer.status == 422 && answer.text.contains("id=\"e-\(field)\""))
        #expect(!answer.text.contains("tin-kettle-orbit") && !answer.text.contains("maria-maria"))
        #expect(try await people(desk) == desk.people.entries.count)
    }

    @Test("whoever guesses a visitor's password is kept waiting like everybody")
    func locksOut() async throws {
        let desk = try await FrontDesk()
        let thief = Client(address: "198.51.100.1")
        for typed in ["lina.santos@example.com", "Lina.Santos@Example.com"] {
            for _ in 0..<3 { _ = try await desk.knock(thief, qid: typed, password: "guess") }
        }
        let blocked = try await desk.knock(thief, qid: "lina.santos@example.com")
        #expect(blocked.status == 429 && blocked.header("retry-after") != nil)
        #expect(try await desk.knock(Client(), qid: "lina.santos@example.com").goes(to: "/en/sign-in/code"))
    }

    @Test("an address that nobody has and a wrong password get the same answer")
    func tellsNothingAtTheDoor() async throws {
        let desk = try await FrontDesk()
        let (known, unknown) = ("lina.santos@example.com", "nobody.at.all@example.com")
        let wrong = try await desk.knock(Client(), qid: known, password: "guess")
        let nobody = try await desk.knock(Client(address: "192.0.2.2"), qid: unknown, password: "guess")
        #expect(wrong.status == 422 && wrong.text(without: known) == nobody.text(without: unknown))
    }

    @Test("an e-mail of somebody with a QID is no name to sign in with")
    func keepsNamesApart() async throws {
        let desk = try await FrontDesk()
        #expect(try await desk.knock(Client(), qid: "hamad@example.qa").status == 422)
    }
}
