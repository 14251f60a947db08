import Foundation
import Kit
import Platform
import Support
import Testing

/// Nobody sees or does what is not his: it is as if it did not exist.
@Suite("What belongs to others", .serialized) struct PrivacyTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)

    @Test("another person's draft, case, document, payment and message are not found")
    func others() async throws {
        let world = try await World()
        let owner = try await world.browser(of: "arjun-nair")
        var page = try await owner.fillIn("residence-permit-renewal", today: today)
        var addresses = [page.address, page.address.replacing("/check", with: "/pages/years")]
        let case1 = try await owner.apply("residence-permit-renewal", today: today)
        addresses.append("/en/cases/\(case1)")
        try await owner.payCharge(onCase: case1)
        try await world.settle()
        page = try await owner.visit("/en/cases/\(case1)")
        let document = try #require(page.link { $0.contains("/documents/") })
        let receipt = try #require(page.link { $0.hasSuffix("/receipt") })
        addresses += [
            document, "\(document)/pdf", "\(document)/credential.json", receipt,
            receipt.replacing("/receipt", with: ""),
        ]
        addresses.append(try #require(try await owner.visit("/en/messages").link { $0.contains("/messages/") }))
        for address in addresses.dropFirst(2) {
            #expect(try await owner.visit(address).status == 200, "the owner sees \(address)")
        }
        for person in ["omar-abdelrahman", "maryam-al-sulaiti", "nasser-al-kaabi", "salem-al-yafei"] {
            let other = try await world.browser(of: person)
            for address in addresses {
                #expect(try await other.look(at: address).status == 404, "\(person) at \(address)")
            }
        }
        try await othersActs(world, case1, receipt.replacing("/receipt", with: ""))
    }

    private func othersActs(_ world: World, _ file: String, _ charge: String) async throws {
        let other = try await world.browser(of: "omar-abdelrahman")
        let token = try #require(try await other.visit("/en/account").form(to: "/sign-out")["csrf"])
        for address in ["/en/cases/\(file)/withdrawal", "/en/cases/\(file)/appeal", "\(charge)/attempt"] {
            let page = try await other.post(address, Array("csrf=\(token)&reason=mine".utf8))
            #expect(page.status == 404, "\(address) gives \(page.status)")
        }
    }

    @Test("an officer of another entity, or of another service, and whoever is none, find no such case")
    func officers() async throws {
        let world = try await World()
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        #expect(try await driver.look(at: "/en/queue/\(reference)").status == 404)
        for person in ["noora-al-hajri", "nasser-al-kaabi", "layla-haddad", "dana-al-jaber", "omar-abdelrahman"] {
            let other = try await world.browser(of: person)
            #expect(try await other.look(at: "/en/queue/\(reference)").status == 404, "\(person)")
            let token = try #require(try await other.visit("/en/account").form(to: "/sign-out")["csrf"])
            for act in ["decision", "notes"] {
                let body = Array("csrf=\(token)&action=accept&revision=1&note=x".utf8)
                #expect(try await other.post("/en/queue/\(reference)/\(act)", body).status == 404, "\(person) \(act)")
            }
        }
        #expect(try await world.browser(of: "aisha-al-mohannadi").visit("/en/queue/\(reference)").status == 200)
    }

    @Test("two officers cannot decide the same case: the second is told")
    func twoOfficers() async throws {
        let world = try await World()
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        let (first, second) = (
            try await world.browser(of: "aisha-al-mohannadi"), try await world.browser(of: "yousef-al-emadi")
        )
        let firstPage = try await first.visit("/en/queue/\(reference)")
        let secondPage = try await second.visit("/en/queue/\(reference)")
        let decided = try await first.submit(firstPage, to: "/decision", ["action": "accept"])
        #expect(decided.address.contains("decided="))
        let late = try await second.submit(secondPage, to: "/decision", ["action": "refuse", "reason": "No"])
        #expect(late.status == 409, "\(late.summary)")
        try await world.settle()
        #expect(try await driver.visit("/en/cases/\(reference)").words.contains("Objection accepted"))
    }

    @Test("at the same moment, exactly one of two decisions counts")
    func sameMoment() async throws {
        let world = try await World()
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        let first = Handed(try await world.browser(of: "aisha-al-mohannadi"))
        let second = Handed(try await world.browser(of: "yousef-al-emadi"))
        for browser in [first, second] { try await browser.value.visit("/en/queue/\(reference)") }
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for (browser, act) in [(first, "accept"), (second, "refuse")] {
                group.addTask {
                    let page = browser.value.page
                    let answer = ["action": act, "reason": "x"]
                    return try await browser.value.submit(page, to: "/decision", answer, follows: false).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [303, 409])
    }

    @Test("each look of an officer is shown to the person, and nobody else sees who looked")
    func looks() async throws {
        let world = try await World()
        let driver = try await world.browser(of: "omar-abdelrahman")
        let reference = try await driver.apply("traffic-violation-objection", today: today)
        #expect(!(try await driver.visit("/en/account/looks").html.contains("<tbody>")))
        try await world.browser(of: "aisha-al-mohannadi").visit("/en/queue/\(reference)")
        #expect(try await driver.visit("/en/account/looks").html.contains("<tbody>"))
        #expect(try await driver.look(at: "/en/audit").status == 404)
        let auditor = try await world.browser(of: "salem-al-yafei")
        #expect(try await auditor.visit("/en/audit").status == 200)
        #expect(try await auditor.visit("/en/audit/chain").status == 200)
    }
}

/// A browser that one task hands to another.
struct Handed: @unchecked Sendable {
    let value: Browser
    init(_ value: Browser) { self.value = value }
}
