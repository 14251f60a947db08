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
        // The paper is about the car, though it is no longer the seller's.
        try await seller.visit(try #require(seller.page.link { $0.contains("/documents/") }))
        #expect(seller.page.html.contains("204518") && seller.page.html.contains("Toyota Land Cruiser"))
        #expect(seller.page.html.contains("Arjun Nair"))
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

    @Test("three members vote, each once, in any order; the majority decides, and the applicant reads what they said")
    func committee() async throws {
        let world = try await World()
        let graduate = try await world.browser(of: "arjun-nair")
        let answers: [String: [String]] = [
            "degree": ["bachelor"], "manner": ["present"], "began-day": ["1"], "began-month": ["9"],
            "began-year": ["2018"], "graduated-day": ["30"], "graduated-month": ["6"], "graduated-year": ["2022"],
        ]
        let reference = try await graduate.apply("university-certificate-equivalency", answers, today: today)
        let papers = try await world.browser(of: "amal-al-kuwari")
        try await papers.visit("/en/queue/\(reference)")
        try await papers.submit(papers.page, to: "/decision", ["action": "accept"])

        let first = try await world.browser(of: "nadia-rahman")
        try await first.visit("/en/queue/\(reference)")
        var vote = try first.page.form(to: "/decision")
        try vote.fill("action", "agree")
        try await first.submit(vote)
        // An officer of the ministry who is asked nothing here, and the applicant himself, cannot speak.
        for other in ["tariq-al-ansari", "arjun-nair"] {
            let browser = try await world.browser(of: other)
            #expect(try await browser.visit("/en/queue/\(reference)").status == 404)
        }
        // Whoever has spoken does not speak again, and his queue is empty of it.
        try await first.submit(vote)
        #expect(first.page.status == 409)
        try await first.visit("/en/queue")
        #expect(!first.page.html.contains(reference))

        let second = try await world.browser(of: "khalid-al-ishaq")
        try await second.visit("/en/queue/\(reference)")
        try await second.submit(second.page, to: "/decision", ["action": "refuse"])
        #expect(second.page.status == 422)
        try await second.submit(
            second.page, to: "/decision", ["action": "refuse", "reason": "The subject is not recognised."])
        try await graduate.visit("/en/cases/\(reference)")
        #expect(graduate.page.html.contains("answer awaited"))

        let third = try await world.browser(of: "hind-al-saad")
        try await third.visit("/en/queue/\(reference)")
        try await third.submit(third.page, to: "/decision", ["action": "agree"])
        try await graduate.visit("/en/cases/\(reference)")
        #expect(graduate.page.html.contains("The subject is not recognised."))
        #expect(graduate.page.html.contains("Enough members are in favour."))
        #expect(graduate.page.html.contains("/documents/"))
    }

    @Test(
        "entities are heard at the same time, each by its own officers; one that is silent does not hold the others up")
    func entities() async throws {
        let world = try await World()
        let citizen = try await world.browser(of: "hamad-al-marri")
        let small: [String: [String]] = ["work": ["new"], "floors_built": ["1"], "built_area": ["100"]]
        let reference = try await citizen.apply("building-permit", small, today: today)
        for officer in ["mona-al-khater", "saad-al-dosari"] {
            let browser = try await world.browser(of: officer)
            try await browser.visit("/en/queue/\(reference)")
            #expect(browser.page.status == 200, "\(officer)")
            try await browser.submit(browser.page, to: "/decision", ["action": "agree"])
        }
        // One speaks for his own entity only.
        let power = try await world.browser(of: "noora-al-hajri")
        try await power.visit("/en/queue/\(reference)")
        var stolen = try power.page.form(to: "/decision")
        try stolen.fill("opinion", "drainage")
        try stolen.fill("action", "agree")
        try await power.submit(stolen)
        #expect(power.page.status == 409)
        // An officer of another service has nothing to do with it.
        let other = try await world.browser(of: "tariq-al-ansari")
        #expect(try await other.visit("/en/queue/\(reference)").status == 404)
        try await citizen.visit("/en/cases/\(reference)")
        #expect(citizen.page.html.contains("answer awaited") && citizen.page.html.contains("has answered"))
        world.clock.move(hours: 24 * 20)
        try await world.settle()
        let again = try await world.signIn("hamad-al-marri").value
        try await again.visit("/en/cases/\(reference)")
        #expect(again.page.status == 200 && !again.page.html.contains("answer awaited"))
        #expect(again.page.html.contains("No objection"))
    }
}
