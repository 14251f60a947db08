import Foundation
import Kit
import Store
import Testing

@testable import Documents
@testable import Web

@Suite struct PageTests {
    private func context(
        _ office: Office, _ path: String, language: Language = .english, parts: [String: String] = [:],
        form: Form = Form(), person: String? = nil, now: Date = Office.now
    ) -> Context {
        let visitor = person.map { id in
            Visitor(session: "s", person: id, name: Bilingual(same: "x"), roles: [], actingFor: nil)
        }
        return Context(
            site: office.site, language: language, t: office.site.texts(language), path: path, query: Form(),
            form: form,
            visitor: visitor, browser: "b", address: "192.0.2.1", agent: "", now: now, body: [], isPost: false,
            headers: { $0 == "accept-language" ? "en-GB,en;q=0.9,ar;q=0.8" : nil }, parameters: { parts[$0] })
    }

    private func text(_ answer: Answer) -> String { String(decoding: answer.body, as: UTF8.self) }

    @Test("every page of a document says all its words in both languages", arguments: Language.allCases)
    func words(language: Language) async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let parts = ["reference": document.reference.symbols]
        let all = context(office, document.path, language: language, parts: parts, person: "p-1")
        let pages = [
            try await office.documents.listDocuments(all), try await office.documents.showDocument(all),
            try await office.documents.listDocuments(context(office, "/documents", language: language, person: "p-2")),
            try await office.documents.showVerifyForm(all), try await office.documents.verifyReference(all),
            try await office.documents.verify(context(office, "/verify", language: language)),
        ]
        for page in pages {
            #expect(
                !text(page).contains("⟦"), "\(text(page).split(separator: "⟦").dropFirst().first?.prefix(60) ?? "")")
            #expect(page.body.count < 40_000)
        }
        #expect(text(pages[1]).contains(document.title[language]))
        #expect(text(pages[1]).contains("AB1234567"))
    }

    @Test("nobody else can open or download a document")
    func stranger() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let parts = ["reference": document.reference.symbols]
        let stranger = context(office, document.path, parts: parts, person: "p-2")
        await #expect(throws: NotFound.self) { try await office.documents.showDocument(stranger) }
        await #expect(throws: NotFound.self) { try await office.documents.downloadPaper(stranger) }
        await #expect(throws: NotFound.self) { try await office.documents.downloadCredential(stranger) }
        let nobody = context(office, document.path, parts: parts)
        await #expect(throws: SignInNeeded.self) { try await office.documents.showDocument(nobody) }
    }

    @Test("the holder downloads the paper and the signed file")
    func downloads() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let parts = ["reference": document.reference.symbols]
        let holder = context(office, document.path, parts: parts, person: "p-1")
        #expect(try await office.documents.downloadPaper(holder).body.starts(with: "%PDF".utf8))
        let file = try await office.documents.downloadCredential(holder).body
        #expect(try await office.documents.check(credential: file).document?.id == document.id)
    }

    @Test("a reference shows initials only; the code of the paper shows what is printed on it")
    func shown() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let parts = ["reference": document.reference.symbols]
        let byReference = text(
            try await office.documents.verifyReference(context(office, "/verify/x", parts: parts)))
        #expect(byReference.contains("M. A. A."))
        #expect(!byReference.contains("Kuwari"))
        #expect(!byReference.contains("AB1234567"))
        let statement = try #require(document.paperCode.split(separator: "/").last)
        let path = "/verify/\(document.reference.symbols)/\(statement)"
        let byPaper = text(try await office.documents.verifyStatement(context(office, path)))
        #expect(byPaper.contains("الكواري"))
        #expect(byPaper.contains("AB1234567"))
        #expect(!byPaper.contains("India"))
    }

    @Test("the name of an organisation is public, and is shown in full to whoever knows a reference")
    func organisation() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit(holder: "organisation:o-1"))
        let asked = context(office, "/verify/x", parts: ["reference": document.reference.symbols])
        let page = text(try await office.documents.verifyReference(asked))
        #expect(page.contains("Mohammed Abdulla Al-Kuwari"))
        #expect(!page.contains("initials"))
        #expect(!page.contains("AB1234567"))
    }

    @Test("of all words on the result only the one that answers is large")
    func plainAdvice() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        for reference in [document.reference.symbols, Reference.random().symbols] {
            let asked = context(office, "/verify/x", parts: ["reference": reference])
            let page = text(try await office.documents.verifyReference(asked))
            let main = try #require(page.split(separator: "<main").last?.split(separator: "</main>").first)
            #expect(main.components(separatedBy: "<h1>").count == 2)
            #expect(!main.contains("<b>"))
            #expect(!main.contains("class=\"notice"))
        }
    }

    @Test("the page says valid, expired, revoked with its reason, or unknown")
    func results() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let parts = ["reference": document.reference.symbols]
        func page(_ parts: [String: String], at now: Date = Office.now) async throws -> String {
            text(try await office.documents.verifyReference(context(office, "/verify/x", parts: parts, now: now)))
        }
        let words = office.site.texts(.english)
        #expect(try await page(parts).contains(" \(words("web.verification.valid"))</h1>"))
        let later = Office.now.addingTimeInterval(90 * 86_400)
        #expect(try await page(parts, at: later).contains(" \(words("web.verification.expired"))</h1>"))
        for wrong in [Reference.random().symbols, "nonsense"] {
            #expect(try await page(["reference": wrong]).contains(" \(words("web.verification.unknown"))</h1>"))
        }
        try await office.store.write {
            _ = try $0.revoke(document.reference, reason: Bilingual(ar: "خطأ", en: "Made <in> error"), at: Office.now)
        }
        let revoked = try await page(parts)
        #expect(revoked.contains(" \(words("web.verification.revoked"))</h1>"))
        #expect(revoked.contains("Made &lt;in&gt; error"))
    }

    @Test("the address in the code leads to the page in the reader's language, and nowhere else")
    func shortAddress() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let path = String(document.paperCode.dropFirst("HTTPS://HUKOOMI.GOV.QA".count))
        let answer = try await office.documents.leadToStatement(context(office, path))
        let location = answer.headers.first { $0.name == "location" }?.value
        #expect(location == "/en/verify" + path.dropFirst(2))
        for hostile in ["/V/a", "/V/A/..%2F", "/V//evil.example/", "/V/A/B/C"] {
            await #expect(throws: NotFound.self) {
                try await office.documents.leadToStatement(context(office, hostile))
            }
        }
    }

    @Test("keys, context and list of revoked documents are published")
    func published() async throws {
        let office = try await Office.open()
        let document = try await office.issue(Office.permit())
        let identity = text(try await office.documents.showIdentity(context(office, "/.well-known/did.json")))
        #expect(identity.contains("did:web:hukoomi.gov.qa#key-\(document.keyID)"))
        let terms = text(try await office.documents.showContext(context(office, "/contexts/documents/v1")))
        #expect(terms.contains("@vocab"))
        let list = try await office.documents.showStatusList(context(office, "/status/1", parts: ["list": "1"]))
        #expect(text(list).contains("BitstringStatusListCredential"))
        for number in ["2", "0", "-1", "x", "99999999999999999999"] {
            let other = context(office, "/status/\(number)", parts: ["list": number])
            await #expect(throws: NotFound.self) { try await office.documents.showStatusList(other) }
        }
    }
}
