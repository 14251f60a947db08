import Foundation
import Kit
import Platform
import Registers
import Support
import Testing

/// Registers that are kept elsewhere, over a real socket, in good weather and bad.
@Suite("Registers that are kept elsewhere", .serialized) struct RegisterWeatherTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let exit: [String: [String]] = [
        "vehicle": ["ve-204518"], "driver_qid": ["28435600218"], "driver_name": ["Arjun Nair"],
        "destination": ["Kuwait"],
        "departure": ["2026-11-25"],
    ]

    @Test("in good weather an application is sent as if they were kept here, and they are told what it changed, once")
    func fine() async throws {
        let world = try await World(registersElsewhere: true)
        let browser = try await world.browser(of: "omar-abdelrahman")
        let reference = try await browser.apply("traffic-violation-objection", [:], today: today)
        #expect(browser.page.html.contains(reference))
        try await world.settle()
        let registry = try #require(world.registry)
        #expect(await registry.changes > 0)
        let changes = await registry.changes
        try await world.settle()
        #expect(await registry.changes == changes)
    }

    @Test(
        "where one does not answer, or not what it should, the record is named by hand and the case goes on by itself",
        arguments: [SandboxRegisters.Weather.silent, .broken, .rubbish, .mistaken])
    func bad(_ weather: SandboxRegisters.Weather) async throws {
        let world = try await World(registersElsewhere: true)
        let registry = try #require(world.registry)
        let browser = try await world.browser(of: "omar-abdelrahman")
        await registry.set(weather)
        try await browser.fillIn("vehicle-exit-permit", until: "vehicle", today: today)
        #expect(browser.page.status == 200)
        #expect(browser.page.html.contains("We cannot look it up right now"))

        // Nothing typed is said as at any question.
        try await browser.submit(browser.page, to: "/pages/vehicle")
        #expect(browser.page.status == 422)
        var form = try browser.page.form(to: "/pages/vehicle")
        try form.fill("vehicle-hand", "٢٠٤٥١٨")
        try await browser.submit(form)
        for _ in 0..<5 {
            guard let form = browser.page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
            let given = exit.filter { form.has($0.key) }
            try await browser.submit(try form.answered(with: given, today: today))
        }
        #expect(browser.page.address.hasSuffix("/check"))
        #expect(browser.page.html.contains("A register does not answer right now"))
        try await browser.submit(browser.page, to: "/submission")
        #expect(browser.page.html.contains("Your application waits for a register"))
        try await browser.visit("/en/cases")
        #expect(browser.page.html.contains("Waits for a register"))

        // It waits for as long as it must, and no longer.
        world.clock.move(hours: 1)
        try await world.settle()
        try await browser.visit("/en/cases")
        #expect(browser.page.html.contains("Waits for a register"))
        await registry.set(.fine)
        world.clock.move(hours: 1)
        try await world.settle()
        try await browser.visit("/en/cases")
        #expect(!browser.page.html.contains("Waits for a register"))
        let reference = try #require(browser.page.link { $0.contains("/cases/") })
        try await browser.visit(reference)
        #expect(browser.page.html.contains("Toyota Land Cruiser"))
    }

    @Test("what it does not know when it answers goes back to the applicant, with a message and nothing lost")
    func unknown() async throws {
        let world = try await World(registersElsewhere: true)
        let registry = try #require(world.registry)
        let browser = try await world.browser(of: "omar-abdelrahman")
        await registry.set(.broken)
        try await browser.fillIn("vehicle-exit-permit", until: "vehicle", today: today)
        var form = try browser.page.form(to: "/pages/vehicle")
        try form.fill("vehicle-hand", "no such plate")
        try await browser.submit(form)
        for _ in 0..<5 {
            guard let form = browser.page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
            try await browser.submit(try form.answered(with: exit.filter { form.has($0.key) }, today: today))
        }
        let check = browser.page.address
        try await browser.submit(browser.page, to: "/submission")
        await registry.set(.fine)
        world.clock.move(hours: 1)
        try await world.settle()
        #expect(try await world.sms(to: world.person("omar-abdelrahman")).contains { $0.contains("مراجعة") })
        try await browser.visit(check)
        #expect(browser.page.address.hasSuffix("/pages/vehicle"))
        #expect(browser.page.html.contains("Toyota Land Cruiser"))
        try await browser.submit(
            try browser.page.form(to: "/pages/vehicle").answered(
                with: exit.filter { $0.key == "vehicle" }, today: today))
        #expect(browser.page.html.contains("Kuwait"))
        try await browser.submit(browser.page, to: "/submission")
        #expect(try !browser.caseReference.isEmpty)
    }

    @Test("an officer still sees what a silent register said last, and is told so")
    func officer() async throws {
        let world = try await World(registersElsewhere: true)
        let browser = try await world.browser(of: "omar-abdelrahman")
        let reference = try await browser.apply(
            "driving-licence-replace", ["loss": ["damaged"], "delivery": ["office"]], today: today)
        let officer = try await world.browser(of: "aisha-al-mohannadi")
        let notice = "A register does not answer right now"
        // What is known of his licence; it can be said only by who has asked the register.
        let licence = "Light vehicle"

        world.clock.move(hours: 1)
        try await officer.visit("/en/queue/\(reference)")
        #expect(officer.page.html.contains(licence))
        #expect(!officer.page.html.contains(notice))

        await world.registry?.set(.broken)
        world.clock.move(hours: 1)
        try await officer.visit("/en/queue/\(reference)")
        #expect(officer.page.status == 200)
        #expect(officer.page.html.contains(notice))
        #expect(officer.page.html.contains(licence))
    }
}
