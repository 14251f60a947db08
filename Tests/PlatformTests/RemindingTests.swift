import Foundation
import Kit
import Platform
import Support
import Testing

/// What people are told in time: of a step that waits for them, of an appointment, of work that stands still.
@Suite("Reminders", .serialized) struct RemindingTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let sale: [String: [String]] = [
        "vehicle": ["ve-204518"], "buyer_qid": ["28435600218"], "price": ["65000"],
    ]

    private func pass(_ days: Int, in world: World) async throws {
        world.clock.move(hours: 24 * Double(days))
        try await world.settle()
    }

    @Test("whoever is asked to agree is reminded once, before the time is over, and not after he has answered")
    func asked() async throws {
        let world = try await World()
        let seller = try await world.browser(of: "omar-abdelrahman")
        let reference = try await seller.apply("vehicle-transfer", sale, today: today)
        let buyer = try world.person("arjun-nair")
        func reminders() async throws -> Int {
            try await world.sms(to: buyer).count { $0.contains("is waiting for your answer until") }
        }
        try await pass(3, in: world)
        #expect(try await reminders() == 0)
        try await pass(1, in: world)
        #expect(try await reminders() == 1)
        try await pass(1, in: world)
        #expect(try await reminders() == 1)

        let other = try await World()
        let again = try await other.browser(of: "omar-abdelrahman")
        let second = try await again.apply("vehicle-transfer", sale, today: today)
        let answering = try await other.browser(of: "arjun-nair")
        try await answering.visit("/en/requests/\(second)")
        try await answering.submit(answering.page, to: "/answer", ["action": "agree"])
        try await pass(5, in: other)
        let said = try await other.sms(to: buyer)
        #expect(!said.contains { $0.contains("is waiting for your answer until") })
        #expect(reference != second)
    }

    @Test("of a visit one is reminded the day before; one that was missed is moved to another time")
    func visit() async throws {
        let world = try await World()
        let (farmer, reference) = try await approved(world)
        let person = try world.person("hamad-al-marri")
        try await choose(farmer, reference, in: world)
        let booked = try await visitDay(farmer, reference)
        func reminders() async throws -> Int {
            try await world.sms(to: person).count { $0.contains("تذكير: موعدك") }
        }
        #expect(try await reminders() == 0)
        try await pass(max(0, booked - today - 1), in: world)
        #expect(try await reminders() == 1)
        try await pass(2, in: world)

        let inspector = try await world.signIn("bilal-qureshi").value
        try await inspector.visit("/en/queue/\(reference)")
        try await inspector.submit(inspector.page, to: "/decision", ["action": "missed"])
        let back = try await world.signIn("hamad-al-marri").value
        try await choose(back, reference, in: world)
        #expect(try await visitDay(back, reference) > booked)
    }

    @Test("a step of officers at which nothing happens is told to those who lead them, and noted for officers alone")
    func escalated() async throws {
        let world = try await World()
        let (farmer, reference) = try await approved(world)
        try await choose(farmer, reference, in: world)
        try await pass(25, in: world)
        let lead = try await world.signIn("noora-al-hajri").value
        try await lead.visit("/en/messages")
        #expect(lead.page.html.contains("has not moved"))
        try await lead.visit("/en/queue/\(reference)")
        #expect(lead.page.html.contains("Those who lead the officers were told"))
        let inspector = try await world.signIn("bilal-qureshi").value
        try await inspector.visit("/en/messages")
        #expect(!inspector.page.html.contains("has not moved"))
        let back = try await world.signIn("hamad-al-marri").value
        try await back.visit("/en/cases/\(reference)")
        #expect(!back.page.html.contains("Those who lead the officers were told"))
    }

    /// A farm whose papers are approved.
    private func approved(_ world: World) async throws -> (Browser, String) {
        let farmer = try await world.browser(of: "hamad-al-marri")
        let reference = try await farmer.apply(
            "kahramaa-izba-connection", ["complex": ["al-sheehaniya"]], today: today)
        let officer = try await world.browser(of: "noora-al-hajri")
        try await officer.visit("/en/queue/\(reference)")
        try await officer.submit(officer.page, to: "/decision", ["action": "approve"])
        return (farmer, reference)
    }

    /// Takes the first time that is free.
    private func choose(_ farmer: Browser, _ reference: String, in world: World) async throws {
        try await farmer.visit("/en/cases/\(reference)")
        try await farmer.visit(try #require(farmer.page.link { $0.contains("/drafts/") }))
        for _ in 0..<4 {
            guard let form = farmer.page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
            try await farmer.submit(try form.answered(with: [:], today: today))
        }
        try await farmer.submit(farmer.page, to: "/submission")
        #expect(farmer.page.address.contains("/cases/"))
    }

    /// The day of the file for one's own calendar.
    private func visitDay(_ farmer: Browser, _ reference: String) async throws -> Day {
        try await farmer.visit("/en/cases/\(reference)")
        try await farmer.visit(try #require(farmer.page.link { $0.hasSuffix("calendar.ics") }))
        let text = farmer.page.html
        let start = try #require(text.split(separator: "DTSTART").last).drop { $0 != "2" }.prefix(8)
        let iso = "\(start.prefix(4))-\(start.dropFirst(4).prefix(2))-\(start.suffix(2))"
        return try #require(Day(iso: iso))
    }
}
