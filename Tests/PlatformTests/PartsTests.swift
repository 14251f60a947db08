import Foundation
import Kit
import Platform
import Support
import Testing

/// A fee that is paid in parts, money of which a part goes back, and documents that a case takes back.
@Suite("Parts of a fee, and documents taken back", .serialized) struct PartsTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    private func decide(_ action: String, _ reference: String, by officer: String, in world: World) async throws {
        let browser = try await world.browser(of: officer)
        try await browser.visit("/en/queue/\(reference)")
        var values = ["action": action]
        if ["refuse", "ask"].contains(action) { values["reason"] = "so" }
        try await browser.submit(browser.page, to: "/decision", values)
        #expect(browser.page.address.contains("decided="), "\(browser.page.summary)")
    }

    private func pay(_ reference: String, _ browser: Browser, in world: World) async throws {
        try await browser.payCharge(onCase: reference)
        try await world.settle()
        try await browser.visit("/en/cases/\(reference)")
    }

    @Test("a fee in three parts is asked for part by part, and the certificate comes after the last")
    func instalments() async throws {
        let world = try await World()
        let person = try await world.browser(of: "arjun-nair")
        try await person.fillIn("sewer-connection", ["first_house": ["yes"], "instalments": ["yes"]], today: today)
        #expect(person.page.words.contains("You pay it in parts"))
        #expect(person.page.words.contains("QAR 2,000"), "\(person.page.words)")
        try await person.submit(person.page, to: "/submission")
        let reference = try person.caseReference
        try await decide("accept", reference, by: "george-haddad", in: world)
        try await pay(reference, person, in: world)
        #expect(person.page.words.contains("QAR 2,000 paid"))
        try await decide("connected", reference, by: "george-haddad", in: world)
        for part in ["Second part of the fee", "Last part of the fee"] {
            try await person.visit("/en/cases/\(reference)")
            #expect(person.page.words.contains(part) && !person.page.words.contains("Certificate of connection"))
            try await pay(reference, person, in: world)
        }
        #expect(person.page.words.contains("Certificate of connection"))
        #expect(person.page.words.components(separatedBy: "QAR 2,000 paid").count == 4)
    }

    @Test("of what was paid the insurance goes back and the fee stays")
    func insurance() async throws {
        let world = try await World()
        var person = try await world.browser(of: "hamad-al-marri")
        let answers = [
            "camp": ["family"], "area": ["north"], "setup_on-day": ["4"], "setup_on-month": ["12"],
            "setup_on-year": ["2026"],
        ]
        let reference = try await person.apply("winter-camping", answers, today: today)
        world.clock.move(hours: 7 * 24 + 10)
        try await world.settle()
        person = try await world.signIn("hamad-al-marri").value
        try await pay(reference, person, in: world)
        try await decide("refuse", reference, by: "majed-al-hitmi", in: world)
        try await world.settle()
        try await person.visit("/en/cases/\(reference)")
        #expect(person.page.words.contains("QAR 1,500 paid, QAR 1,000 of it returned to you"), "\(person.page.words)")
        let receipt = try #require(person.page.link { $0.contains("/receipt") })
        try await person.visit(receipt)
        #expect(person.page.words.contains("QAR 1,000 on 29 November 2026"))
    }

    @Test(
        "what a correction adds to the fee is paid, and what it takes off goes back",
        arguments: [("one", "two", true), ("two", "one", false)])
    func corrected(_ first: String, _ second: String, raises: Bool) async throws {
        let world = try await World()
        let person = try await world.browser(of: "omar-abdelrahman")
        let answers = ["plates": [first], "delivery": ["office"]]
        let reference = try await person.apply("plate-replace", answers, today: today)
        try await pay(reference, person, in: world)
        try await decide("ask", reference, by: "aisha-al-mohannadi", in: world)
        try await world.settle()
        try await person.visit("/en/cases/\(reference)")
        try await person.visit(try #require(person.page.link { $0.contains("/drafts/") }))
        try await person.answerPages(today: today)
        try await person.visit(try #require(person.page.link { $0.contains("/pages/plates") }))
        try await person.submit(person.page, to: "/pages/plates", ["plates": second])
        let told = person.page.words.contains("Your correction raises the fee. QAR 100 is left to pay")
        #expect(person.page.address.hasSuffix("/check") && told == raises, "\(person.page.words)")
        try await person.submit(person.page, to: "/submission")
        if raises {
            #expect(
                person.page.words.contains("QAR 100 unpaid") || person.page.link { $0.contains("/payments/") } != nil)
            try await pay(reference, person, in: world)
        }
        try await decide("accept", reference, by: "aisha-al-mohannadi", in: world)
        try await world.settle()
        try await person.visit("/en/cases/\(reference)")
        #expect(person.page.words.contains("The plates are ready"), "\(person.page.words)")
        if raises {
            #expect(person.page.words.components(separatedBy: "QAR 100 paid").count == 3, "\(person.page.words)")
        } else {
            #expect(person.page.words.contains("QAR 200 paid, QAR 100 of it returned to you"), "\(person.page.words)")
        }
    }

    @Test("a permit is changed: the new one is good, and the old one says why it is not; nobody cancels another's")
    func replaced() async throws {
        let world = try await World()
        let person = try await world.browser(of: "omar-abdelrahman")
        let journey: [String: [String]] = [
            "purpose": ["new"], "vehicle": ["ve-204518"], "driver_qid": ["28435600218"], "driver_name": ["Arjun"],
            "destination": ["Kuwait"],
        ]
        let first = try await person.apply("vehicle-exit-permit", journey, today: today)
        try await pay(first, person, in: world)
        let old = try #require(person.page.link { $0.contains("/documents/") }?.split(separator: "/").last).description

        let change = journey.merging(["purpose": ["replace"], "permit": [old]]) { $1 }
        let second = try await person.apply("vehicle-exit-permit", change, today: today)
        try await pay(second, person, in: world)
        #expect(person.page.words.contains("New permit issued"))
        let fresh = try #require(
            person.page.link { $0.contains("/documents/") }?.split(separator: "/").last
        ).description
        try await person.visit("/en/verify/\(old)")
        #expect(person.page.words.contains("A newer permit took its place."), "\(person.page.words)")

        let other = try await world.browser(of: "arjun-nair")
        try await other.fillIn("vehicle-exit-permit", ["purpose": ["cancel"]], until: "permit", today: today)
        #expect(other.page.words.contains("You have no valid permit."))

        try await person.fillIn("vehicle-exit-permit", ["purpose": ["cancel"]], until: "permit", today: today)
        #expect(!person.page.html.contains(old) && person.page.html.contains(fresh))
        try await person.answerPages(["permit": [fresh]], today: today)
        try await person.submit(person.page, to: "/submission")
        #expect(person.page.words.contains("Permit cancelled"))
        try await person.visit("/en/verify/\(fresh)")
        #expect(person.page.words.contains("The owner of the vehicle cancelled it."))
    }
}
