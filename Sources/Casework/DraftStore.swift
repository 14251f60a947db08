import Definitions
package import Foundation
package import Forms
import Kit
package import Store

extension Transaction {
    /// Remembers the text of a definition, so that drafts and cases keep the version they began with.
    func keep(service: String, version: String, source: String) throws {
        try run(
            """
            insert into definition (service, version, source) values (\(service), \(version), \(source))
            on conflict do nothing
            """)
    }

    func source(service: String, version: String) throws -> String? {
        try one("select source from definition where service = \(service) and version = \(version)") { try $0.text(0) }
    }

    package func insert(_ draft: Draft) throws {
        try run(
            """
            insert into draft (id, owner, service, version, holder, case_id, step, answers, created_at, updated_at)
            values (\(draft.id), \(draft.owner), \(draft.service), \(draft.version), \(draft.holder), \(draft.caseID),
                \(draft.step), \(try StoredAnswers.text(draft.answers)), \(draft.createdAt), \(draft.updatedAt))
            """)
    }

    /// A draft of one of the owners.
    package func draft(_ id: String, ownedBy owners: [String]) throws -> Draft? {
        try one("\(draftColumns) where id = \(id) and owner in \(list: owners)", makeDraft)
    }

    /// What somebody has begun and not sent, the latest first.
    package func drafts(ownedBy owner: String) throws -> Asked<Draft> {
        try ask("\(draftColumns) where owner = \(owner) order by updated_at desc limit 50", makeDraft)
    }

    /// The pages that a case waits for.
    func draft(ofCase id: String, step: String) throws -> Asked<Draft> {
        try ask("\(draftColumns) where case_id = \(id) and step = \(step)", makeDraft)
    }

    /// Keeps the answers to some questions of a draft as it was seen; what was written to the others meanwhile stays. Refuses
    /// where it was sent since, or is somebody else's.
    package func save(
        _ answers: Answers, to questions: some Collection<String>, of seen: Draft, at now: Date
    ) throws {
        guard let kept = try draft(seen.id, ownedBy: [seen.owner]), kept.waitsSince == seen.waitsSince else {
            throw Refusal("casework.refusal.draft-gone")
        }
        var merged = kept.answers
        for question in questions { merged[question] = answers[question] }
        try run(
            """
            update draft set answers = \(try StoredAnswers.text(merged)), updated_at = \(now), waits_since = null
            where id = \(seen.id) and owner = \(seen.owner)
            """)
    }

    /// Lets a draft wait for a register, or wait no longer.
    package func wait(_ draft: Draft, since moment: Date?) throws {
        try run("update draft set waits_since = \(moment) where id = \(draft.id) and owner = \(draft.owner)")
    }

    /// Gives a draft that was begun before signing in to the person who signed in.
    package func adopt(_ draft: Draft, by owner: String, holder: String) throws {
        try run(
            "update draft set owner = \(owner), holder = \(holder) where id = \(draft.id) and owner = \(draft.owner)")
    }

    package func remove(_ draft: Draft) throws { try run("delete from draft where id = \(draft.id)") }

    private var draftColumns: SQL {
        "select id, owner, service, version, holder, case_id, step, answers, created_at, updated_at, waits_since from draft"
    }

    private func makeDraft(_ row: Row) throws -> Draft {
        try Draft(
            id: row.text(0), owner: row.text(1), service: row.text(2), version: row.text(3), holder: row.text(4),
            caseID: row.optionalText(5), step: row.optionalText(6), answers: StoredAnswers.answers(row.text(7)),
            createdAt: row.moment(8), updatedAt: row.moment(9), waitsSince: row.optionalMoment(10))
    }

    // MARK: Files

    package func insert(_ file: Attachment, draft: String, digest: String, at now: Date) throws {
        try run(
            """
            insert into attachment (id, draft, question, name, type, size, digest, sent_at)
            values (\(file.id), \(draft), \(file.question), \(file.name), \(file.type), \(file.size), \(digest), \(now))
            """)
    }

    /// Files that came with a draft, with a case, or with either.
    func attachments(ofDraft draft: String?, orCase id: String?) throws -> Asked<Attachment> {
        let whose: SQL =
            switch (draft, id) {
            case (let draft?, let id?): "draft = \(draft) or case_id = \(id)"
            case (let draft?, nil): "draft = \(draft)"
            case (nil, let id): "case_id = \(id)"
            }
        return try ask(
            """
            select id, question, name, type, size, case when case_id is null then 0 else 1 end
            from attachment where \(whose) order by id
            """, makeAttachment)
    }

    /// Forgets the files of a draft that is thrown away; answers which they are.
    package func removeAttachments(ofDraft draft: String) throws -> [String] {
        try all("delete from attachment where draft = \(draft) and case_id is null returning id") { try $0.text(0) }
    }

    /// Forgets a file of a draft that was not sent yet; answers which it is, or none.
    package func removeAttachment(_ id: String, draft: String) throws -> [String] {
        try all("delete from attachment where id = \(id) and draft = \(draft) and case_id is null returning id") {
            try $0.text(0)
        }
    }

    /// Files that came with a draft belong to the case from now on.
    package func give(attachmentsOf draft: String, toCase id: String) throws {
        try run("update attachment set case_id = \(id) where draft = \(draft)")
    }

    private func makeAttachment(_ row: Row) throws -> Attachment {
        try Attachment(
            id: row.text(0), question: row.text(1), name: row.text(2), type: row.text(3), size: row.integer(4),
            isSent: row.integer(5) == 1)
    }
}

/// Answers as they lie in the database.
enum StoredAnswers {
    static func text(_ answers: Answers) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answers), as: UTF8.self)
    }

    static func answers(_ text: String) throws -> Answers {
        try JSONDecoder().decode(Answers.self, from: Data(text.utf8))
    }
}
