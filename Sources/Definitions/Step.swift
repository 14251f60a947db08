package import Content
package import Forms
package import Kit

/// A term in the process: `3 working days`, `30 days`, `1 hours`, `3 months`.
package struct Term: Sendable, Hashable {
    package enum Unit: String, CaseIterable, Sendable {
        case workingDays = "working days"
        case days, hours, months

        /// Ten years.
        var most: Int {
            switch self {
            case .workingDays: 2_600
            case .days: 3_650
            case .hours: 87_600
            case .months: 120
            }
        }
    }

    package let count: Int
    package let unit: Unit

    package init(count: Int, unit: Unit) { (self.count, self.unit) = (count, unit) }
}

/// One line of the process: who does what, by when, and what comes after.
package struct Step: Sendable {
    package enum Work: Sendable {
        /// Decided at once by the first branch that holds.
        case rule([Branch])
        /// An officer of the service chooses an action.
        case officer([Action])
        /// Several officers give their opinions at the same time; when all have, the case goes on.
        case opinions([OpinionPlan], then: String)
        /// Somebody else than the applicant is asked whether he agrees.
        case consent(ConsentPlan)
        /// Several want the same; on a day it is drawn by lot.
        case draw(DrawPlan)
        /// The applicant fills in the pages of this step.
        case applicant(then: String)
        /// The applicant corrects the application.
        case correction(then: String)
        /// The applicant pays the fee, or a part of it.
        case payment(PaymentPlan)
    }

    package let id: String
    package let name: Bilingual
    /// What happens here, for the applicant.
    package let text: Bilingual?
    package let work: Work
    /// Whose officers act, where it is not the entity of the service.
    package let entity: String?
    package let term: Term?
    /// After how long whoever must act is reminded, where that is not an officer.
    package let reminder: Term?
    /// After how long the officers with the duty `lead` are told that nothing has happened.
    package let escalation: Term?
    /// Where the case goes when the term has passed; an officer's step without it is only overdue.
    package let late: String?
    package let canWithdraw: Bool
    /// Whoever decided at that step may not decide at this one.
    package let notBy: String?
    /// What is written into registers when a case comes here, so that nobody starts the same twice.
    package let amendments: [Amendment]
    package let place: Place
}

/// A draw by lot among the cases that wait at the same step for the same record, such as a place for a camp.
package struct DrawPlan: Sendable {
    /// The question that chose the record.
    package let question: String
    /// Gives the day of the draw. Whoever comes after it has won: nobody else waits.
    package let day: PlacedExpression
    /// How many win; nil is one.
    package let places: PlacedExpression?
    package let won: String
    package let lost: String
}

/// What is paid at a step.
package struct PaymentPlan: Sendable {
    /// The part in riyals, which may speak of `fee` and of what was `paid` before; nil is the whole fee.
    package let amount: PlacedExpression?
    package let then: String
}

/// What of the money goes back when a case ends.
package enum RefundPlan: Sendable {
    case nothing
    case everything
    /// An amount in riyals, which may speak of `fee` and of what was `paid`; never more than that.
    case rule(PlacedExpression)
}

/// One branch of a rule, with the reason that is told.
package struct Branch: Sendable {
    package let when: PlacedExpression?
    package let to: String
    package let reason: Bilingual?
}

/// What an officer can do at a step.
package struct Action: Sendable {
    package let id: String
    package let name: Bilingual
    package let to: String
    /// Whether words to the applicant must go with it.
    package let asksReason: Bool
}

/// What somebody else is asked, such as the buyer of a car.
package struct ConsentPlan: Sendable {
    /// Gives the QID of who is asked.
    package let who: PlacedExpression
    /// Where the case goes where nobody has that number, or it is the applicant's own.
    package let absent: String
    /// What he reads before he answers.
    package let shows: [ClaimLine]
    package let actions: [Action]
}
