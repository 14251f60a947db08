import Foundation
import Identity
import Kit

/// Kinds of service beside the main job: an enquiry, a calculation, an appointment, a report, a certificate, a committee,
/// a sale between two people.
extension Tour {
    /// Plays one of each; answers how many cases it completed.
    func otherKinds() async throws -> Int {
        try await calculation()
        let resident = try person("joseph-khoury")
        let browser = try await log.step("a resident signs in") {
            try await self.browser(of: resident, language: .english)
        }
        try await enquiry(browser)
        try await appointment(browser)
        try await report(browser)
        try await certificate(browser)
        try await committee(browser)
        try await signOut(browser)
        try await sale()
        return 6
    }

    /// Anybody calculates the duty on goods, without signing in.
    private func calculation() async throws {
        try await log.step("anybody calculates customs duty, without signing in") {
            let browser = browser()
            try await browser.visit("/en/services/customs-income-calculation/apply")
            var page = try await browser.submit(try browser.page.form(to: "/apply"))
            for _ in 0..<20 {
                guard let form = page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
                page = try await browser.submit(try form.answered(with: [:], today: today))
            }
            try expect(page.html.contains("QAR"), "what the duty comes to", page)
        }
    }

    /// An enquiry is decided by a table at once, and why is said.
    private func enquiry(_ browser: TourBrowser) async throws {
        let reference = try await apply(
            browser, "permanent-residency-inquiry", "asks whether he may have permanent residency")
        try await log.step("reads the answer, with what it was based on") {
            let page = try await browser.visit("/en/cases/\(reference)")
            try expect(page.html.contains("<details"), "why it was decided so", page)
        }
    }

    /// A place is booked, paid for, and kept.
    private func appointment(_ browser: TourBrowser) async throws {
        let reference = try await apply(browser, "medical-commission-registration", "books a medical test")
        try await log.step("pays for it at the bank") { try await pay(browser) }
        try await log.step("has the appointment and the slip") {
            try await eventually { try ended(try await browser.visit("/en/cases/\(reference)"), in: "done") }
        }
    }

    /// Somebody tells, an official body sees to it, and answers.
    private func report(_ browser: TourBrowser) async throws {
        let reference = try await apply(browser, "kahramaa-outage", "reports a power cut")
        try await decide(reference, by: "noora-al-hajri")
        try await log.step("reads that it was dealt with") {
            let page = try await browser.visit("/en/cases/\(reference)")
            try expect(page.html.contains("<div class=\"notice done\""), "a case that was dealt with", page)
        }
    }

    /// Papers are attached, the fee is paid, an officer looks, a document is signed.
    private func certificate(_ browser: TourBrowser) async throws {
        let reference = try await apply(browser, "police-clearance", "asks for a good conduct certificate")
        try await log.step("pays its fee at the bank") { try await pay(browser) }
        try await log.step("the case goes on to the officer") {
            try await eventually {
                let page = try await browser.visit("/en/cases/\(reference)")
                try expect(!page.html.contains("/payments/") || page.html.contains("/receipt"), "a paid fee", page)
            }
        }
        try await decide(reference, by: "nasser-al-kaabi", choosing: "issue")
        try await log.step("has the certificate") {
            try ended(try await browser.visit("/en/cases/\(reference)"), in: "done")
        }
    }

    /// An officer checks the papers, three members vote.
    private func committee(_ browser: TourBrowser) async throws {
        let reference = try await apply(
            browser, "university-certificate-equivalency", "asks for a degree to be recognised",
            [
                "degree": ["bachelor"], "manner": ["present"], "began-day": ["1"], "began-month": ["9"],
                "began-year": ["2018"], "graduated-day": ["30"], "graduated-month": ["6"], "graduated-year": ["2022"],
            ])
        // She may vote as well.
        try await decide(reference, by: "amal-al-kuwari", leaves: false)
        for member in ["nadia-rahman", "khalid-al-ishaq", "hind-al-saad"] {
            try await decide(reference, by: member, choosing: "agree")
        }
        try await log.step("the majority has decided, and the degree is recognised") {
            try ended(try await browser.visit("/en/cases/\(reference)"), in: "done")
        }
    }

    /// A car changes hands: whoever of the two has it sells it to the other.
    private func sale() async throws {
        let (omar, joseph) = (try person("omar-abdelrahman"), try person("joseph-khoury"))
        let one = try await log.step("the owner of a car signs in") { try await self.browser(of: omar) }
        let two = try await log.step("its buyer signs in") { try await self.browser(of: joseph) }
        let page = try await one.visit("/\(one.language)/services/vehicle-transfer/apply")
        let first = try await one.submit(try page.form(to: "/apply"))
        let isHis = first.html.contains("type=\"radio\"")
        let (browser, theirs, other) = isHis ? (one, two, joseph) : (two, one, omar)
        let reference = try await apply(
            browser, "vehicle-transfer", "sells the car", ["buyer_qid": [other.account]])
        try await theirs.visit("/\(theirs.language)/cases")
        try await log.step("finds what he is asked, and agrees") {
            let page = try await theirs.visit(try link(theirs.page) { $0.hasSuffix("/requests/\(reference)") })
            var form = try page.form(to: "/answer")
            try form.fill("action", "agree")
            try expect(try await theirs.submit(form).status == 200, "the answer taken", theirs.page)
        }
        try await log.step("the car is the buyer's") {
            try ended(try await browser.visit("/\(browser.language)/cases/\(reference)"), in: "done")
        }
        try await signOut(browser)
        try await signOut(theirs)
    }
}
