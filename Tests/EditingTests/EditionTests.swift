import Kit
import Testing
import Web

@testable import Editing

@Suite("Editions")
struct EditionTests {
    private func decided(
        _ edition: Edition, _ verdict: Edition.Verdict, by visitor: Visitor = Sample.colleague, words: String = "so"
    ) throws -> Edition {
        try edition.decided(verdict, by: visitor, for: Sample.service, words, over: Sample.file, at: Sample.now)
    }

    @Test("from each state exactly the steps of the table can be taken")
    func steps() throws {
        #expect(Set(Edition.steps.keys) == Set(Edition.Status.allCases))
        let proposed = try Sample.proposal()
        let (published, refused) = (try decided(proposed, .publish), try decided(proposed, .refuse))
        let withdrawn = try proposed.withdrawn(by: Sample.writer, at: Sample.now)
        #expect([published.status, refused.status, withdrawn.status] == [.published, .refused, .withdrawn])
        for ended in [published, refused, withdrawn] {
            #expect(throws: Refusal("editing.refusal.decided")) { try decided(ended, .publish) }
            #expect(throws: Refusal("editing.refusal.decided")) { try decided(ended, .refuse) }
            #expect(throws: Refusal("editing.refusal.decided")) {
                try ended.withdrawn(by: Sample.writer, at: Sample.now)
            }
        }
    }

    @Test("nobody decides about his own proposal, nor without the duty, nor for another entity")
    func fourEyes() throws {
        let own = try Sample.proposal(by: Sample.colleague)
        #expect(throws: Refusal("editing.refusal.own", cause: .forbidden)) { try decided(own, .publish) }
        #expect(throws: Refusal("editing.refusal.own", cause: .forbidden)) { try decided(own, .refuse) }
        for other in [Sample.officer("third", .edit), Sample.officer("fourth", of: "kahramaa", .publish)] {
            #expect(throws: Refusal("editing.refusal.duty", cause: .forbidden)) {
                try decided(own, .publish, by: other)
            }
        }
        #expect(throws: NotFound.self) { try own.withdrawn(by: Sample.writer, at: Sample.now) }
    }

    @Test("a refusal says why; a publication need not")
    func words() throws {
        let edition = try Sample.proposal()
        #expect(throws: Invalid.self) { try decided(edition, .refuse, words: "") }
        #expect(try decided(edition, .publish, words: "").status == .published)
    }

    @Test("what was written over a text that is published no more cannot be proposed or published, only refused")
    func stale() throws {
        let edition = try Sample.proposal()
        let other = CurrentText(edition: 7, text: try EditionText("fee: 30\n"))
        #expect(
            edition.isStale(over: other, file: edition.file)
                && !edition.isStale(over: Sample.file, file: edition.file))
        #expect(
            edition.isStale(over: Sample.file, file: "another"), "the file under it is another")
        #expect(throws: Refusal("editing.refusal.stale")) {
            try edition.decided(
                .publish, by: Sample.colleague, for: Sample.service, "", over: other, at: Sample.now)
        }
        let refused = try edition.decided(
            .refuse, by: Sample.colleague, for: Sample.service, "late", over: other, at: Sample.now)
        #expect(refused.status == .refused)
        #expect(throws: Invalid(["text": "editing.wrong.stale"])) {
            try Sample.draft("fee: 20\n").proposed(
                as: 1, by: Sample.writer, for: Sample.service, "why", over: other, at: Sample.now)
        }
    }

    @Test("a proposal changes something and says why")
    func proposals() throws {
        #expect(throws: Invalid(["text": "editing.wrong.same"])) { try Sample.proposal("fee: 10") }
        #expect(throws: Invalid(["words": "editing.wrong.why"])) {
            try Sample.draft("fee: 20\n").proposed(
                as: 1, by: Sample.writer, for: Sample.service, "", over: Sample.file, at: Sample.now)
        }
        let reader = Sample.officer("reader", .publish)
        #expect(throws: Refusal("editing.refusal.edit", cause: .forbidden)) { try Sample.proposal(by: reader) }
    }

    @Test("a text of a reasonable size, with nothing hidden in it, is taken and ends with a line")
    func texts() throws {
        #expect(try EditionText("name: اسم\u{200E} 1").text == "name: اسم\u{200E} 1\n")
        #expect(throws: Invalid(["text": TextKey("editing.wrong.long", ["most": "256"])])) {
            try EditionText(String(repeating: "a", count: EditionText.most + 1))
        }
        #expect(throws: Invalid(["text": "editing.wrong.empty"])) { try EditionText(" \n\n") }
    }

    @Test(
        "characters that hide what a rule says are refused, with their line",
        arguments: ["\u{202E}", "\u{2066}", "\u{2069}", "\u{0}", "\u{7F}", "\u{FEFF}", "\u{E0041}"])
    func hidden(_ character: String) throws {
        let wrong = #expect(throws: Invalid.self) { try EditionText("a: 1\nb: 2\(character)\n") }
        #expect(wrong?.fields["text"]?.values["line"] == "2")
    }

    @Test("officers see the services of their entity, where they write or publish; an editor of the portal sees all")
    func services() throws {
        func sees(_ visitor: Visitor) -> Bool {
            (try? Sample.services.service("exit-permit", of: visitor)) != nil && visitor.isEditor
        }
        let editor = Visitor(session: "", person: "e", name: Bilingual(same: ""), roles: [.editor], actingFor: nil)
        #expect(sees(Sample.writer) && sees(Sample.colleague) && sees(Sample.officer("p", .publish)) && sees(editor))
        #expect(!sees(Sample.officer("none")) && !sees(Sample.officer("other", of: "kahramaa", .edit, .publish)))
        #expect(!editor.may(.publish, for: "moi") && editor.may(.edit, for: "kahramaa"))
        let former = Visitor(
            session: "", person: "f", name: Bilingual(same: ""), roles: [], duties: ["edit", "publish"], actingFor: nil)
        #expect(!former.isEditor && !sees(former))
    }
}
