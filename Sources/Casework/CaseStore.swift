import Definitions
import Foundation
import Forms
package import Kit
package import Store
import Web

extension Transaction {
    /// Keeps a new case. Of whom `officer` filled in the draft, he does not find the case in his queue.
    package func insert(_ file: Case, draft: String, filledInBy officer: String?) throws {
        try run(
            """
            insert into case_file (id, reference, service, entity, version, person, holder, holder_ar, holder_en, answers,
                step, step_since, due_at, outcome, revision, channel, draft, taken_by, created_at, ended_at)
            values (\(file.id), \(file.reference), \(file.service), \(file.entity), \(file.version), \(file.person),
                \(file.holder), \(file.holderName.ar), \(file.holderName.en), \(try StoredAnswers.text(file.answers)),
                \(file.step), \(file.stepSince), \(file.dueAt), \(file.outcome?.rawValue), \(file.revision),
                \(file.channel.rawValue), \(draft), \(officer), \(file.createdAt), \(file.endedAt))
            """)
    }

    /// Writes a case that was changed. Throws where somebody else changed it first: nothing is decided twice.
    func save(_ file: Case, seen revision: Int) throws {
        let count = try changed(
            by:
                """
                update case_file set answers = \(try StoredAnswers.text(file.answers)), step = \(file.step),
                    step_since = \(file.stepSince), due_at = \(file.dueAt), outcome = \(file.outcome?.rawValue),
                    ended_at = \(file.endedAt), elsewhere_step = \(file.elsewhere), revision = \(revision + 1)
                where id = \(file.id) and revision = \(revision)
                """)
        if count == 0 { throw Refusal("casework.refusal.already-decided") }
    }

    /// A case, for those on whose behalf it was made.
    package func findCase(_ reference: Reference, heldBy holders: [String]) throws -> Case {
        let found = try one("\(caseColumns) where reference = \(reference) and holder in \(list: holders)", makeCase)
        guard let found else { throw NotFound() }
        return found
    }

    /// A case, for an officer of its service; never his own, nor one in which he has a say as somebody else, nor one that he
    /// filled in for the applicant.
    func findCase(_ reference: Reference, decidedBy officer: Visitor) throws -> Case {
        let found = try one(
            """
            \(caseColumns) where reference = \(reference) and service in \(list: officer.services)
                and \(isOfOthers(than: officer))
            """, makeCase)
        guard let found else { throw NotFound() }
        return found
    }

    private func isOfOthers(than officer: Visitor) -> SQL {
        """
        person <> \(officer.person) and holder not in \(list: officer.holders) and not exists (
            select 1 from consent where consent.case_id = case_file.id and consent.person = \(officer.person))
        and (taken_by is null or taken_by <> \(officer.person))
        """
    }

    /// A case, for the rules and the bank, who may see all.
    package func findCase(_ reference: Reference) throws -> Case? {
        try one("\(caseColumns) where reference = \(reference)", makeCase)
    }

    package func findCase(id: String) throws -> Case? { try one("\(caseColumns) where id = \(id)", makeCase) }

    /// A case about which somebody is asked, or was.
    func findCase(_ reference: Reference, asking person: String) throws -> Case {
        let found = try one(
            """
            \(caseColumns) where reference = \(reference)
                and id in (select case_id from consent where person = \(person))
            """, makeCase)
        guard let found else { throw NotFound() }
        return found
    }

    /// The open cases that wait for somebody's answer, the latest first.
    func cases(asking person: String) throws -> Asked<Case> {
        try ask(
            """
            \(caseColumns) where outcome is null and exists (
                select 1 from consent where consent.case_id = case_file.id and consent.step = case_file.step
                    and consent.since = case_file.step_since and consent.person = \(person) and action is null)
                and id in (select case_id from consent where person = \(person) and action is null)
            order by step_since desc limit 50
            """, makeCase)
    }

    /// How often somebody else was asked for a holder since a moment, or was to be.
    func timesAsked(for holder: String, since moment: Date) throws -> Int {
        try one(
            """
            select count(*) from case_file join consent on consent.case_id = case_file.id
            where case_file.holder = \(holder) and consent.since >= \(moment)
            """
        ) { try $0.integer(0) } ?? 0
    }

    /// The case that a draft became.
    package func findCase(fromDraft draft: String, heldBy holders: [String]) throws -> Case? {
        try one("\(caseColumns) where draft = \(draft) and holder in \(list: holders)", makeCase)
    }

    /// The cases of some holders, the latest first.
    func cases(heldBy holders: [String]) throws -> Asked<Case> {
        try ask("\(caseColumns) where holder in \(list: holders) order by created_at desc limit 100", makeCase)
    }

    /// Open cases of an officer's services at which officers have to act, the most urgent first.
    func openCases(for officer: Visitor) throws -> [Case] {
        try all(
            """
            \(caseColumns) where service in \(list: officer.services) and outcome is null
                and (elsewhere_step is null or elsewhere_step <> step) and \(isOfOthers(than: officer))
            order by due_at is null, due_at, created_at limit 200
            """, makeCase)
    }

    /// The open cases of a service that wait at a step until the same moment.
    func openCases(of service: String, at step: String, until due: Date) throws -> [Case] {
        try all(
            """
            \(caseColumns) where service = \(service) and due_at = \(due) and outcome is null and step = \(step)
            order by reference
            """, makeCase)
    }

    func append(_ entry: CaseEntry, to id: String) throws {
        try run(
            """
            insert into case_entry (case_id, number, kind, step, doer, person, action_ar, action_en, words_ar, words_en,
                happened_at, why)
            values (\(id), (select coalesce(max(number), 0) + 1 from case_entry where case_id = \(id)), \(entry.kind.rawValue), \(entry.step), \(entry.by.rawValue),
                \(entry.person), \(entry.action?.ar), \(entry.action?.en), \(entry.words?.ar), \(entry.words?.en), \(entry.at),
                \(entry.why.isEmpty ? nil : String(decoding: try JSONEncoder().encode(entry.why), as: UTF8.self)))
            """)
    }

    /// What happened to a case, in its order.
    package func history(of id: String) throws -> Asked<CaseEntry> {
        try ask(
            """
            select kind, step, doer, person, action_ar, action_en, words_ar, words_en, happened_at, why
            from case_entry where case_id = \(id) order by number
            """
        ) { [self] row in
            try CaseEntry(
                kind: known(row.text(0)), step: row.text(1), by: known(row.text(2)), person: row.optionalText(3),
                action: both(row.optionalText(4), row.optionalText(5)),
                words: both(row.optionalText(6), row.optionalText(7)),
                at: row.moment(8),
                why: row.optionalText(9).flatMap { text in
                    try? JSONDecoder().decode([Explanation].self, from: Data(text.utf8))
                } ?? [])
        }
    }

    /// The open case of a service that is about one of the records.
    func openCase(of service: String, about records: [String]) throws -> Case? {
        let id = try one("select case_id from case_record where service = \(service) and record in \(list: records)") {
            try $0.text(0)
        }
        return try id.flatMap { try findCase(id: $0) }
    }

    /// Keeps records to a case until it ends. The key of the table holds even where nobody looked before.
    func keep(_ records: [String], of service: String, for id: String) throws {
        for record in records {
            try run("insert into case_record (service, record, case_id) values (\(service), \(record), \(id))")
        }
    }

    func release(recordsOf id: String) throws { try run("delete from case_record where case_id = \(id)") }

    private var caseColumns: SQL {
        """
        select id, reference, service, entity, version, person, holder, holder_ar, holder_en, answers, step, step_since,
            due_at, outcome, revision, channel, created_at, ended_at from case_file
        """
    }

    private func makeCase(_ row: Row) throws -> Case {
        try Case(
            id: row.text(0), reference: row.reference(1), service: row.text(2), entity: row.text(3),
            version: row.text(4),
            person: row.text(5), holder: row.text(6), holderName: Bilingual(ar: row.text(7), en: row.text(8)),
            answers: StoredAnswers.answers(row.text(9)), step: row.text(10), stepSince: row.moment(11),
            dueAt: row.optionalMoment(12), outcome: row.optionalText(13).flatMap { End.Outcome(rawValue: $0) },
            revision: row.integer(14), channel: known(row.text(15)), createdAt: row.moment(16),
            endedAt: row.optionalMoment(17))
    }

    private func known<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
        guard let word = Word(rawValue: text) else { throw StoreDefect.emptyCell(0) }
        return word
    }

    private func both(_ ar: String?, _ en: String?) -> Bilingual? {
        guard let ar, let en else { return nil }
        return Bilingual(ar: ar, en: en)
    }
}
