import Foundation
import Identity
import Kit
import Messaging

/// What officers decide, what anybody can check, and what is counted.
extension Tour {
    /// Somebody contests a traffic violation, an officer decides, and the answer comes as message and SMS.
    func objection() async throws {
        let driver = try person("omar-abdelrahman")
        let browser = try await log.step("a driver signs in") { try await self.browser(of: driver) }
        let reference = try await apply(browser, "traffic-violation-objection", "contests a traffic violation")
        let sent = try await sms(to: driver).count
        try await decide(reference, by: "aisha-al-mohannadi")
        try await log.step("the driver sees that it was accepted") {
            try ended(try await browser.visit("/ar/cases/\(reference)"), in: "done")
        }
        try await log.step("has a message in the mailbox") {
            try await eventually {
                let list = try await browser.visit("/ar/messages")
                let page = try await browser.visit(try link(list) { $0.contains("/messages/") })
                try expect(page.link { $0.contains(reference) } != nil, "a message about the case", page)
            }
        }
        try await log.step("has an SMS") {
            try await eventually {
                let news = try await sms(to: driver).dropLast(sent).map(\.text)
                let named = Reference(reference)?.description ?? reference
                guard news.contains(where: { $0.contains(named) || $0.contains(reference) }) else {
                    throw TourFault(expected: "an SMS about \(named)", found: "\(news.count) others")
                }
            }
        }
        try await log.step("sees who looked at his data") {
            let page = try await browser.visit("/ar/account/looks")
            try expect(page.html.contains("<tbody><tr>"), "the officer's look", page)
        }
        try await signOut(browser)
    }

    /// An officer signs in, finds the case, and decides it.
    ///
    /// - Parameters:
    ///   - action: what he chooses, else the first that is offered.
    ///   - leaves: whether the case is then no longer his to work on.
    func decide(
        _ reference: String, by id: String, choosing action: String = "accept", leaves: Bool = true
    ) async throws {
        let officer = try person(id)
        let browser = try await log.step("\(officer.name.en) signs in, an officer") {
            try await self.browser(of: officer, at: "/queue")
        }
        try await log.step("finds the case in the queue and opens it") {
            let page = try await browser.visit(try link(browser.page) { $0.hasSuffix("/queue/\(reference)") })
            try expect(page.status == 200, "the case", page)
        }
        try await log.step("decides it") {
            var form = try browser.page.form(to: "/decision")
            let actions = form.controls.filter { $0.name == "action" }.map(\.value)
            try form.fill("action", actions.first { $0 == action } ?? actions.first ?? action)
            try form.fill("reason", "تحققنا من ذلك، والأوراق سليمة.")
            let page = try await browser.submit(form)
            let isTaken = page.address.contains("decided=") || page.address.contains("heard=")
            try expect(isTaken, "the queue", page)
            let isThere = page.link { $0.hasSuffix("/queue/\(reference)") } != nil
            try expect(isThere != leaves, "the case \(leaves ? "gone from" : "still in") the queue", page)
        }
        try await signOut(browser)
    }

    /// The paper and the data of a case's document; anybody can check it, and one byte that is changed shows.
    func document(of reference: String, _ browser: TourBrowser, language: Language = .arabic) async throws {
        let root = "/\(language.rawValue)"
        let path = try await log.step("opens the document") {
            try await openDocument(of: reference, browser, root)
        }
        try await log.step("downloads the paper") {
            let page = try await browser.visit("\(path)/pdf")
            try expect(page.body.starts(with: "%PDF-".utf8), "a PDF", page)
        }
        let credential = try await log.step("downloads the signed data") {
            try await browser.visit("\(path)/credential.json").html
        }
        try await verify(credential, named: String(path.split(separator: "/").last ?? ""), root)
    }

    private func openDocument(of reference: String, _ browser: TourBrowser, _ root: String) async throws -> String {
        let page = try await browser.visit("\(root)/cases/\(reference)")
        let path = try link(page) { $0.hasPrefix("\(root)/documents/") }
        let document = try await browser.visit(path)
        try expect(document.status == 200, "the document", document)
        return path
    }

    // The optimiser of Swift 6.3.1 crashes on this function (splitting its coroutine), so it is left as it is.
    @_optimize(none)
    private func verify(_ credential: String, named name: String, _ root: String) async throws {
        try await log.step("anybody checks it by its reference: valid") {
            let page = try await self.browser().visit("\(root)/verify/\(name)")
            try expect(page.html.contains("class=\"verification done\""), "the answer «valid»", page)
        }
        try await log.step("anybody checks the pasted data: valid") {
            let page = try await check(credential, root)
            try expect(page.html.contains("class=\"verification done\""), "the answer «valid»", page)
        }
        try await log.step("with one byte changed: not valid") {
            let page = try await check(Tour.flipped(credential), root)
            try expect(page.html.contains("class=\"verification plain\""), "the answer «not ours»", page)
        }
    }

    private func check(_ credential: String, _ root: String) async throws -> TourPage {
        let browser = browser()
        let form = try Tour.form(for: credential, on: try await browser.visit("\(root)/verify"))
        return try await browser.submit(form)
    }

    private static func form(for credential: String, on page: TourPage) throws -> TourForm {
        guard var form = page.forms.first(where: { $0.has("credential") }) else {
            throw TourFault(expected: "a form for signed data", found: page.summary)
        }
        try form.fill("credential", credential)
        return form
    }

    /// The data with one digit changed in what it says: still well formed, no longer what was signed.
    static func flipped(_ credential: String) -> String {
        var bytes = Array(credential.utf8)
        let subject = credential.range(of: "credentialSubject").map {
            credential.utf8.distance(from: credential.utf8.startIndex, to: $0.upperBound)
        }
        guard let index = bytes[(subject ?? 0)...].firstIndex(where: { (48...56).contains($0) }) else { return "" }
        bytes[index] += 1
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: What is counted

    private struct Counted: Decodable {
        struct Entry: Decodable {
            let source: String
            let transactions: Int
        }
        let sources: [Entry]
    }

    /// How many cases the running month has.
    func count(_ name: String) async throws -> Int { try await log.step(name) { try await completed() } }

    private func completed() async throws -> Int {
        let month = String(today.description.prefix(7))
        let page = try await browser().visit("/statistics/\(month)/data.json")
        try expect(page.status == 200, "the figures of \(month)", page)
        let counted = try JSONDecoder().decode(Counted.self, from: Data(page.body))
        return counted.sources.first { $0.source == "counted" }?.transactions ?? 0
    }

    func counted(_ number: Int, more before: Int) async throws {
        try await log.step("anybody finds the \(number) cases counted in the public statistics") {
            let count = try await eventually {
                let count = try await completed()
                if count < before + number { throw TourFault(expected: "\(before + number) cases", found: "\(count)") }
                return count
            }
            if count != before + number { throw TourFault(expected: "\(before + number) cases", found: "\(count)") }
            let page = try await browser().visit("/ar/statistics/\(today.description.prefix(7))")
            try expect(page.status == 200, "the page of the month", page)
        }
    }
}
