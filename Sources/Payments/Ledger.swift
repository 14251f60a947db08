import Foundation
import Kit

/// A page of the books that money is on: at the bank, earned, or owed back.
struct Account: Sendable, Hashable {
    let name: String

    /// What the bank has collected for the state and not handed over yet.
    static let bankClearing = Account(name: "bank-clearing")
    /// What is owed to payers.
    static let refundsPayable = Account(name: "refunds-payable")
    /// What a service has earned.
    static func revenue(_ service: String) -> Account { Account(name: "revenue:\(service)") }
}

/// One movement of money in double entry: what goes onto one account comes off another, so that it adds up to zero.
struct Journal: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        let account: Account
        /// Minor units; above zero is a debit.
        let amount: Int
    }

    /// Made of the charge and what happened to it: the same movement cannot be posted twice.
    let id: String
    let charge: String
    let currency: String
    let entries: [Entry]

    init(_ charge: Charge, _ amount: Money, _ event: String, from: Account, to: Account) {
        id = "\(charge.id):\(event)"
        self.charge = charge.id
        currency = amount.currency
        entries = [
            Entry(account: to, amount: amount.minor), Entry(account: from, amount: -amount.minor),
        ]
    }

    var isBalanced: Bool { entries.reduce(0) { $0 + $1.amount } == 0 }

    static func paid(_ charge: Charge) -> Journal {
        Journal(charge, charge.amount, "paid", from: .revenue(charge.revenue), to: .bankClearing)
    }

    static func refunding(_ charge: Charge) -> Journal {
        Journal(charge, charge.returned, "refunding", from: .refundsPayable, to: .revenue(charge.revenue))
    }

    static func refunded(_ charge: Charge) -> Journal {
        Journal(charge, charge.returned, "refunded", from: .bankClearing, to: .refundsPayable)
    }
}
