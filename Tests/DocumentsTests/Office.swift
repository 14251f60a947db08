import Foundation
import Kit
import Store
import Support
import Testing
import Web

@testable import Documents

/// A government that issues documents into a database of its own.
struct Office {
    /// 2026-11-21T09:00:00Z, noon in Doha.
    static let now = Date(timeIntervalSince1970: 1_795_251_600)
    static let holder = "person:p-1"

    let store: Store
    let site: Site
    let documents: Documents

    static func open() async throws -> Office {
        let office = try Office(store: TestStore.make(Documents.migrations))
        try await office.documents.prepare(at: now.addingTimeInterval(-3600))
        return office
    }

    init(store: Store) throws {
        self.store = store
        let zone = try #require(TimeZone(identifier: "Asia/Qatar"))
        var texts = TextLibrary()
        texts.add(Documents.texts, module: "Documents")
        texts.add(WebTexts.bundle, module: "Web")
        site = Site(
            name: Bilingual(ar: "حكومي", en: "Hukoomi"), tagline: Bilingual(same: ""), phone: "109",
            base: "https://hukoomi.gov.qa", demo: true,
            calendar: WorkingCalendar(weekend: [.friday, .saturday], holidays: [], timeZone: zone),
            seal: Seal(key: [UInt8](repeating: 7, count: 32)), assets: Assets(), formTargets: [], texts: texts)
        documents = Documents(
            store: store, site: site, government: Bilingual(ar: "دولة قطر", en: "State of Qatar"),
            entities: ["moi": Bilingual(ar: "وزارة الداخلية", en: "Ministry of Interior")],
            pool: BoundedPool(
                name: "papers", threads: 1, waiting: 4, full: Refusal("busy", cause: .tooMany, retryAfter: 5)))
    }

    static func permit(
        _ key: String = "case:1:exit-permit", holder: String = holder, validUntil: Day? = Day(2026, 12, 21)
    ) throws -> NewDocument {
        NewDocument(
            key: key, kind: "exit-permit", service: "exit-permit", entity: "moi", holder: holder,
            holderName: Bilingual(ar: "محمد عبدالله الكواري", en: "Mohammed Abdulla Al-Kuwari"),
            caseReference: try Samples.reference(), title: Bilingual(ar: "إذن خروج", en: "Exit permit"),
            claims: [
                DocumentClaim(
                    label: Bilingual(ar: "رقم الجواز", en: "Passport number"), value: Bilingual(same: "AB1234567")),
                DocumentClaim(
                    label: Bilingual(ar: "الجنسية", en: "Nationality"), value: Bilingual(ar: "الهند", en: "India")),
            ], validUntil: validUntil)
    }

    func issue(_ new: NewDocument, at now: Date = now) async throws -> IssuedDocument {
        try await store.write { [documents] in try $0.issue(new, by: documents, at: now) }
    }

    /// What follows `HK1` in the code on the paper, with it.
    func check(paper document: IssuedDocument, at now: Date = now) async throws -> Finding {
        let statement = try #require(document.paperCode.split(separator: "/").last)
        return try await documents.check(
            reference: document.reference.symbols, statement: String(statement), at: now)
    }
}

extension Finding {
    var document: IssuedDocument? { if case .listed(let document, _) = self { document } else { nil } }
    var isAltered: Bool { if case .altered = self { true } else { false } }
    var isNotOurs: Bool { if case .notOurs = self { true } else { false } }
    var isCompromised: Bool { if case .compromised = self { true } else { false } }
    var isUnlisted: Bool { if case .unlisted = self { true } else { false } }
}
