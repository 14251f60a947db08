package import Foundation
package import Kit

/// One line of what is to be paid: two years of a permit, a family card.
package struct ChargeLine: Sendable, Hashable, Codable {
    package let text: Bilingual
    /// Minor units; below zero for a reduction.
    package let amount: Int

    package init(_ text: Bilingual, amount: Int) {
        self.text = text
        self.amount = amount
    }
}

/// Money that a person owes the state for something he applied for, from the first page to the receipt or the refund.
package struct Charge: Sendable, Hashable {
    /// Where the charge is, as the program knows it.
    package enum Status: String, Sendable, CaseIterable, Codable {
        case created, submitted, paid, failed, cancelled, expired, refunding, refunded
    }

    /// Where the charge is, as its payer is told.
    package enum Standing: String, Sendable, CaseIterable {
        case unpaid, waiting, paid, returning, returned
    }

    package let id: String
    /// What people read out: on the receipt and on the bank's page.
    package let reference: Reference
    /// What is paid for; for a case the symbols of its reference.
    package let subject: String
    /// `person:<id>` or `organisation:<id>`.
    package let payer: String
    package let description: Bilingual
    package let lines: [ChargeLine]
    package let amount: Money
    /// What the money is booked under, such as the service.
    package let revenue: String
    /// Where the payer came from, without the language.
    package let returnPath: String
    package internal(set) var status: Status
    package let createdAt: Date
    package internal(set) var submittedAt: Date?
    package internal(set) var paidAt: Date?
    /// When an attempt ended without money.
    package internal(set) var closedAt: Date?
    package internal(set) var refundReason: String?
    /// How much of it went back, or is on its way; nil before that.
    package internal(set) var refund: Money?
    package internal(set) var refundAskedAt: Date?
    package internal(set) var refundedAt: Date?

    /// Which status can follow which.
    static let steps: [Status: Set<Status>] = [
        .created: [.submitted],
        .submitted: [.paid, .failed, .cancelled, .expired],
        .failed: [.submitted],
        .cancelled: [.submitted],
        .expired: [.submitted],
        .paid: [.refunding],
        .refunding: [.refunded],
        .refunded: [],
    ]

    package var standing: Standing {
        switch status {
        case .created, .failed, .cancelled, .expired: .unpaid
        case .submitted: .waiting
        case .paid: .paid
        case .refunding: .returning
        case .refunded: .returned
        }
    }

    /// How much of it goes back where some does.
    var returned: Money { refund ?? amount }

    /// How much of it the state has, in minor units: nothing before it is paid, less what goes back.
    package var kept: Int { hasBeenPaid ? amount.minor - (refund?.minor ?? 0) : 0 }

    /// Whether the money has come, even where it went back later.
    package var hasBeenPaid: Bool { paidAt != nil }

    /// Whether the payer can begin at the bank, or go on there.
    package var canBePaid: Bool { !hasBeenPaid }

    /// The page where it is paid, without the language.
    package var path: String { "/payments/\(reference.symbols)" }

    /// The charge one step further.
    func moved(to next: Status, at now: Date) throws(Refusal) -> Charge {
        guard Charge.steps[status, default: []].contains(next) else { throw Refusal("payments.refusal.state") }
        var charge = self
        charge.status = next
        switch next {
        case .created: break
        case .submitted: charge.submittedAt = now
        case .paid: charge.paidAt = now
        case .failed, .cancelled, .expired: charge.closedAt = now
        case .refunding: charge.refundAskedAt = now
        case .refunded: charge.refundedAt = now
        }
        return charge
    }

    /// Paid, also where an earlier word of the bank had closed the attempt: money that was taken is never lost.
    func settled(at now: Date) throws(Refusal) -> Charge {
        try (status == .submitted ? self : moved(to: .submitted, at: now)).moved(to: .paid, at: now)
    }

    /// Asked back. The reason is the key of a text or a word of the asking module.
    ///
    /// - Parameter minor: how much of it goes back, in minor units.
    func refunding(_ minor: Int, _ reason: String, at now: Date) throws(Refusal) -> Charge {
        var charge = try moved(to: .refunding, at: now)
        charge.refund = Money(minor: min(minor, amount.minor), currency: amount.currency)
        charge.refundReason = reason
        return charge
    }
}

/// What another module asks to be paid.
package struct NewCharge: Sendable, Hashable {
    package var subject: String
    package var payer: String
    package var description: Bilingual
    package var lines: [ChargeLine]
    package var currency: String
    package var revenue: String
    package var returnPath: String
    /// The same key is the same charge, however often it is asked for.
    package var key: String

    /// - Parameters:
    ///   - revenue: what the money is booked under: the service's name in the pack.
    ///   - key: such as `case:<id>:fee`.
    package init(
        subject: String, payer: String, description: Bilingual, lines: [ChargeLine], currency: String, revenue: String,
        returnPath: String, key: String
    ) {
        self.subject = subject
        self.payer = payer
        self.description = description
        self.lines = lines
        self.currency = currency
        self.revenue = revenue
        self.returnPath = returnPath
        self.key = key
    }

    var amount: Money { Money(minor: lines.reduce(0) { $0 + $1.amount }, currency: currency) }

    func charge(at now: Date) throws -> Charge {
        guard amount.minor > 0, currency.utf8.count == 3, returnPath.hasPrefix("/") else {
            throw PaymentsDefect.badCharge
        }
        return Charge(
            id: Identifier.make(at: now), reference: .random(), subject: subject, payer: payer,
            description: description,
            lines: lines, amount: amount, revenue: revenue, returnPath: returnPath, status: .created, createdAt: now)
    }
}

/// A mistake of the program that asks for a charge; a 500 with a reference number.
package enum PaymentsDefect: Error {
    /// Nothing to pay, no currency, or no way back.
    case badCharge
    /// The key stands for another charge.
    case keyTaken
    /// The entries of a journal do not add up to zero.
    case unbalanced
}
