import Kit
import Platform
import Store
import Support
import Testing

/// Services that allow one open case at a time on a record.
@Suite("Once per record", .serialized) struct OnceTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    @Test(
        "of two drafts about the same record the one that is sent second is refused, and names the other case",
        arguments: [
            ("residence-permit-renewal", "arjun-nair", "permits", "RP-104"),
            ("traffic-violation-objection", "omar-abdelrahman", "violation", "tv-260102"),
        ])
    func second(_ service: String, _ person: String, _ question: String, _ record: String) async throws {
        let world = try await World()
        let (first, second) = (try await world.browser(of: person), try await world.browser(of: person))
        try await first.fillIn(service, [question: [record]], today: today)
        try await second.fillIn(service, [question: [record]], today: today)
        try await first.submit(first.page, to: "/submission")
        let reference = try #require(Reference(try first.caseReference))
        let refused = try await second.submit(second.page, to: "/submission")
        #expect(refused.status == 409, "\(refused.summary)")
        #expect(refused.html.contains(reference.description), "\(refused.summary)")
        #expect(
            try await world.platform.store.read { try $0.one("select count(*) from case_file") { try $0.integer(0) } }
                == 1)
    }

    @Test("when the case has ended, another may be sent; a case about other records is not in the way")
    func ended() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "arjun-nair")
        let service = "residence-permit-renewal"
        let first = try await browser.apply(service, ["permits": ["RP-104"]], today: today)
        _ = try await browser.apply(service, ["permits": ["RP-105"]], today: today)
        // Not paid within three days: the case lapses.
        world.clock.move(hours: 24 * 5)
        try await world.settle()
        let again = try await world.signIn("arjun-nair").value
        let second = try await again.apply(service, ["permits": ["RP-104"]], today: today)
        #expect(first != second)
    }
}
