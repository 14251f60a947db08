import Appointments
import Catalogue
import Content
import Foundation
import Kit
import Payments
import Platform
import Store
import Support
import Testing
import Web

/// Pages of people who are signed in.
@Suite("Personal pages", .serialized) struct PersonalPageTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    @Test("every personal page answers in both languages, complete, small enough, and is kept nowhere")
    func pages() async throws {
        let world = try await World([.limits: "false"])
        let style = try Data(contentsOf: URL(filePath: "\(World.root)/Public/hukoomi.css")).count
        let addresses = try await everywhere(world)
        for (person, paths) in addresses {
            for language in Language.allCases {
                let browser = try await world.browser(of: person, language)
                for path in paths {
                    let page = try await browser.look(at: "/\(language.rawValue)\(path)")
                    #expect(page.status == 200, "\(page.summary) for \(person)")
                    #expect(page.header("cache-control") == "no-store", "\(page.address)")
                    guard page.header("content-type")?.hasPrefix("text/html") ?? false else { continue }
                    #expect(page.body.count + style <= 40_960, "\(page.address): \(page.body.count) bytes")
                    #expect(!page.html.contains("⟦"), "a text is missing on \(page.address)")
                    #expect(page.html.components(separatedBy: "<h1").count == 2, "one h1 on \(page.address)")
                    #expect(page.html.contains("noindex"))
                }
            }
        }
    }

    /// What each person can open, after a few things were done.
    private func everywhere(_ world: World) async throws -> [String: [String]] {
        let resident = try await world.browser(of: "arjun-nair")
        let renewal = try await resident.apply("residence-permit-renewal", today: today)
        let unpaid = try await resident.visit("/en/cases/\(renewal)").links.map(\.address)
        try await resident.payCharge(onCase: renewal)
        try await world.settle()
        let paid = try await resident.visit("/en/cases/\(renewal)").links.map(\.address)
        let message = try await resident.visit("/en/messages").links.map(\.address)
        let driver = try await world.browser(of: "omar-abdelrahman")
        let check = try await driver.fillIn("traffic-violation-objection", today: today).address
        let objection = try await driver.apply(
            "traffic-violation-objection", ["violation": ["tv-260102"]], today: today)
        let all = (unpaid + paid + message).filter { address in
            ["/documents/", "/payments/", "/messages/"].contains { address.contains($0) }
        }
        let mine = Set(all.map { String($0.dropFirst(3)) })
        let documents = mine.filter { $0.hasPrefix("/documents/") }.flatMap { ["\($0)/pdf", "\($0)/credential.json"] }
        let account = ["/account", "/account/sessions", "/account/acting", "/account/looks"]
        let lists = ["/cases", "/documents", "/payments", "/messages"]
        let draft = check.replacing("\(World.portal)/en", with: "").replacing("/check", with: "")
        let pages = ["violation", "ground", "account", "evidence", "declaration"].map { "\(draft)/pages/\($0)" }
        return [
            "arjun-nair": account + lists + mine + documents + ["/cases/\(renewal)"],
            "omar-abdelrahman": account + pages + ["\(draft)/check", "/cases/\(objection)"],
            "maryam-al-sulaiti": account + lists,
            "aisha-al-mohannadi": account + ["/queue", "/queue/\(objection)"],
            "salem-al-yafei": account + ["/audit", "/audit/chain"],
            "maha-al-sada": account + [
                "/editor", "/editor/services/exit-permit", "/editor/services/exit-permit/comparison",
            ],
            "yousef-al-emadi": account + (try await counter(world)),
        ]
    }

    /// What an officer sees at the counter: a person who has not said what he needs, one whose answers are ready to be sent,
    /// and a receipt.
    private func counter(_ world: World) async throws -> [String] {
        let officer = try await world.browser(of: "yousef-al-emadi")
        let choice = try await officer.receive(world.person("omar-abdelrahman")).address
        var addresses = [choice]
        for person in ["arjun-nair", "hamad-al-marri"] {
            try await officer.receive(world.person(person))
            try await officer.submit(officer.page, to: "/draft", ["service": "traffic-violation-objection"])
            addresses.append(try await officer.answerPages(today: today).address)
        }
        addresses[2] = try await officer.submit(officer.page, to: "/submission").address
        return ["/counter"] + addresses.map { $0.replacing("\(World.portal)/en", with: "") }
    }

    @Test("of those who want the last places, the last is told and keeps what he typed")
    func lastPlace() async throws {
        let world = try await World()
        let service = "medical-commission-registration"
        var checks: [Browser] = []
        try await world.fill("private-hospital", leaving: 2)
        // Three who ask.
        for person in ["arjun-nair", "omar-abdelrahman", "nasser-al-kaabi"] {
            let browser = try await world.browser(of: person)
            try await browser.fillIn(service, ["who": ["me"], "centre": ["private-hospital"]], today: today)
            checks.append(browser)
        }
        for browser in checks.prefix(2) {
            try await browser.submit(browser.page, to: "/submission")
            #expect(browser.page.address.contains("/cases/"), "\(browser.page.summary)")
        }
        let last = try #require(checks.last)
        let address = last.page.address
        try await last.submit(last.page, to: "/submission")
        #expect(!last.page.address.contains("/cases/"), "\(last.page.summary)")
        let again = try await last.visit(address.replacing("/check", with: "/pages/centre"))
        let centre = try again.form(to: "/pages/centre").controls.first { $0.isPicked }?.value
        #expect(centre == "private-hospital")
        try await last.visit(address.replacing("/check", with: "/pages/appointment"))
        try await last.submit(try last.page.form(to: "/pages/appointment").answered(with: [:], today: today))
        try await last.submit(last.page, to: "/submission")
        #expect(last.page.address.contains("/cases/"), "another time is taken: \(last.page.summary)")
    }

    @Test("a notice about a payment that nobody began, or with another amount, pays nothing")
    func notices() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "arjun-nair")
        let reference = try await browser.apply("residence-permit-renewal", today: today)
        let charge = try #require(try await browser.visit("/en/cases/\(reference)").link { $0.contains("/payments/") })
        try await browser.visit(charge)
        try await browser.submit(browser.page, to: "/attempt")
        let row = try await world.platform.store.read { transaction in
            try transaction.one(
                "select a.id, a.payment, c.amount, c.reference from payment_attempt a join charge c on c.id = a.charge"
            ) {
                (try $0.text(0), try $0.text(1), try $0.integer(2), try $0.text(3))
            }
        }
        let (attempt, payment, amount, number) = try #require(row)
        func notify(_ payment: String, _ amount: Int, about attempt: String) async throws -> Int {
            let body = """
                {"webhook_message_id":"\(UUID().uuidString)","event_type":"card_payment_succeeded","resource_type":"payment",\
                "resource_id":"\(payment)","resource":{"payment_id":"\(payment)","amount":\(amount),"currency":"QAR",\
                "reference":"\(number)","metadata":{"attempt":"\(attempt)"},"state":{"status":"success","finished":true}}}
                """
            let bank = world.browser()
            let bytes = Array(body.utf8)
            let signature = NoticeSignature.header(for: bytes, secret: "demo-bank-secret", at: world.clock.now)
            bank.headers.append((NoticeSignature.header, signature))
            return try await bank.post("/hooks/payments", bytes, type: "application/json").status
        }
        #expect(try await notify("unknown", amount, about: "nobody") == 404)
        #expect(try await notify(payment, amount - 1, about: attempt) == 409)
        try await world.settle()
        #expect(try await browser.visit("/en/cases/\(reference)").link { $0.contains("/documents/") } == nil)
        #expect(try await notify(payment, amount, about: attempt) == 200)
        #expect(try await notify(payment, amount, about: attempt) == 200, "the same again changes nothing")
        try await world.settle()
        #expect(try await browser.visit("/en/cases/\(reference)").link { $0.contains("/documents/") } != nil)
        #expect(try await world.platform.store.read { try $0.ledgerSum() } == 0)
    }
}

extension World {
    /// Takes places of the medical check at a centre, until so many are left of the first time that is offered.
    fileprivate func fill(_ centre: String, leaving left: Int) async throws {
        let inspection = Inspection()
        let working = try #require(Catalogue.read(.init(path: World.content), inspection)).pack.calendar
        let calendars = Appointments.read(.init(path: World.content), working: working, inspection)
        let store = platform.store
        let appointments = Appointments(store: store, calendars: calendars, working: working)
        let now = clock.now
        try await store.write { transaction in
            let open = try transaction.openSlots(
                appointments, calendar: "medical-commission", centre: centre, from: working.day(of: now), days: 30,
                at: now)
            let first = try #require(open.first)
            for _ in left..<first.left {
                _ = try transaction.book(first.slot, holder: "person:nobody", subject: .random(), at: now)
            }
        }
    }
}
