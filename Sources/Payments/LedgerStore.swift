import Foundation
import Kit
package import Store

extension Transaction {
    /// Writes a movement into the books. Entries are never changed and never taken out.
    func post(_ journal: Journal, at now: Date) throws {
        guard journal.isBalanced else { throw PaymentsDefect.unbalanced }
        for entry in journal.entries {
            try run(
                """
                insert into ledger_entry (id, journal, charge, account, amount, currency, at)
                values (\(Identifier.make(at: now)), \(journal.id), \(journal.charge), \(entry.account.name),
                    \(entry.amount), \(journal.currency), \(now))
                """)
        }
    }

    /// The sum of all entries of the books: zero, always.
    package func ledgerSum() throws -> Int {
        try one("select coalesce(sum(amount), 0) from ledger_entry") { try $0.integer(0) } ?? 0
    }

    /// When the payment of the charge was written into the books.
    func ledgerMoment(of charge: String) throws -> Date? {
        try one("select min(at) from ledger_entry where charge = \(charge)") { $0.optionalMoment(0) } ?? nil
    }
}
