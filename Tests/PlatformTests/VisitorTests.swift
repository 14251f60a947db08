import Foundation
import Kit
import Messaging
import Platform
import Support
import Testing

/// People from abroad: they open an account by e-mail, and apply for what is meant for them.
@Suite("Visitors from abroad", .serialized) struct VisitorTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let visit: [String: [String]] = ["passport_expires-year": ["2030"], "turned_back": ["no"]]

    /// Opens an account, from the start of a service to its start again.
    private func newcomer(_ world: World, _ address: String) async throws -> Browser {
        let browser = world.browser(.arabic)
        try await browser.visit("/ar/services/hayya-tourist-visa/apply")
        try await browser.visit(try #require(browser.page.link { $0.contains("/account/new") }))
        try await browser.submit(browser.page, to: "/account/new", ["email": address])
        try await world.settle()
        let code = try await world.letters(to: address).compactMap { Tour.code(in: $0.text) }.first
        try await browser.submit(browser.page, to: "/account/new/code", ["code": try #require(code)])
        try await browser.submit(
            browser.page, to: "/account/new/details",
            [
                "name": "Maria Lopez", "nationality": "ESP", "passport": "PAA123456", "born-day": "27",
                "born-month": "3", "born-year": "1990", "password": "tin-kettle-orbit",
            ])
        return browser
    }

    @Test("somebody without a QID opens an account, asks for the Hayya visa, pays once it is granted, and has it")
    func hayya() async throws {
        let world = try await World()
        let address = "maria@example.com"
        let browser = try await newcomer(world, address)
        #expect(browser.page.address.hasSuffix("/ar/services/hayya-tourist-visa/apply"), "\(browser.page.summary)")
        let reference = try await browser.apply("hayya-tourist-visa", visit, today: today)
        try await world.settle()
        #expect(try await browser.visit("/ar/cases/\(reference)").link { $0.contains("/payments/") } == nil)

        let officer = try await world.browser(of: "nasser-al-kaabi")
        try await officer.visit("/en/queue/\(reference)")
        for words in ["PAA123456", "Spain", "27 March 1990", address] {
            #expect(officer.page.html.replacing("\u{A0}", with: " ").contains(words), "\(words)")
        }
        try await officer.submit(officer.page, to: "/decision", ["action": "accept"])
        try await world.settle()
        try await browser.payCharge(onCase: reference)
        try await world.settle()
        try await browser.visit("/ar/cases/\(reference)")
        try await browser.visit(try #require(browser.page.link { $0.contains("/documents/") }))
        #expect(browser.page.html.contains("PAA123456") && browser.page.html.contains("تصريح دخول سياحي"))
        #expect(try await browser.visit("/ar/account/looks").html.contains("<tbody>"))

        let letters = try await world.letters(to: address)
        #expect(letters.count >= 3 && letters.allSatisfy { $0.kind == .mail })
        #expect(letters.allSatisfy { $0.text.contains("هذه رسالة آلية") })
        #expect(letters.last?.text.contains("رمزك") == true)
        #expect(letters.last?.text.contains("/messages") == false)
    }

    @Test("a visitor signs in again with address, password and a code by e-mail, and finds his account as he left it")
    func again() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "lina-santos")
        try await browser.visit("/en/account")
        #expect(browser.page.html.contains("••••••41B") && browser.page.html.contains("Philippines"))
        #expect(!browser.page.html.contains("QID</dt>"))
        #expect(try await world.letters(to: "lina.santos@example.com").allSatisfy { $0.kind == .mail })
        // Whoever is signed in opens no second account.
        #expect(try await browser.visit("/en/account/new").address.hasSuffix("/en/account"))
    }

    @Test("a service that is not for visitors says whom it is for, and takes nothing from them")
    func closed() async throws {
        let world = try await World()
        let lina = try await world.browser(of: "lina-santos")
        let token = try #require(try await lina.visit("/en/account").form(to: "/sign-out")["csrf"])
        for service in ["police-clearance", "exit-permit", "customs-income-calculation"] {
            let page = try await lina.visit("/en/services/\(service)/apply")
            #expect(page.status == 200 && page.html.contains("This service is for people with a QID"), "\(service)")
            #expect(!page.forms.contains { $0.action.hasSuffix("/apply") })
            let sent = try await lina.post("/en/services/\(service)/apply", Array("csrf=\(token)".utf8))
            #expect(sent.status == 403, "\(service)")
        }
    }

    @Test("a service for visitors is closed to those who have a QID, and shows all others the way to an account")
    func onlyVisitors() async throws {
        let world = try await World()
        let resident = try await world.browser(of: "arjun-nair")
        let page = try await resident.visit("/en/services/gcc-resident-visa/apply")
        #expect(page.html.contains("This service is for visitors from abroad"))
        let stranger = world.browser()
        let start = try await stranger.visit("/en/services/gcc-resident-visa/apply")
        #expect(start.link { $0.contains("/account/new?next=/services/gcc-resident-visa/apply") } != nil)
        let other = try await stranger.visit("/en/services/police-clearance/apply")
        #expect(other.link { $0.contains("/account/new") } == nil)
    }

    @Test("the visa for residents of the GCC is granted after the papers are compared")
    func gcc() async throws {
        let world = try await World()
        let lina = try await world.browser(of: "lina-santos")
        let answers = visit.merging(["permit_expires-year": ["2027"], "work": ["employed"]]) { $1 }
        let reference = try await lina.apply("gcc-resident-visa", answers, today: today)
        try await lina.payCharge(onCase: reference)
        try await world.settle()
        let officer = try await world.browser(of: "nasser-al-kaabi")
        try await officer.submit(
            try await officer.visit("/en/queue/\(reference)"), to: "/decision", ["action": "accept"])
        try await world.settle()
        try await lina.visit("/en/cases/\(reference)")
        try await lina.visit(try #require(lina.page.link { $0.contains("/documents/") }))
        #expect(lina.page.html.contains("P7702641B"))
    }
}
