import Foundation
import Kit
import Platform
import Support
import Testing

/// Editors change a service while people use it.
@Suite("Editors", .serialized) struct EditorTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private static let service = "traffic-violation-objection"
    private static let path = "/en/editor/services/\(service)"
    private let old = "What happened?"
    private let new = "Tell us in your words what happened"

    /// Writes over the text in the box; with `words`, proposes it.
    @discardableResult
    private func write(
        _ browser: Browser, words: String? = nil, _ change: (String) -> String = { $0 }
    ) async throws -> Page {
        var form = try browser.page.form(to: "/draft")
        try form.fill("text", change(form["text"] ?? ""))
        if let words { try form.fill("words", words) }
        let act = words == nil ? "check" : "propose"
        return try await browser.submit(form, pressing: form.buttons.first { $0.value == act })
    }

    private func decide(_ browser: Browser, _ number: Int, _ verdict: String, _ words: String = "") async throws -> Page
    {
        try await browser.visit("\(Self.path)/editions/\(number)")
        var form = try browser.page.form(to: "/decision")
        try form.fill("verdict", verdict)
        try form.fill("words", words)
        return try await browser.submit(form)
    }

    /// Somebody of the ministry changes the question, and a colleague publishes it.
    private func publish(_ world: World, _ number: Int, _ change: (String) -> String) async throws {
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        let proposed = try await write(editor, words: "Clearer", change)
        #expect(proposed.address.hasSuffix("?proposed=\(number)"), "\(proposed.summary)")
        let colleague = try await world.browser(of: "maha-al-sada")
        let published = try await decide(colleague, number, "publish")
        #expect(published.address.hasSuffix("?publish=\(number)"), "\(published.summary)")
        await world.follow()
    }

    @Test("a rule whose limit no example tests is shown with the slip that would go unnoticed")
    func untested() async throws {
        let world = try await World()
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        let check = "checks: [{ that: string length(account) < 5000, otherwise: { ar: طويل, en: Too long } }]"
        let page = try await write(editor) { text in
            text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                guard line.hasSuffix("id: account") else { return String(line) }
                return "\(line)\n\(String(repeating: " ", count: line.utf8.count - 13))  \(check)"
            }.joined(separator: "\n")
        }
        #expect(page.status == 200 && page.words.contains("No mistakes in the text"), "\(page.summary)")
        #expect(page.words.contains("Rules that no example tests"), "\(page.summary)")
        #expect(page.words.contains("string length(account) < 5000"), "\(page.summary)")
        #expect(page.words.contains("string length(account)") && page.words.contains("5001"), "\(page.summary)")
    }

    @Test("a broken rule is told with its line, and what was typed stays")
    func broken() async throws {
        let world = try await World()
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        let text = try #require(try editor.page.form(to: "/draft")["text"])
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.contains("kind: long-text")
        }
        let page = try await write(editor) { $0.replacing("kind: long-text", with: "kind: long-tale") }
        #expect(page.status == 200 && page.words.contains("long-tale"), "\(page.summary)")
        #expect(page.words.contains("Line \(try #require(line) + 1):"), "\(page.summary)")
        #expect(try page.form(to: "/draft")["text"]?.contains("long-tale") == true)
        let refused = try await write(editor, words: "Mine")
        #expect(refused.status == 422)
        #expect(try refused.form(to: "/draft")["words"] == "Mine")
        let mended = try await write(editor) { $0.replacing("long-tale", with: "long-text").replacing(old, with: new) }
        #expect(mended.words.contains("No mistakes") && mended.html.contains("<ins>"), "\(mended.summary)")
        #expect(mended.words.contains("Holds") && !mended.words.contains("Fails"))
    }

    @Test("a hidden character is refused and nothing else happens")
    func hidden() async throws {
        let world = try await Shared.world()
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        let page = try await write(editor) { "\($0)# \u{202E}\n" }
        #expect(page.status == 422 && page.words.contains("U+202E"), "\(page.summary)")
    }

    @Test("the pages are seen as they will look, in both languages, and cannot be sent")
    func preview() async throws {
        let world = try await World()
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        try await write(editor) { $0.replacing(old, with: new).replacing("ماذا حدث؟", with: "احكِ لنا ما حدث") }
        let page = try await editor.visit("\(Self.path)/draft/preview?page=account")
        #expect(page.words.contains(new) && page.html.contains("<fieldset class=\"form\" disabled>"), "\(page.summary)")
        #expect(page.html.components(separatedBy: "<h1").count == 2 && page.forms.allSatisfy { !$0.isPosted })
        let arabic = try await editor.visit("/ar/editor/services/\(Self.service)/draft/preview?page=account")
        #expect(arabic.words.contains("احكِ لنا ما حدث"))
        #expect(try await editor.visit("\(Self.path)/draft/preview").html.components(separatedBy: "<h1").count == 2)
        #expect(try await editor.look(at: "\(Self.path)/draft/preview?page=none").status == 404)
        #expect(!(try await world.browser().visit("/en/services/\(Self.service)/apply").words.contains(new)))
    }

    @Test("a colleague publishes, not whoever proposed; who had begun keeps his text, who begins now has the new one")
    func published() async throws {
        let world = try await World()
        let early = try await world.browser(of: "omar-abdelrahman")
        let begun = try await early.fillIn(Self.service, until: "account", today: today)
        #expect(begun.words.contains(old))
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        try await write(editor, words: "Clearer") { $0.replacing(old, with: new) }
        #expect(
            try await editor.visit("\(Self.path)/editions/1").forms.allSatisfy { !$0.action.hasSuffix("/decision") })
        let token = try #require(try editor.page.form(to: "/withdrawal")["csrf"])
        let body = Array("csrf=\(token)&verdict=publish".utf8)
        #expect(try await editor.post("\(Self.path)/editions/1/decision", body).status == 403)
        let colleague = try await world.browser(of: "maha-al-sada")
        let done = try await decide(colleague, 1, "publish")
        #expect(done.address.hasSuffix("?publish=1") && done.words.contains("Clearer"), "\(done.summary)")
        await world.follow()
        let again = try await early.visit(begun.address)
        #expect(again.words.contains(old) && !again.words.contains(new), "\(again.summary)")
        let late = try await world.browser(of: "omar-abdelrahman")
        let page = try await late.fillIn(Self.service, until: "account", today: today)
        #expect(page.words.contains(new), "\(page.summary)")
    }

    @Test("an older text comes back in the same way")
    func rolledBack() async throws {
        let world = try await World()
        try await publish(world, 1) { $0.replacing("contest it before you pay", with: "contest it today") }
        let reader = world.browser()
        #expect(try await reader.visit("/en/services/\(Self.service)").words.contains("contest it today"))
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft?from=0")
        let back = try await write(editor, words: "As it was")
        #expect(back.address.hasSuffix("?proposed=2"), "\(back.summary)")
        _ = try await decide(try await world.browser(of: "maha-al-sada"), 2, "publish")
        await world.follow()
        #expect(try await reader.visit("/en/services/\(Self.service)").words.contains("contest it before you pay"))
        let compared = try await editor.visit("\(Self.path)/comparison?from=1&to=2")
        #expect(compared.html.contains("<del>") && compared.html.contains("<ins>"))
        #expect(try await editor.visit("\(Self.path)/comparison?from=0&to=2").words.contains("the same"))
    }

    @Test("who wrote over a text that was replaced meanwhile is told, loses nothing, and goes on from the new one")
    func stale() async throws {
        let world = try await World()
        let slow = try await world.browser(of: "dana-al-jaber")
        try await slow.visit("\(Self.path)/draft")
        try await write(slow) { $0.replacing("contest it before you pay", with: "contest it today") }
        let late = try await world.browser(of: "maha-al-sada")
        try await late.visit("\(Self.path)/draft")
        try await write(late, words: "Other") { $0.replacing("You can object", with: "One may object") }
        try await publish(world, 2) { $0.replacing(old, with: new) }
        let refused = try await decide(try await world.browser(of: "yousef-al-emadi"), 1, "publish")
        #expect(refused.status == 409 && refused.words.contains("Nothing is lost"), "\(refused.summary)")
        let told = try await write(slow, words: "Mine")
        #expect(told.status == 422 && told.words.contains("Another text was published"), "\(told.summary)")
        #expect(try told.form(to: "/draft")["text"]?.contains("contest it today") == true)
        var form = try told.form(to: "/draft")
        try form.fill("taken-in", "yes")
        try form.fill("text", (form["text"] ?? "").replacing(old, with: new))
        let proposed = try await slow.submit(form, pressing: form.buttons.first { $0.value == "propose" })
        #expect(proposed.address.hasSuffix("?proposed=3"), "\(proposed.summary)")
        let colleague = try await world.browser(of: "maha-al-sada")
        #expect(try await decide(colleague, 3, "publish").address.hasSuffix("?publish=3"))
        let other = try await world.browser(of: "yousef-al-emadi")
        #expect(try await decide(other, 1, "refuse").status == 422, "a refusal says why")
        #expect(try await decide(other, 1, "refuse", "Begin again").address.hasSuffix("?refuse=1"))
    }

    @Test("services of other entities are not found, nor is the editor by whoever edits nothing")
    func others() async throws {
        let world = try await Shared.world()
        for person in ["noora-al-hajri", "layla-haddad", "omar-abdelrahman", "salem-al-yafei"] {
            let other = try await world.browser(of: person)
            for tail in ["", "/draft", "/draft/preview", "/comparison", "/editions/1"] {
                #expect(try await other.look(at: "\(Self.path)\(tail)").status == 404, "\(person) at \(tail)")
            }
            let token = try #require(try await other.visit("/en/account").form(to: "/sign-out")["csrf"])
            for tail in ["/draft", "/draft/removal", "/editions/1/decision", "/editions/1/withdrawal"] {
                let body = Array("csrf=\(token)&text=a&verdict=publish".utf8)
                #expect(try await other.post("\(Self.path)\(tail)", body).status == 404, "\(person) at \(tail)")
            }
        }
        let kahramaa = try await world.browser(of: "noora-al-hajri")
        let list = try await kahramaa.visit("/en/editor")
        #expect(list.link { $0.hasSuffix("/services/kahramaa-complaint") } != nil)
        #expect(list.link { $0.hasSuffix(Self.service) } == nil)
    }

    @Test("a service is not handed to another entity from the portal")
    func entity() async throws {
        let world = try await World()
        let editor = try await world.browser(of: "nasser-al-kaabi")
        try await editor.visit("\(Self.path)/draft")
        let page = try await write(editor) { $0.replacing("entity: moi\n", with: "entity: kahramaa\n") }
        #expect(page.words.contains("no service is handed over"), "\(page.summary)")
    }
}
