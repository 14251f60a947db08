package import Content
package import Forms
package import Kit
package import Rules
package import Web

/// A service as data: what is asked, what it costs, who decides when, what comes out. Read from the `application` part
/// of one YAML file; a running case keeps the version it began with.
package struct Definition: Sendable {
    package let service: String
    package let entity: String
    package let name: Bilingual
    /// A digest of the file it was read from.
    package let version: String
    package let applicants: Set<Applicant.Kind>
    /// May be filled in and calculated without signing in; signing in is needed to send it.
    package let isOpenToAll: Bool
    /// What must hold for somebody to begin.
    package let opens: [Check]
    package let pages: [FormPage]
    /// The question that chooses records on each of which one case at a time may be open.
    package let oncePer: String?
    /// Lines that are calculated from the answers and shown before sending.
    package let results: [ResultLine]
    package let fee: [FeeLine]
    package let steps: [Step]
    package let ends: [End]
    package let documents: [DocumentPlan]
    package let examples: [Example]
    /// Whether it matters what was paid so far.
    package internal(set) var asksPaid = false

    /// The steps that ask for several opinions, with what they ask.
    package var opinionSteps: [(id: String, plans: [OpinionPlan])] {
        steps.compactMap { step in
            if case .opinions(let plans, _) = step.work { (step.id, plans) } else { nil }
        }
    }

    /// The steps at which somebody else is asked.
    package var consentSteps: [String] {
        steps.compactMap { if case .consent = $0.work { $0.id } else { nil } }
    }

    package func step(_ id: String) -> Step? { steps.first { $0.id == id } }
    package func end(_ id: String) -> End? { ends.first { $0.id == id } }

    /// The pages of the application itself, or those of a later step.
    package func pages(at step: String?) -> [FormPage] { pages.filter { $0.step == step } }

    package var registers: Set<String> { Set(pages.flatMap(\.questions).compactMap(\.kind.register)) }
    package var calendars: Set<String> { Set(pages.flatMap(\.questions).compactMap(\.kind.calendar)) }

    /// Whether files may come with an application or a later step.
    package var takesFiles: Bool { pages.contains(where: \.takesFiles) }

    /// The questions that choose something, with their pages. None is inside a repeated group.
    package func choices(_ choose: (any QuestionKind) -> Bool) -> [(page: String, question: String)] {
        pages.flatMap { page in page.questions.filter { choose($0.kind) }.map { (page.id, $0.id) } }
    }

    /// The registers that answers chose from, or named records of by hand.
    package func registers(in answers: Answers) -> Set<String> {
        Set(
            pages.flatMap(\.questions).filter { answers[$0.id].map { !$0.isNone } ?? false }.compactMap(\.kind.register)
        )
    }

    /// The question that says at which centre an appointment is, where it was answered before that page.
    package func place(of calendar: String, notOn page: String?) -> String? {
        let place = pages.lazy.flatMap(\.questions).first { $0.kind.calendar == calendar }?.kind.place
        return pages.contains { $0.id == page && $0.questions.contains { $0.id == place } } ? nil : place
    }

    /// The first question that chooses a time, for booking it.
    package func slotQuestion(at step: String?) -> Question? {
        pages(at: step).flatMap(\.questions).first { $0.kind.calendar != nil }
    }
}

/// Something calculated from the answers, such as the duty on goods.
package struct ResultLine: Sendable {
    package enum Unit: String, CaseIterable, Sendable { case money, plain }
    /// A rule, a table that decides, or a decision of a model.
    package enum Source: Sendable {
        case rule(PlacedExpression)
        case table(RuleTable)
        case model(RuleModel)
    }

    package let id: String
    package let label: Bilingual
    package let source: Source
    package let unit: Unit
    /// Whether the applicant sees it before sending; what only leads the way need not be shown.
    package let isShown: Bool
}

extension ResultLine.Unit {
    /// A value in words; what is no number is never written as money.
    package func words(_ value: Value, _ t: Texts, currency: String) -> String {
        guard self == .money, let number = value.number else { return ValueWords.text(value, t) }
        return t.money(Money(number, currency: currency))
    }
}

/// A part of the fee: its rule gives riyals.
package struct FeeLine: Sendable {
    package let text: Bilingual
    package let amount: PlacedExpression
    package let when: PlacedExpression?
}

/// How a case ends.
package struct End: Sendable {
    package enum Outcome: String, CaseIterable, Sendable, Codable {
        case accepted, refused, withdrawn, lapsed
    }

    package let id: String
    package let name: Bilingual
    package let text: Bilingual?
    package let outcome: Outcome
    package let documents: [String]
    package let amendments: [Amendment]
    package let recalls: [Recall]
    package let message: Letter?
    package let refund: RefundPlan
    package let appeal: (to: String, term: Term)?
    package let place: Place
}

/// What a case writes into the register that a question chose from.
package struct Amendment: Sendable {
    package let question: String
    package let fields: [(name: String, value: PlacedExpression)]
    /// The step at which somebody else agreed to have the record from now on; nil where it stays whose it is.
    package let newHolder: String?
    package let place: Place
}

/// A document of the applicant that is taken back: because it is cancelled, or because a newer one replaces it.
package struct Recall: Sendable {
    /// The question that chose it.
    package let question: String
    package let reason: Bilingual
    package let place: Place
}

/// Words to the applicant; `{reference}`, `{service}` and `{reason}` are filled in.
package struct Letter: Sendable {
    package let subject: Bilingual
    package let body: Bilingual
    package let sms: Bilingual?

    package init(subject: Bilingual, body: Bilingual, sms: Bilingual?) {
        (self.subject, self.body, self.sms) = (subject, body, sms)
    }
}

/// A document that the case can issue.
package struct DocumentPlan: Sendable {
    package let id: String
    package let title: Bilingual
    package let validUntil: PlacedExpression?
    package let claims: [ClaimLine]
}

/// A line of a document: what is certified, under its name.
package struct ClaimLine: Sendable {
    package let label: Bilingual
    package let value: PlacedExpression
    package let unit: ResultLine.Unit
    /// Words with `{field}`, for a record or for each of several.
    package let text: Bilingual?
    package let place: Place

    package func words(in scope: Scope, _ t: Texts, currency: String) -> String {
        let value = value.value(in: scope)
        guard let text else { return unit.words(value, t, currency: currency) }
        return (value.list ?? [value]).map { item in
            t.language.isolatingNumbers(in: ValueWords.filled(text[t.language], from: item.context ?? Entries(), t))
        }.joined(separator: t("forms.list.comma"))
    }
}

/// A case from life, with the fee, the route and the outcome it must lead to.
package struct Example: Sendable {
    package let name: String
    package let today: Day
    package let applicant: Value
    package let records: [String: [Value]]
    package let answers: Answers
    /// What people do at the steps that wait: `paid`, `late`, `answered`, `withdraw`, or an officer's action.
    package let acts: [String]
    /// In minor units; nil where the example does not say.
    package let fee: Int?
    /// What goes back at the end, in minor units; nil where the example does not say.
    package let refund: Int?
    package let route: [String]
    package let outcome: End.Outcome?
    /// What must be calculated, by the ids of the lines.
    package let results: [String: Value]
    /// What must stand in the documents that are issued, in English, by the English labels.
    package let claims: [String: [String: String]]
    /// How long the documents are valid that are issued; null where without end.
    package let validUntil: [String: Value]
    /// What must stand in the records afterwards, by the questions that chose them.
    package let amended: [String: [String: Value]]
    /// What must be among the reasons that rules give on the way, in English.
    package let reasons: [String]
    /// The question at which the application is refused, for examples that cannot be sent.
    package let refusedAt: String?
    package let place: Place
}
