import Foundation
import Kit
import Platform
import Support
import Testing

/// Cases in which others than the applicant and one officer have a say: a buyer, other entities, a committee.
@Suite("Others have a say", .serialized) struct HearingTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let sale: [String: [String]] = [
        "vehicle": ["ve-204518"], "buyer_qid": ["28435600218"], "price": ["65000"],
    ]

    @Test("a car changes hands when its buyer agrees, from his own account, once")
    func bought() async throws {
        let world = try await World()
        let seller = try await world.browser(of: "omar-abdelrahman")
        let buyer = try await world.browser(of: "arjun-nair")
        let reference = try await seller.apply("vehicle-transfer", sale, today: today)
        try await world.settle()
        #expect(try await world.sms(to: world.person("arjun-nair")).contains { $0.contains("asks you to agree") })
        try await buyer.visit("/en/cases")
        #expect(buyer.page.html.contains("You are asked to agree"))
        try await buyer.visit("/en/requests/\(reference)")
        #expect(buyer.page.html.contains("65,000") && buyer.page.html.contains("Toyota Land Cruiser"))

        // Nobody else is asked, and no answer is none.
        for other in ["hamad-al-marri", "omar-abdelrahman"] {
            let browser = try await world.browser(of: other)
            #expect(try await browser.visit("/en/requests/\(reference)").status == 404)
        }
        try await buyer.visit("/en/requests/\(reference)")
        try await buyer.submit(buyer.page, to: "/answer")
        #expect(buyer.page.status == 422 && buyer.page.html.contains("Choose your answer."))

        let form = try buyer.page.form(to: "/answer")
        var yes = form
        try yes.fill("action", "agree")
        try await buyer.submit(yes)
        #expect(buyer.page.html.contains("You answered:"))
        // Sent twice, it is answered once.
        try await buyer.submit(yes)
        #expect(buyer.page.status == 409)

        try await seller.visit("/en/cases/\(reference)")
        #expect(seller.page.html.contains("Ownership transferred"))
        try await buyer.fillIn("vehicle-exit-permit", until: "vehicle", today: today)
        #expect(buyer.page.html.contains("Toyota Land Cruiser"))
        try await seller.fillIn("vehicle-exit-permit", until: "vehicle", today: today)
        #expect(!seller.page.html.contains("Toyota Land Cruiser"))
    }

    @Test("a buyer whom nobody knows ends the case at once, and one who says nothing after a week")
    func silent() async throws {
        let world = try await World()
        let seller = try await world.browser(of: "omar-abdelrahman")
        var unknown = sale
        unknown["buyer_qid"] = ["29999999999"]
        _ = try await seller.apply("vehicle-transfer", unknown, today: today)
        #expect(seller.page.html.contains("The buyer was not found"))
        let reference = try await seller.apply("vehicle-transfer", sale, today: today)
        world.clock.move(hours: 24 * 9)
        try await world.settle()
        let again = try await world.signIn("arjun-nair").value
        try await again.visit("/en/requests/\(reference)")
        #expect(again.page.html.contains("Your answer is no longer needed"))
    }
}
