import Catalogue
import Content
import Foundation
import Kit
package import Store
import Web

extension Transaction {
    /// Every text that was published from the portal and not replaced since.
    package func publishedEditions() throws -> [PublishedEdition] {
        try all("select service, text, file from edition where status = 'published' order by service") { row in
            PublishedEdition(service: try row.text(0), text: try row.text(1), file: try row.text(2))
        }
    }

    // MARK: One service, of somebody who may see it (`EditedServices.service`)

    /// The text of the service that people see.
    func current(_ service: EditedService) throws -> Asked<CurrentText> {
        try ask(
            """
            select number, text from edition
            where service = \(service.id) and status = 'published' and file = \(service.file.digest)
            """
        ) { CurrentText(edition: try $0.integer(0), text: EditionText(sound: try $0.text(1))) }
    }

    /// What happened to the service, the latest first.
    func editions(of service: EditedService) throws -> Asked<EditionLine> {
        try ask(
            """
            select \(Edition.acts), number, status, file from edition where service = \(service.id)
            order by number desc limit 200
            """
        ) { row in
            EditionLine(
                number: try row.integer(10), status: try Edition.status(row, 11), file: try row.text(12),
                proposal: try Edition.proposal(row), decision: try Edition.decision(row))
        }
    }

    func edition(_ number: Int, of service: EditedService) throws -> Asked<Edition> {
        try ask("select \(Edition.columns) from edition where service = \(service.id) and number = \(number)") {
            try Edition($0, service: service.id)
        }
    }

    /// The latest edition with that text.
    func edition(withText digest: String, of service: EditedService) throws -> Asked<Edition> {
        try ask(
            """
            select \(Edition.columns) from edition where service = \(service.id) and digest = \(digest)
            order by number desc limit 1
            """
        ) { try Edition($0, service: service.id) }
    }

    func draft(of service: EditedService, by person: String) throws -> Asked<EditionDraft> {
        try ask(
            "select text, base, saved_at from edition_draft where service = \(service.id) and person = \(person)"
        ) { row in
            EditionDraft(
                service: service.id, person: person, text: EditionText(sound: try row.text(0)), base: try row.text(1),
                savedAt: try row.moment(2))
        }
    }

    // MARK: Several services

    /// Numbers of the proposals that wait for a second person, by service.
    func proposals(for services: [EditedService]) throws -> Asked<(service: String, number: Int)> {
        try ask(
            """
            select service, number from edition where status = 'proposed' and service in \(list: services.map(\.id))
            order by service, number
            """
        ) { (try $0.text(0), try $0.integer(1)) }
    }

    /// The services of which this person has a draft.
    func drafts(by person: String, of services: [EditedService]) throws -> Asked<String> {
        try ask(
            "select service from edition_draft where person = \(person) and service in \(list: services.map(\.id))"
        ) { try $0.text(0) }
    }

    // MARK: Writing

    func save(_ draft: EditionDraft) throws {
        try run(
            """
            insert into edition_draft (service, person, text, base, saved_at)
            values (\(draft.service), \(draft.person), \(draft.text.text), \(draft.base), \(draft.savedAt))
            on conflict (service, person) do update set text = excluded.text, base = excluded.base,
                saved_at = excluded.saved_at
            """)
    }

    func removeDraft(of service: EditedService, by person: String) throws {
        try run("delete from edition_draft where service = \(service.id) and person = \(person)")
    }

    func nextNumber(of service: EditedService) throws -> Int {
        try one("select coalesce(max(number), 0) + 1 from edition where service = \(service.id)") {
            try $0.integer(0)
        } ?? 1
    }

    func add(_ edition: Edition) throws {
        let act = edition.proposal
        try run(
            """
            insert into edition (service, number, text, digest, base, file, status, proposed_by, proposed_ar,
                proposed_en, proposed_at, proposed_words)
            values (\(edition.service), \(edition.number), \(edition.text.text), \(edition.text.digest),
                \(edition.base), \(edition.file), \(edition.status.rawValue), \(act.person), \(act.name.ar),
                \(act.name.en), \(act.at), \(act.words))
            """)
    }

    /// Writes what was decided about a proposal; of two who decide at the same moment, the second is told.
    func settle(_ edition: Edition) throws {
        let act = edition.decision
        let count = try changed(
            by: """
                update edition set status = \(edition.status.rawValue), decided_by = \(act?.person),
                    decided_ar = \(act?.name.ar), decided_en = \(act?.name.en), decided_at = \(act?.at),
                    decided_words = \(act?.words)
                where service = \(edition.service) and number = \(edition.number) and status = 'proposed'
                """)
        guard count == 1 else { throw Refusal("editing.refusal.decided") }
    }

    /// Puts an edition before everybody, in the place of the one before it, and tells all nodes.
    func publish(_ edition: Edition, among services: EditedServices, at now: Date) throws {
        try run(
            "update edition set status = 'superseded' where service = \(edition.service) and status = 'published'")
        try settle(edition)
        let counting = try publishedEditions().filter(services.counts)
        let digests = counting.map { (EditedService.path(of: $0.service), PackFolder.digest($0.text)) }
        let version = PackFolder.version(of: services.folder, under: Dictionary(digests) { first, _ in first })
        try publish(content: version, at: now)
    }
}

extension Edition {
    static let acts: SQL = """
        proposed_by, proposed_ar, proposed_en, proposed_at, proposed_words, decided_by, decided_ar, decided_en,
        decided_at, decided_words
        """
    static let columns: SQL = "\(acts), number, status, file, text, base"

    init(_ row: Row, service: String) throws {
        self.init(
            service: service, number: try row.integer(10), text: EditionText(sound: try row.text(13)),
            base: try row.text(14), file: try row.text(12), proposal: try Edition.proposal(row),
            status: try Edition.status(row, 11), decision: try Edition.decision(row))
    }

    static func proposal(_ row: Row) throws -> Act {
        Act(
            person: try row.text(0), name: Bilingual(ar: try row.text(1), en: try row.text(2)), at: try row.moment(3),
            words: try row.text(4))
    }

    static func decision(_ row: Row) throws -> Act? {
        guard let person = row.optionalText(5) else { return nil }
        return Act(
            person: person, name: Bilingual(ar: try row.text(6), en: try row.text(7)), at: try row.moment(8),
            words: row.optionalText(9) ?? "")
    }

    static func status(_ row: Row, _ index: Int) throws -> Status {
        guard let status = Status(rawValue: try row.text(index)) else { throw StoreDefect.emptyCell(index) }
        return status
    }
}
