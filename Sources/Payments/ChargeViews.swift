import Foundation
import Kit
import Web

/// A charge in the list, finished.
struct ChargeCard: Sendable {
    let title: String
    let address: String
    let amount: String
    let day: String
    let standing: String
    let tone: Tone

    init(_ charge: Charge, _ context: Context) {
        let t = context.t
        title = charge.description[t.language]
        address = context.address(charge.path)
        amount = t.money(charge.amount)
        day = t.day(context.site.calendar.day(of: charge.paidAt ?? charge.createdAt))
        standing = t("payments.standing.\(charge.standing.rawValue)")
        tone =
            switch charge.standing {
            case .unpaid, .waiting: .waiting
            case .paid: .done
            case .returning, .returned: .info
            }
    }
}

/// A charge as its payer reads it, finished.
struct ChargeView: Sendable {
    let title: String
    let standing: Charge.Standing
    /// What became of the last attempt, where it brought no money.
    let setback: String?
    let description: String
    let reference: String
    let lines: [(text: String, amount: String)]
    let total: String
    /// What goes back, or has gone back.
    let refund: String?
    let path: String
    let returnPath: String

    init(_ charge: Charge, _ context: Context) {
        let t = context.t
        title = t(charge.hasBeenPaid ? "payments.charge.title-paid" : "payments.charge.title")
        standing = charge.standing
        setback = standing == .unpaid && charge.closedAt != nil ? charge.status.rawValue : nil
        description = charge.description[t.language]
        reference = charge.reference.description
        let currency = charge.amount.currency
        lines = charge.lines.map { ($0.text[t.language], t.money(Money(minor: $0.amount, currency: currency))) }
        total = t.money(charge.amount)
        refund = charge.refund.map { t.money($0) }
        path = charge.path
        returnPath = charge.returnPath
    }
}

/// The receipt of a charge, finished.
struct ReceiptView: Sendable {
    let charge: ChargeView
    let subject: String
    let payer: String
    /// In both calendars, as the days below.
    let paid: String
    let booked: String
    let returned: String?

    init(_ charge: Charge, paidAt: Date, bookedAt: Date, _ visitor: Visitor, _ context: Context) {
        let (t, calendar) = (context.t, context.site.calendar)
        self.charge = ChargeView(charge, context)
        subject = Reference(charge.subject)?.description ?? charge.subject
        let organisation = visitor.represents.first { $0.holder == charge.payer }
        payer = (organisation?.name ?? visitor.name)[t.language]
        paid = t.momentInBothCalendars(paidAt, calendar)
        booked = t.dayInBothCalendars(calendar.day(of: bookedAt))
        returned = charge.refundedAt.map { moment in
            t(
                "payments.receipt.returned-on",
                [
                    "amount": t.money(charge.returned),
                    "day": t.dayInBothCalendars(calendar.day(of: moment)),
                ])
        }
    }
}
