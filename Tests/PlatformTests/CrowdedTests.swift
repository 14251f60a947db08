import Kit
import Support
import Testing

@testable import Platform
@testable import Web

@Suite("Far too many at once", .serialized) struct CrowdedTests {
    @Test("who reads is asked to come back in his language, kept pages and what is sent are answered, and it passes")
    func crowded() async throws {
        let world = try await World()
        let browser = try await world.browser(of: "arjun-nair")
        let form = try await browser.visit("/en/services/customs-income-calculation/apply")
        try await browser.look(at: "/ar")
        world.platform.crowd.waiting.add(1001)
        // Who is signed in is at something already.
        #expect(try await browser.look(at: "/en/cases").status == 200)
        #expect(try await world.browser().look(at: "/en/search?q=visa").status == 503)
        world.platform.crowd.waiting.add(1000)

        let page = try await browser.look(at: "/en/cases")
        #expect(page.status == 503 && page.header("retry-after") == "10", "\(page.summary)")
        #expect(page.words.contains("Very many people are here right now") && !page.words.contains("Arjun"))
        #expect(try await browser.look(at: "/ar/cases").words.contains("الزحام شديد الآن"))
        for address in [
            "/", "/ar", "/ar/services/customs-income-calculation", "/health", "/statistics/2015-09/data.json",
        ] {
            #expect(try await browser.look(at: address).status < 400, "\(address)")
        }
        try await browser.submit(form, to: "/services/customs-income-calculation/apply", follows: false)
        #expect(browser.page.status == 303, "\(browser.page.summary)")

        world.platform.crowd.waiting.add(-2001)
        #expect(try await browser.look(at: "/en/cases").status == 200)
    }
}
