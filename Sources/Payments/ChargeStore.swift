package import Foundation
import Kit
package import Store

extension Transaction {
    // MARK: For other modules

    /// Asks for money. The same key is the same charge; a key that stands for another one is a defect.
    package func charge(_ new: NewCharge, at now: Date) throws -> Charge {
        if let known = try charge(key: new.key) {
            guard known.payer == new.payer, known.subject == new.subject, known.amount == new.amount else {
                throw PaymentsDefect.keyTaken
            }
            return known
        }
        let charge = try new.charge(at: now)
        let lines = String(decoding: try JSONEncoder().encode(charge.lines), as: UTF8.self)
        try run(
            """
            insert into charge (id, reference, subject, payer, description_ar, description_en, lines, amount, currency,
                revenue, return_path, idempotency_key, status, created_at)
            values (\(charge.id), \(charge.reference), \(charge.subject), \(charge.payer), \(charge.description.ar),
                \(charge.description.en), \(lines), \(charge.amount.minor), \(charge.amount.currency),
                \(charge.revenue), \(charge.returnPath), \(new.key), \(charge.status.rawValue), \(now))
            """)
        return charge
    }

    /// Everything that was asked for on that subject, oldest first.
    package func charges(of subject: String) throws -> Asked<Charge> {
        try ask(
            "select \(Charge.columns) from charge where subject = \(subject) order by created_at, id", Charge.init(row:)
        )
    }

    /// A charge of that payer.
    package func charge(_ id: String, payer: String) throws -> Charge {
        let charge = try one(
            "select \(Charge.columns) from charge where id = \(id) and payer = \(payer)", Charge.init(row:))
        guard let charge else { throw NotFound() }
        return charge
    }

    /// The charge that a key stands for; nil where nothing was asked for under it.
    package func charge(key: String) throws -> Charge? {
        try one("select \(Charge.columns) from charge where idempotency_key = \(key)", Charge.init(row:))
    }

    /// Gives the money of a paid charge back, once, however often it is asked for.
    ///
    /// - Parameter minor: how much of it, in minor units above 0; nil gives back all of it.
    package func requestRefund(_ id: String, of minor: Int? = nil, reason: String, at now: Date) throws -> Charge {
        guard let charge = try findCharge(id) else { throw NotFound() }
        if charge.status == .refunding || charge.status == .refunded { return charge }
        let refunding = try charge.refunding(minor ?? charge.amount.minor, reason, at: now)
        try save(refunding)
        try post(.refunding(refunding), at: now)
        if refunding.returned == refunding.amount {
            try enqueue(RefundCharge(charge: id), at: now)
        } else {
            try enqueue(RefundPart(charge: id), at: now)
        }
        return refunding
    }

    // MARK: Inside

    func findCharge(_ id: String) throws -> Charge? {
        try one("select \(Charge.columns) from charge where id = \(id)", Charge.init(row:))
    }

    /// The charge of one of these payers.
    func findCharge(_ reference: Reference, payers: [String]) throws -> Charge {
        let charge = try one(
            "select \(Charge.columns) from charge where reference = \(reference) and payer in \(list: payers)",
            Charge.init(row:))
        guard let charge else { throw NotFound() }
        return charge
    }

    /// The latest charges of these payers, newest first.
    func charges(payers: [String], most: Int) throws -> [Charge] {
        try all(
            """
            select \(Charge.columns) from charge where payer in \(list: payers)
            order by created_at desc, id desc limit \(most)
            """, Charge.init(row:))
    }

    func save(_ charge: Charge) throws {
        try run(
            """
            update charge set status = \(charge.status.rawValue), submitted_at = \(charge.submittedAt),
                paid_at = \(charge.paidAt), closed_at = \(charge.closedAt), refund_reason = \(charge.refundReason),
                refund_amount = \(charge.refund?.minor),
                refund_asked_at = \(charge.refundAskedAt), refunded_at = \(charge.refundedAt)
            where id = \(charge.id)
            """)
    }
}

extension Charge {
    static let columns: SQL = """
        id, reference, subject, payer, description_ar, description_en, lines, amount, currency, revenue, return_path,
        status, created_at, submitted_at, paid_at, closed_at, refund_reason, refund_asked_at, refunded_at,
        refund_amount
        """

    init(row: Row) throws {
        let lines = try JSONDecoder().decode([ChargeLine].self, from: Data(row.text(6).utf8))
        guard let status = Status(rawValue: try row.text(11)) else { throw StoreDefect.emptyCell(11) }
        let amount = try Money(minor: row.integer(7), currency: row.text(8))
        let isAskedBack = row.optionalMoment(17) != nil
        let refund = row.optionalInteger(19) ?? (isAskedBack ? amount.minor : nil)
        try self.init(
            id: row.text(0), reference: row.reference(1), subject: row.text(2), payer: row.text(3),
            description: Bilingual(ar: row.text(4), en: row.text(5)), lines: lines,
            amount: amount, revenue: row.text(9), returnPath: row.text(10),
            status: status, createdAt: row.moment(12), submittedAt: row.optionalMoment(13),
            paidAt: row.optionalMoment(14), closedAt: row.optionalMoment(15), refundReason: row.optionalText(16),
            refund: refund.map { Money(minor: $0, currency: amount.currency) },
            refundAskedAt: row.optionalMoment(17), refundedAt: row.optionalMoment(18))
    }
}
