import Appointments
import Definitions
import Documents
package import Foundation
import Forms
import Kit
import Payments
package import Store

/// A case with all that its page shows.
package struct CaseView: Sendable {
    package let file: Case
    package let facts: Procedure.Facts
    let history: [CaseEntry]
    let attachments: [Attachment]
    let documents: [DocumentTitle]
    let charges: [Charge]
    let booking: Booking?
    /// The pages that wait for the applicant.
    let draft: Draft?

    package init(_ file: Case, _ office: Office, _ procedure: Procedure, now: Date, in transaction: Transaction) throws
    {
        self.file = file
        let history = try transaction.history(of: file.id)
        let documents = file.outcome == .accepted ? try transaction.documentTitles(ofCase: file.reference) : nil
        let charges = try transaction.charges(of: file.reference.symbols)
        let draft = file.isOpen ? try transaction.draft(ofCase: file.id, step: file.step) : nil
        facts = try procedure.facts(of: file, now: now, in: transaction)
        attachments = facts.setting.attachments
        booking = facts.definition.calendars.isEmpty ? nil : try transaction.booking(of: file.reference).one
        self.history = try history.all
        self.documents = try documents?.all ?? []
        self.charges = try charges.all
        self.draft = try draft?.one
    }

    /// Whether a register that the answers came from does not answer now.
    var dependsOnSilence: Bool {
        file.isOpen && !facts.definition.registers(in: file.answers).isDisjoint(with: facts.setting.away)
    }

    /// Whether the money that the step waits for has come, and the case has not gone on yet.
    func isPaid(_ step: Step) -> Bool {
        guard case .payment = step.work else { return false }
        return charges.last?.hasBeenPaid ?? false
    }
}
