import Definitions
import Foundation
import Kit
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
