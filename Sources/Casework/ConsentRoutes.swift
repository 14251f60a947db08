import Definitions
import Foundation
import Identity
import Kit
import Messaging
import Rules
import Store
import Web

/// Somebody else than the applicant is asked whether he agrees: the buyer of a car, a partner, a parent.
extension Casework {
    func showRequest(_ context: Context) async throws -> Answer {
        requestPage(context, try await request(context))
    }

    func answerRequest(_ context: Context) async throws -> Answer {
        let (visitor, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (choice, reason) = (context.form["action"], context.form["reason"])
        let procedure = procedure
        do {
            guard !choice.isEmpty else { throw Invalid(["action": "casework.wrong.answer"]) }
            guard reason.unicodeScalars.count <= 4000 else { throw Invalid(["reason": "casework.wrong.reason-long"]) }
            try await refresh({ try $0.findCase(reference, asking: visitor.person) }, now)
            try await store.write { transaction in
                var file = try transaction.findCase(reference, asking: visitor.person)
                try procedure.agree(
                    choice, reason, by: visitor.person, &file, now: now, in: transaction)
            }
        } catch let invalid as Invalid {
            return requestPage(context, try await request(context), typed: reason, chosen: choice, wrong: invalid)
        }
        return context.redirect(to: "/requests/\(reference.symbols)")
    }

    private func request(_ context: Context) async throws -> RequestView {
        let (visitor, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let procedure = procedure
        return try await store.read { transaction in
            let file = try transaction.findCase(reference, asking: visitor.person)
            let facts = try procedure.facts(of: file, now: now, in: transaction)
            guard let consent = facts.consents.last(where: { $0.person == visitor.person }),
                case .consent(let plan)? = facts.definition.step(consent.step)?.work
            else { throw NotFound() }
            return RequestView(file: file, facts: facts, consent: consent, plan: plan)
        }
    }
}

/// What somebody is asked, with all that its page shows.
struct RequestView: Sendable {
    let file: Case
    let facts: Procedure.Facts
    let consent: Consent
    let plan: ConsentPlan

    /// Whether an answer is still wanted.
    var isOpen: Bool {
        file.isOpen && consent.action == nil && file.step == consent.step && file.stepSince == consent.since
    }
}

extension Procedure {
    /// So many others are asked for one holder within a day: nobody is pestered, and numbers are not tried out.
    private static let mostAsked = 10

    /// Who is to be asked; nil where nobody has that number, or it is the applicant's own.
    func asked(_ plan: ConsentPlan, _ file: Case, _ facts: Facts, _ transaction: Transaction) throws -> Person? {
        guard let qid = plan.who.value(in: facts.scope).string.flatMap({ QID($0) }),
            let person = try transaction.person(qid: qid), person.id != file.person
        else { return nil }
        return person
    }

    /// Writes to who is asked, and remembers that he is.
    func ask(
        _ plan: ConsentPlan, _ file: Case, at step: Step, _ facts: Facts, _ now: Date, _ transaction: Transaction
    ) throws {
        guard try transaction.timesAsked(for: file.holder, since: now - 86_400) < Procedure.mostAsked else {
            throw Refusal("casework.refusal.asked-often", cause: .tooMany)
        }
        guard let other = try asked(plan, file, facts, transaction),
            let recipient = try transaction.recipient(for: other.id)
        else { return }
        try transaction.insert(
            Consent(step: step.id, since: file.stepSince, person: other.id, action: nil), of: file.id)
        let (arabic, english) = (office.site.texts(.arabic), office.site.texts(.english))
        func both(_ part: String) -> Bilingual {
            let key = "casework.letter.consent.\(part)"
            let (service, who) = (facts.definition.name, file.holderName)
            return Bilingual(
                ar: arabic(key, ["service": service.ar, "who": who.ar]),
                en: english(key, ["service": service.en, "who": who.en]))
        }
        let message = NewMessage(
            subject: both("subject"), body: both("body"), sms: both("sms"),
            path: "/requests/\(file.reference.symbols)",
            key: "case:\(file.reference.symbols):consent:\(file.revision)")
        try transaction.send(message, to: recipient, at: now)
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
        let (arabic, english) = (office.site.texts(.arabic), office.site.texts(.english))
        for person in Set(facts.consents.map(\.person)).sorted() {
            guard let recipient = try transaction.recipient(for: person) else { continue }
            func both(_ part: String) -> Bilingual {
                let key = "casework.letter.consent-end.\(part)"
                let (service, who) = (facts.definition.name, file.holderName)
                return Bilingual(
                    ar: arabic(key, ["service": service.ar, "who": who.ar, "end": end.name.ar]),
                    en: english(key, ["service": service.en, "who": who.en, "end": end.name.en]))
            }
            let message = NewMessage(
                subject: both("subject"), body: both("body"), sms: nil, path: "/requests/\(file.reference.symbols)",
                key: "case:\(file.reference.symbols):consent-end:\(file.revision)")
            try transaction.send(message, to: recipient, at: now)
        }
    }

    /// Those who were asked, as rules see them: under the id of the step who it was and what he answered.
    func others(_ consents: [Consent], _ transaction: Transaction) throws -> [String: Value] {
        var others: [String: Value] = [:]
        for consent in consents {
            guard let person = try transaction.person(consent.person).one else { continue }
            others[consent.step] = [
                "id": Value(person.id), "name": Office.value(person.name), "qid": Value(person.qid.digits),
                "answer": consent.action.map { Value($0) } ?? .null,
            ]
        }
        return others
    }
}
