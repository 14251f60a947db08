package import Definitions
package import Forms
import Kit
package import Store

/// The records that open cases are about, where a service allows one case about each.
extension Procedure {
    /// Refuses a second case about a record on which one is open, where the service allows one at a time. An officer who
    /// applies for somebody is not told the number of the other.
    package func refuseSecond(
        _ answers: Answers, _ holder: String, _ definition: Definition, _ isAssisted: Bool, _ transaction: Transaction
    ) throws {
        guard let records = definition.oncePer.flatMap({ answers[$0]?.texts }),
            let other = try transaction.openCase(of: definition.service, about: records)
        else { return }
        guard other.holder == holder else { throw Refusal("casework.refusal.once-taken") }
        if isAssisted { throw Refusal("casework.refusal.once-assisted") }
        throw Refusal(TextKey("casework.refusal.once", ["reference": other.reference.description]))
    }

    /// Keeps the records that a case is about to it, wherever it goes on: sent, corrected, reopened by an appeal.
    func keepRecords(of file: Case, _ definition: Definition, _ transaction: Transaction) throws {
        guard let question = definition.oncePer else { return }
        try transaction.release(recordsOf: file.id)
        try refuseSecond(file.answers, file.holder, definition, false, transaction)
        try transaction.keep(file.answers[question]?.texts ?? [], of: file.service, for: file.id)
    }
}
