import Credentials
import Foundation
import Kit
import Web

extension Sheet {
    /// A document as it is printed, in the words of both languages.
    init(_ document: IssuedDocument, by documents: Documents, site: Site) {
        let words = PaperWords(site)
        let issued = site.calendar.day(of: document.issuedAt)
        let entity = documents.name(of: document.entity)
        let name = Row(words("documents.row.holder"), document.holderName)
        self.init(
            government: documents.government, entity: entity, title: document.title,
            statement: words("documents.paper.statement"),
            sections: [Section(rows: [name] + document.claims.map { Row($0.label, $0.value) })],
            highlights: Sheet.highlights(document, issued: issued, words),
            verify: Verify(
                code: document.paperCode, heading: words("documents.paper.verify.heading"),
                instructions: words("documents.paper.verify.text"), address: "\(documents.host)/verify",
                reference: document.reference.description, keyLabel: words("documents.paper.key"),
                keyID: Sheet.grouped(document.keyID)),
            note: words("documents.paper.note"), demo: site.demo ? words("documents.paper.demo") : nil,
            pageLine: words("documents.paper.page", ["page": "{page}", "pages": "{pages}"]),
            created: Timestamp.text(document.issuedAt))
    }

    private static func highlights(_ document: IssuedDocument, issued: Day, _ words: PaperWords) -> [Highlight] {
        let reference = Highlight(
            words("documents.row.reference"), Bilingual(same: document.reference.description))
        let from = words.day(words("documents.row.issued"), issued)
        let until = document.validUntil.map { words.day(words("documents.row.valid-until"), $0) }
        return [reference, from] + (until.map { [$0] } ?? [])
    }

    /// In groups of four, as a key's id is printed.
    private static func grouped(_ id: String) -> String {
        stride(from: 0, to: id.count, by: 4).map { String(id.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}

/// The words of both languages at once, for papers.
private struct PaperWords {
    let arabic: Texts
    let english: Texts

    init(_ site: Site) {
        arabic = site.texts(.arabic)
        english = site.texts(.english)
    }

    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> Bilingual {
        Bilingual(ar: arabic(key, values), en: english(key, values))
    }

    /// A day by the Gregorian calendar, and under it by that of Umm al-Qura.
    func day(_ label: Bilingual, _ day: Day) -> Sheet.Highlight {
        Sheet.Highlight(
            label, Bilingual(ar: arabic.day(day), en: english.day(day)),
            second: Bilingual(
                ar: arabic("documents.paper.hijri", ["day": arabic.hijri(day)]),
                en: english("documents.paper.hijri", ["day": english.hijri(day)])))
    }
}
