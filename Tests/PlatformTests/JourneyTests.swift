import Foundation
import Kit
import Payments
import Platform
import Store
import Support
import Synchronization
import Testing

/// From the search to the document, and what goes on when somebody does a thing twice, late, or not at all.
@Suite("Journeys", .serialized) struct JourneyTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    @Test("the tour finds nothing wrong")
    func tour() async throws {
        let world = try await World()
        world.work()
        let lines = Lines()
        let tour = try Tour(
            portal: World.portal, post: world.postAddress, content: World.content, wire: world.wire,
            now: World.opening, report: { lines.add($0) })
        let isWell = await tour.run()
        #expect(isWell, "\(lines.all.joined(separator: "\n"))")
        #expect(lines.all.count > 35)
        #expect(try await world.platform.store.read { try $0.ledgerSum() } == 0)
        #expect(try await world.platform.store.deadJobs().isEmpty)
    }

    @Test(
        "however the bank's notice comes, a case is paid once and carried on once",
        arguments: [
            "4242 4242 4242 4242", "4000 0000 0000 0101", "4000 0000 0000 0127", "4000 0000 0000 0069",
            "4000 0000 0000 0119",
        ],
        [true, false])
    func paid(_ card: String, _ comesBack: Bool) async throws {
        let world = try await World()
        let browser = try await world.browser(of: "arjun-nair")
        let reference = try await browser.apply("residence-permit-renewal", today: today)
        try await browser.payCharge(onCase: reference, card: card, follows: comesBack)
        // Later: the notice is here, late, twice or never; then the portal asks the bank by itself.
        for _ in 0..<3 {
            try await world.settle()
            world.clock.move(hours: 0.05)
        }
        try await world.settle()
        let page = try await browser.visit("/en/cases/\(reference)")
        #expect(page.link { $0.contains("/documents/") } != nil, "\(page.summary)")
        let counts = try await world.platform.store.read { transaction in
            (
                try transaction.ledgerSum(),
                try transaction.one("select count(*) from charge where status = 'paid'") { try $0.integer(0) },
                try transaction.one("select count(*) from document") { try $0.integer(0) }
            )
        }
        #expect(counts.0 == 0 && counts.1 == 1 && counts.2 == 1)
    }

    @Test("a card that is declined costs nothing and can be tried again")
    func declined() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "arjun-nair")
        let reference = try await browser.apply("residence-permit-renewal", today: today)
        try await browser.payCharge(onCase: reference, card: "4000 0000 0000 0002")
        try await world.settle()
        try await browser.payCharge(onCase: reference)
        try await world.settle()
        #expect(try await browser.visit("/en/cases/\(reference)").link { $0.contains("/documents/") } != nil)
        #expect(try await world.platform.store.read { try $0.ledgerSum() } == 0)
    }

    @Test("an application that is sent twice is one case")
    func sentTwice() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "omar-abdelrahman")
        let check = try await browser.fillIn("traffic-violation-objection", today: today)
        let form = try check.form(to: "/submission")
        let first = try await browser.submit(form)
        let second = try await browser.submit(form)
        #expect(first.address == second.address && second.status == 200)
        let count = try await world.platform.store.read {
            try $0.one("select count(*) from case_file") { try $0.integer(0) }
        }
        #expect(count == 1)
    }

    @Test("an answer that leads to another question on its page brings that question, without a reproach")
    func grown() async throws {
        let browser = try await Shared.world().browser(of: "omar-abdelrahman")
        let page = try await browser.fillIn("police-clearance", until: "purpose", today: today)
        #expect(try !page.form(to: "/pages/purpose").has("other_purpose"))
        let grown = try await browser.submit(page, to: "/pages/purpose", ["purpose": "other"])
        #expect(grown.status == 200 && grown.address.hasSuffix("/pages/purpose"), "\(grown.summary)")
        let form = try grown.form(to: "/pages/purpose")
        #expect(form["other_purpose"] == "" && form.controls.contains { $0.value == "other" && $0.isPicked })
        #expect(try await browser.submit(form).status == 422, "it was seen, and left empty")
        let next = try await browser.submit(browser.page, to: "/pages/purpose", ["other_purpose": "A lease"])
        #expect(next.status == 200 && next.address.hasSuffix("/pages/addressee"), "\(next.summary)")
    }

    @Test("a page of another tab, sent after the application, says what became of it")
    func otherTab() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "omar-abdelrahman")
        let old = try await browser.fillIn("traffic-violation-objection", until: "account", today: today)
        let tab = browser.window()
        var form = try old.form(to: "/pages/account")
        for _ in 0..<5 {
            try await tab.submit(try form.answered(with: [:], today: today))
            guard let next = tab.page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
            form = next
        }
        try await tab.submit(tab.page, to: "/submission")
        let reference = try #require(Reference(try tab.caseReference))
        let late = try await browser.submit(old, to: "/pages/account", ["account": "Another story"])
        #expect(late.status == 409 && late.words.contains(reference.description), "\(late.summary)")
        #expect(try await browser.visit("/en/cases/\(reference.symbols)").status == 200)
    }

    @Test("what was typed before the session ended is kept on the page, and sent again it arrives")
    func signedOut() async throws {
        let world = try await World()
        let browser = world.browser()
        _ = try await world.signIn("omar-abdelrahman", in: browser)
        let page = try await browser.fillIn("traffic-violation-objection", until: "account", today: today)
        let other = browser.window()
        let account = try await other.visit("/en/account")
        try await other.submit(account, to: "/sign-out")
        let words = "كتبت قصة طويلة & \"quoted\" <b>"
        let kept = try await browser.submit(page, to: "/pages/account", ["account": words])
        #expect(kept.status == 403, "\(kept.summary)")
        let form = try kept.form(to: "/pages/account")
        #expect(form["account"] == words)
        let window = browser.window()
        try await window.visit("/en/sign-in")
        _ = try await world.signIn("omar-abdelrahman", in: window)
        let after = try await window.submit(form)
        #expect(after.status == 200 && after.address.contains("/pages/"), "\(after.summary)")
        let again = try await window.visit(page.address)
        #expect(try again.form(to: "/pages/account")["account"] == words)
    }

    @Test("an application begun before signing in belongs to whoever signs in to send it")
    func adopted() async throws {
        let world = try await World()
        let browser = world.browser()
        let check = try await browser.fillIn("customs-income-calculation", today: today)
        #expect(check.address.hasSuffix("/check") && check.link { $0.contains("/sign-in?next=") } != nil)
        let stranger = try await world.browser(of: "arjun-nair")
        #expect(try await stranger.look(at: check.address).status == 404)
        _ = try await world.signIn("omar-abdelrahman", in: browser)
        let page = try await browser.visit(check.address)
        #expect(try await browser.submit(page, to: "/submission").address.contains("/cases/"))
    }

    @Test("a notice that the bank did not sign is refused")
    func unsigned() async throws {
        let world = try await World()
        let browser = world.browser()
        let body = Array(#"{"webhook_message_id":"1","event_type":"card_payment_succeeded","resource_id":"x"}"#.utf8)
        let unsigned = try await browser.post("/hooks/payments", body, type: "application/json")
        #expect(unsigned.status == 401)
        browser.headers.append(
            (NoticeSignature.header, NoticeSignature.header(for: body, secret: "other", at: world.clock.now)))
        #expect(try await browser.post("/hooks/payments", body, type: "application/json").status == 401)
    }
}

/// Lines as they come.
final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    func add(_ line: String) { kept.withLock { $0.append(line) } }
    var all: [String] { kept.withLock { $0 } }
}
