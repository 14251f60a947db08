import Definitions
import Foundation
import Identity
import Kit
import Messaging
import Rules
import Store

/// Somebody else than the applicant who is asked whether he agrees.
struct Consent: Sendable, Hashable {
    let step: String
    /// When the case came to that step: one that comes back asks anew.
    let since: Date
    /// Who is asked.
    let person: String
    /// What he answered; nil before that.
    let action: String?
}

extension Procedure {
    /// So many others an applicant asks for one holder within a day, whether they are there or not: nobody is pestered, and
    /// numbers are not tried out.
    private static let mostAsked = 10

    /// Who is to be asked; nil where nobody has that number, or it is the applicant's own.
    func asked(_ plan: ConsentPlan, _ file: Case, _ facts: Facts, _ transaction: Transaction) throws -> Person? {
        guard let qid = plan.who.value(in: facts.scope).string.flatMap({ QID($0) }),
            let person = try transaction.person(qid: qid), person.id != file.person
        else { return nil }
        return person
    }

    func refuseMoreAsking(for file: Case, _ now: Date, _ transaction: Transaction) throws {
        guard try transaction.timesAsked(for: file.holder, since: now - 86_400) < Procedure.mostAsked else {
            throw Refusal("casework.refusal.asked-often", cause: .tooMany)
        }
    }

    /// Writes to who is asked, and remembers that he is.
    func ask(
        _ plan: ConsentPlan, _ file: Case, at step: Step, _ facts: Facts, _ now: Date, _ transaction: Transaction
    ) throws {
        guard let other = try asked(plan, file, facts, transaction),
            let recipient = try transaction.recipient(for: other.id)
        else { return }
        try transaction.insert(
            Consent(step: step.id, since: file.stepSince, person: other.id, action: nil), of: file.id)
        let values = ["service": facts.definition.name, "who": file.holderName]
        try transaction.send(
            office.message(
                "casework.letter.consent", values, path: "/requests/\(file.reference.symbols)",
                key: "case:\(file.reference.symbols):consent:\(file.revision)"),
            to: recipient, at: now)
    }

    /// Somebody answers who was asked, and the case goes on.
    func agree(
        _ choice: String, _ reason: String, by person: String, _ file: inout Case, now: Date,
        in transaction: Transaction
    ) throws {
        guard let consent = try transaction.consents(of: file.id).last(where: { $0.person == person }) else {
            throw NotFound()
        }
        let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
        let action = try file.answer(choice, reason: reason, definition, consent)
        try transaction.answer(consent, action.id, of: file.id, at: now)
        let facts = try facts(of: file, now: now, in: transaction)
        let act = Act(
            kind: .consented, by: .applicant, person: person, action: action.name,
            words: reason.isEmpty ? nil : Bilingual(same: reason))
        try advance(&file, to: action.to, after: act, facts, now: now, in: transaction)
    }

    /// Tells those who were asked how the case ended.
    func tellOthers(_ file: Case, _ end: End, _ facts: Facts, _ now: Date, _ transaction: Transaction) throws {
        let values = ["service": facts.definition.name, "who": file.holderName, "end": end.name]
        for person in Set(facts.consents.map(\.person)).sorted() {
            guard let recipient = try transaction.recipient(for: person) else { continue }
            try transaction.send(
                office.message(
                    "casework.letter.consent-end", values, path: "/requests/\(file.reference.symbols)",
                    key: "case:\(file.reference.symbols):consent-end:\(file.revision)"),
                to: recipient, at: now)
        }
    }

    /// Those who were asked, as rules see them: under the id of the step who it was and what he answered.
    func others(_ consents: [Consent], _ transaction: Transaction) throws -> [String: Value] {
        var others: [String: Value] = [:]
        for consent in consents {
            guard let person = try transaction.person(consent.person).one else { continue }
            others[consent.step] = [
                "id": Value(person.id), "name": Office.value(person.name), "qid": Office.value(person.qid?.digits),
                "answer": Office.value(consent.action),
            ]
        }
        return others
    }
}
