import Foundation
import Identity
import Kit
import Platform
import Store
import Support
import Testing

/// People who apply through an officer, at the counter and on the telephone.
@Suite("At the counter and on the telephone", .serialized) struct CounterTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let service = "traffic-violation-objection"
    private let violation = ["violation": ["tv-260102"]]

    @Test("an officer fills in an application at the counter: the person hears of it, sees all, and goes on himself")
    func counter() async throws {
        let world = try await World()
        let omar = try world.person("omar-abdelrahman")
        let officer = try await world.browser(of: "yousef-al-emadi")
        #expect(try await officer.visit("/en/account").link { $0.hasSuffix("/counter") } != nil)
        let banner = "At the counter: you are applying for Omar Hassan Abdelrahman"
        try await officer.receive(omar)
        #expect(officer.page.words.contains(banner), "\(officer.page.summary)")
        try await world.settle()
        #expect(try await world.sms(to: omar).first?.contains("في مكتب الخدمة") == true)

        try await officer.submit(officer.page, to: "/draft", ["service": service])
        #expect(officer.page.address.contains("/pages/") && officer.page.words.contains(banner))
        try await officer.answerPages(violation, today: today)
        #expect(officer.page.address.hasSuffix("/check") && officer.page.words.contains(banner))
        #expect(officer.page.words.contains("Read the answers aloud"))
        let stale = try officer.page.form(to: "/submission")
        try await officer.submit(stale)
        let receipt = officer.page
        #expect(receipt.address.hasSuffix("/receipt") && receipt.html.contains("<svg viewBox"), "\(receipt.summary)")
        let reference = try #require(receipt.address.split(separator: "/").dropLast().last.map(String.init))
        #expect(receipt.words.contains(try #require(Reference(reference)).description))
        // Sent twice, it is one application.
        try await officer.submit(stale)
        #expect(officer.page.address == receipt.address)

        try await world.settle()
        let news = try await world.sms(to: omar).first ?? ""
        #expect(news.contains(try #require(Reference(reference)).description), "\(news)")
        let person = try await world.browser(of: omar.id)
        try await person.visit("/en/cases/\(reference)")
        #expect(person.page.words.contains("Taken at the counter, by an officer"), "\(person.page.summary)")
        #expect(person.page.words.contains("Ministry of Interior"))
        #expect(try await channels(world) == ["counter"])
        try await person.visit("/en/account/looks")
        #expect(person.page.words.contains("Filling in your application with you at the counter"))
        try await person.visit("/en/cases/\(reference)")
        try await person.submit(person.page, to: "/withdrawal")
        #expect(person.page.words.contains("Objection withdrawn"))
        try await world.settle()
        try await person.visit("/en/statistics/2026-11")
        #expect(person.page.words.contains("At a counter"))
    }

    @Test("who took an application does not decide it; another does")
    func decided() async throws {
        let world = try await World()
        let officer = try await world.browser(of: "yousef-al-emadi")
        let reference = try await taken(by: officer, world)
        #expect(try await officer.visit("/en/queue/\(reference)").status == 404)
        #expect(!(try await officer.visit("/en/queue").html.contains(reference)))
        let token = try #require(try await officer.visit("/en/account").form(to: "/sign-out")["csrf"])
        let body = Array("csrf=\(token)&action=accept&revision=1&note=x".utf8)
        for act in ["decision", "notes"] {
            #expect(try await officer.post("/en/queue/\(reference)/\(act)", body).status == 404)
        }
        // Nor what he filled in and the person then sent himself.
        try await officer.receive(world.person("omar-abdelrahman"))
        try await officer.submit(officer.page, to: "/draft", ["service": service])
        let check = try await officer.answerPages(["violation": ["tv-260101"]], today: today).address
        let person = try await world.browser(of: "omar-abdelrahman")
        try await person.visit(check)
        try await person.submit(person.page, to: "/submission")
        let own = try person.caseReference
        #expect(try await officer.visit("/en/queue/\(own)").status == 404)
        #expect(try await channels(world) == ["counter", "portal"])
        try await officer.visit(check)
        #expect(officer.page.status == 409, "\(officer.page.summary)")

        let aisha = try await world.browser(of: "aisha-al-mohannadi")
        try await aisha.visit("/en/queue/\(reference)")
        #expect(aisha.page.words.contains("Taken at the counter"))
        try await aisha.submit(aisha.page, to: "/decision", ["action": "accept"])
        #expect(aisha.page.address.contains("decided="))
    }

    @Test("nobody else finds what an officer fills in, and he finds nothing else of the person")
    func others() async throws {
        let world = try await World()
        let person = try await world.browser(of: "omar-abdelrahman")
        let private1 = try await person.fillIn(service, violation, today: today).address
        let private2 = "/en/cases/\(try await person.apply(service, ["violation": ["tv-260101"]], today: today))"
        let officer = try await world.browser(of: "yousef-al-emadi")
        let counter = try await officer.receive(world.person("omar-abdelrahman")).address
        try await officer.submit(officer.page, to: "/draft", ["service": service])
        let page = officer.page.address
        for address in [private1, private2] {
            #expect(try await officer.visit(address).status == 404, "\(address)")
        }
        // Another at the counter, an officer with no such duty, and somebody who is none.
        for other in ["nasser-al-kaabi", "aisha-al-mohannadi", "arjun-nair"] {
            let browser = try await world.browser(of: other)
            let token = try #require(try await browser.visit("/en/account").form(to: "/sign-out")["csrf"])
            for address in [counter, page, "\(counter)/receipt"] {
                #expect(try await browser.visit(address).status == 404, "\(other) at \(address)")
            }
            let draft = page.replacing(/\/pages\/.*$/, with: "")
            for address in [page, "\(draft)/submission", "\(draft)/removal", "\(counter)/end", "\(counter)/draft"] {
                let answer = try await browser.post(address, Array("csrf=\(token)&service=\(service)".utf8))
                #expect(answer.status == 404, "\(other) posts to \(address): \(answer.status)")
            }
        }
        for other in ["aisha-al-mohannadi", "arjun-nair"] {
            #expect(try await world.browser(of: other).visit("/en/counter").status == 404)
        }
        // He fills it in, but it is not his to throw away.
        let token = try #require(try await officer.visit("/en/account").form(to: "/sign-out")["csrf"])
        let removal = page.replacing(/\/pages\/.*$/, with: "/removal")
        #expect(try await officer.post(removal, Array("csrf=\(token)".utf8)).status == 404)
        #expect(try await officer.visit(page).status == 200)
    }

    @Test("the right ends when the officer says so, after half an hour, and with his duty; what was filled in stays")
    func ends() async throws {
        let world = try await World()
        let omar = try world.person("omar-abdelrahman")
        let officer = try await world.browser(of: "yousef-al-emadi")
        var pages: [String] = []
        for _ in 0..<3 {
            try await officer.receive(omar)
            pages.append(try await officer.submit(officer.page, to: "/draft", ["service": service]).address)
        }
        let stale = try #require(officer.page.forms.first { $0.action.contains("/pages/") })
        try await officer.submit(officer.page, to: "/end")
        #expect(officer.page.words.contains("You no longer act for this person"))
        try await officer.submit(try stale.answered(with: violation, today: today))
        #expect(officer.page.status == 409, "\(officer.page.summary)")
        #expect(try await officer.visit(pages[0]).status == 200)
        try await world.platform.store.write {
            try $0.run("update person set duties = '[]' where id = 'yousef-al-emadi'")
        }
        #expect(try await officer.visit(pages[0]).status == 404)
        try await world.platform.store.write {
            try $0.run("update person set duties = '[\"counter\"]' where id = 'yousef-al-emadi'")
        }
        world.clock.move(hours: 0.49)
        #expect(try await officer.visit(pages[1]).status == 200)
        world.clock.move(hours: 0.02)
        #expect(try await officer.visit(pages[1]).status == 409)
        let person = try await world.browser(of: omar.id)
        for page in pages { #expect(try await person.visit(page).status == 200) }
    }

    @Test("at the counter without the card, for a number that nobody has, and for himself he may not")
    func refused() async throws {
        let world = try await World()
        let officer = try await world.browser(of: "yousef-al-emadi")
        let own = try #require(world.person("yousef-al-emadi").qid).digits
        let omar = try #require(world.person("omar-abdelrahman").qid).digits
        for (qid, card, words) in [
            (omar, false, "Look at the card"), ("29999999999", true, "Nobody in the register"),
            (own, true, "your own number"), ("123", true, "11 digits"),
        ] {
            var form = try await officer.visit("/en/counter").form(to: "/counter")
            try form.fill("channel", "counter")
            try form.fill("qid", qid)
            if card { try form.fill("card", "yes") }
            try await officer.submit(form)
            #expect(officer.page.status == 422, "\(officer.page.summary)")
            #expect(officer.page.mistakes.contains { $0.contains(words) }, "\(officer.page.summary)")
            #expect(try officer.page.form(to: "/counter")["qid"] == qid)
        }
    }

    @Test("on the telephone the code from the caller's own telephone opens the application, and nothing else does")
    func phone() async throws {
        let world = try await World()
        let omar = try world.person("omar-abdelrahman")
        let officer = try await world.browser(of: "yousef-al-emadi")
        try await officer.receive(omar, through: "phone")
        #expect(!officer.page.words.contains("Omar"), "before the code the officer learns no name")
        let call = officer.page.address
        let token = try #require(try officer.page.form(to: "/code")["csrf"])
        let early = try await officer.post("\(call)/draft", Array("csrf=\(token)&service=\(service)".utf8))
        #expect(early.status == 409, "\(early.summary)")
        try await world.settle()
        let code = try #require(try await world.sms(to: omar).compactMap { Tour.code(in: $0) }.first)
        try await officer.visit(call)
        try await officer.submit(officer.page, to: "/code", ["code": code == "000000" ? "000001" : "000000"])
        #expect(officer.page.status == 422 && officer.page.mistakes.contains { $0.contains("4 tries") })
        world.clock.move(hours: 0.1)
        try await officer.submit(officer.page, to: "/code", ["code": code])
        #expect(officer.page.status == 422 && officer.page.mistakes.contains { $0.contains("no longer works") })

        try await officer.submit(officer.page, to: "/code/another")
        try await world.settle()
        let second = try #require(try await world.sms(to: omar).compactMap { Tour.code(in: $0) }.first)
        try await officer.submit(officer.page, to: "/code", ["code": second])
        #expect(officer.page.words.contains("On the telephone: you are applying for Omar"), "\(officer.page.summary)")
        try await officer.submit(officer.page, to: "/draft", ["service": service])
        try await officer.answerPages(violation, today: today)
        try await officer.submit(officer.page, to: "/submission")
        #expect(officer.page.address.hasSuffix("/receipt"), "\(officer.page.summary)")
        #expect(try await channels(world) == ["phone"])
    }

    @Test("a caller who reads out no code is not rung up all day")
    func pestering() async throws {
        let world = try await World()
        let omar = try world.person("omar-abdelrahman")
        let officer = try await world.browser(of: "yousef-al-emadi")
        for _ in 0..<3 {
            try await officer.receive(omar, through: "phone")
            #expect(officer.page.status == 200)
        }
        #expect(try await officer.receive(omar, through: "phone").status == 429)
        world.clock.move(hours: 0.2)
        for _ in 0..<2 { #expect(try await officer.receive(omar, through: "phone").status == 200) }
        world.clock.move(hours: 0.2)
        #expect(try await officer.receive(omar, through: "phone").status == 429)
    }

    @Test("an officer takes nothing for another entity, though he is heard about it")
    func entities() async throws {
        let world = try await World()
        let hamad = try world.person("hamad-al-marri")
        let officer = try await world.browser(of: "noora-al-hajri")
        try await officer.receive(hamad, through: "phone")
        try await world.settle()
        let code = try #require(try await world.sms(to: hamad).compactMap { Tour.code(in: $0) }.first)
        try await officer.submit(officer.page, to: "/code", ["code": code])
        let choice = try officer.page.form(to: "/draft")
        let offered = choice.controls.filter { $0.name == "service" }.flatMap { [$0.value] + $0.options }
        #expect(offered.contains("kahramaa-complaint") && !offered.contains("building-permit"), "\(offered)")
        let token = try #require(choice["csrf"])
        let stolen = "csrf=\(token)&service=building-permit&party=person:hamad-al-marri"
        let address = officer.page.address
        #expect(try await officer.post("\(address)/draft", Array(stolen.utf8)).status == 422)
    }

    @Test("the form on paper has every question, with its number and with what it depends on in words")
    func paper() async throws {
        let browser = try await Shared.world().browser()
        let page = try await browser.visit("/en/services/medical-commission-registration").link {
            $0.hasSuffix("/form")
        }
        try await browser.visit(try #require(page))
        #expect(browser.page.status == 200 && browser.page.words.contains("Form medical-commission-registration · "))
        for words in [
            "Only if you answered “", "Write the place, day and time", "I confirm that what I wrote is true.",
        ] {
            #expect(browser.page.words.contains(words), "\(words)")
        }
        #expect(!browser.page.words.contains("applicant.") && browser.page.html.contains("type=\"radio\""))
        #expect(try await browser.visit("/en/services/no-such-thing/form").status == 404)
    }

    // MARK: What the tests share

    /// An application that an officer has taken at the counter; answers its reference.
    private func taken(by officer: Browser, _ world: World) async throws -> String {
        try await officer.receive(world.person("omar-abdelrahman"))
        try await officer.submit(officer.page, to: "/draft", ["service": service])
        try await officer.answerPages(violation, today: today)
        let receipt = try await officer.submit(officer.page, to: "/submission").address
        return try #require(receipt.split(separator: "/").dropLast().last.map(String.init))
    }

    private func channels(_ world: World) async throws -> [String] {
        try await world.platform.store.read {
            try $0.all("select channel from case_file order by created_at, channel") { try $0.text(0) }
        }
    }
}

extension Browser {
    /// An officer begins with a person who stands before him with his card, or is on the telephone.
    @discardableResult
    func receive(_ person: Person, through channel: String = "counter") async throws -> Page {
        var form = try await visit("/en/counter").form(to: "/counter")
        if form.has("channel") { try form.fill("channel", channel) }
        try form.fill("qid", try #require(person.qid).digits)
        if channel == "counter" { try form.fill("card", "yes") }
        return try await submit(form)
    }
}
