import Content
import Forms
import Kit
import Rules
import Web

/// A service as data: what is asked, what it costs, who decides when, what comes out. Read from the `application` part
/// of one YAML file; a running case keeps the version it began with.
struct Definition: Sendable {
    let service: String
    let entity: String
    let name: Bilingual
    /// A digest of the file it was read from.
    let version: String
    let applicants: Set<Applicant.Kind>
    /// May be filled in and calculated without signing in; signing in is needed to send it.
    let isOpenToAll: Bool
    /// What must hold for somebody to begin.
    let opens: [Check]
    let pages: [FormPage]
    /// The question that chooses records on each of which one case at a time may be open.
    let oncePer: String?
    /// Lines that are calculated from the answers and shown before sending.
    let results: [ResultLine]
    let fee: [FeeLine]
    let steps: [Step]
    let ends: [End]
    let documents: [DocumentPlan]
    let examples: [Example]

    func step(_ id: String) -> Step? { steps.first { $0.id == id } }
    func end(_ id: String) -> End? { ends.first { $0.id == id } }

    /// The pages of the application itself, or those of a later step.
    func pages(at step: String?) -> [FormPage] { pages.filter { $0.step == step } }

    var registers: Set<String> { Set(pages.flatMap(\.questions).compactMap(\.kind.register)) }
    var calendars: Set<String> { Set(pages.flatMap(\.questions).compactMap(\.kind.calendar)) }

    /// Whether files may come with an application or a later step.
    var takesFiles: Bool { pages.contains(where: \.takesFiles) }

    /// The questions that choose something, with their pages. None is inside a repeated group.
    func choices(_ choose: (any QuestionKind) -> Bool) -> [(page: String, question: String)] {
        pages.flatMap { page in page.questions.filter { choose($0.kind) }.map { (page.id, $0.id) } }
    }

    /// The registers that answers chose from, or named records of by hand.
    func registers(in answers: Answers) -> Set<String> {
        Set(
            pages.flatMap(\.questions).filter { answers[$0.id].map { !$0.isNone } ?? false }.compactMap(\.kind.register)
        )
    }

    /// The question that says at which centre an appointment is, where it was answered before that page.
    func place(of calendar: String, notOn page: String?) -> String? {
        let place = pages.lazy.flatMap(\.questions).first { $0.kind.calendar == calendar }?.kind.place
        return pages.contains { $0.id == page && $0.questions.contains { $0.id == place } } ? nil : place
    }

    /// The first question that chooses a time, for booking it.
    func slotQuestion(at step: String?) -> Question? {
        pages(at: step).flatMap(\.questions).first { $0.kind.calendar != nil }
    }
}

/// Something calculated from the answers, such as the duty on goods.
struct ResultLine: Sendable {
    enum Unit: String, CaseIterable, Sendable { case money, plain }
    /// A rule, or a table that decides.
    enum Source: Sendable {
        case rule(PlacedExpression)
        case table(RuleTable)
    }

    let id: String
    let label: Bilingual
    let source: Source
    let unit: Unit
    /// Whether the applicant sees it before sending; what only leads the way need not be shown.
    let isShown: Bool
}

extension ResultLine.Unit {
    /// A value in words; what is no number is never written as money.
    func words(_ value: Value, _ t: Texts, currency: String) -> String {
        guard self == .money, let number = value.number else { return ValueWords.text(value, t) }
        return t.money(Money(number, currency: currency))
    }
}

/// A part of the fee: its rule gives riyals.
struct FeeLine: Sendable {
    let text: Bilingual
    let amount: PlacedExpression
    let when: PlacedExpression?
}

/// A term in the process: `3 working days`, `30 days`, `1 hours`, `3 months`.
struct Term: Sendable, Hashable {
    enum Unit: String, CaseIterable, Sendable {
        case workingDays = "working days"
        case days, hours, months
    }

    let count: Int
    let unit: Unit
}

/// One line of the process: who does what, by when, and what comes after.
struct Step: Sendable {
    enum Work: Sendable {
        /// Decided at once by the first branch that holds.
        case rule([Branch])
        /// An officer of the service chooses an action.
        case officer([Action])
        /// The applicant fills in the pages of this step.
        case applicant(then: String)
        /// The applicant corrects the application.
        case correction(then: String)
        /// The applicant pays the fee.
        case payment(then: String)
    }

    let id: String
    let name: Bilingual
    /// What happens here, for the applicant.
    let text: Bilingual?
    let work: Work
    let term: Term?
    /// Where the case goes when the term has passed; an officer's step without it is only overdue.
    let late: String?
    let canWithdraw: Bool
    /// Whoever decided at that step may not decide at this one.
    let notBy: String?
    /// What is written into registers when a case comes here, so that nobody starts the same twice.
    let amendments: [Amendment]
    let place: Place
}

/// One branch of a rule, with the reason that is told.
struct Branch: Sendable {
    let when: PlacedExpression?
    let to: String
    let reason: Bilingual?
}

/// What an officer can do at a step.
struct Action: Sendable {
    let id: String
    let name: Bilingual
    let to: String
    /// Whether words to the applicant must go with it.
    let asksReason: Bool
}

/// How a case ends.
struct End: Sendable {
    enum Outcome: String, CaseIterable, Sendable, Codable {
        case accepted, refused, withdrawn, lapsed
    }

    let id: String
    let name: Bilingual
    let text: Bilingual?
    let outcome: Outcome
    let documents: [String]
    let amendments: [Amendment]
    let message: Letter?
    /// Whether what was paid goes back.
    let refunds: Bool
    let appeal: (to: String, term: Term)?
    let place: Place
}

/// What a case writes into the register that a question chose from.
struct Amendment: Sendable {
    let question: String
    let fields: [(name: String, value: PlacedExpression)]
    let place: Place
}

/// Words to the applicant; `{reference}`, `{service}` and `{reason}` are filled in.
struct Letter: Sendable {
    let subject: Bilingual
    let body: Bilingual
    let sms: Bilingual?
}

/// A document that the case can issue.
struct DocumentPlan: Sendable {
    let id: String
    let title: Bilingual
    let validUntil: PlacedExpression?
    let claims: [ClaimLine]
}

/// A line of a document: what is certified, under its name.
struct ClaimLine: Sendable {
    let label: Bilingual
    let value: PlacedExpression
    let unit: ResultLine.Unit
    /// Words with `{field}`, for a record or for each of several.
    let text: Bilingual?
    let place: Place

    func words(in scope: Scope, _ t: Texts, currency: String) -> String {
        let value = value.value(in: scope)
        guard let text else { return unit.words(value, t, currency: currency) }
        return (value.list ?? [value]).map { item in
            t.language.isolatingNumbers(in: ValueWords.filled(text[t.language], from: item.context ?? Entries(), t))
        }.joined(separator: t("forms.list.comma"))
    }
}

/// A case from life, with the fee, the route and the outcome it must lead to.
struct Example: Sendable {
    let name: String
    let today: Day
    let applicant: Value
    let records: [String: [Value]]
    let answers: Answers
    /// What people do at the steps that wait: `paid`, `late`, `answered`, or an officer's action.
    let acts: [String]
    /// In minor units; nil where the example does not say.
    let fee: Int?
    let route: [String]
    let outcome: End.Outcome?
    /// What must be calculated, by the ids of the lines.
    let results: [String: Value]
    /// What must stand in the documents that are issued, in English, by the English labels.
    let claims: [String: [String: String]]
    /// The question at which the application is refused, for examples that cannot be sent.
    let refusedAt: String?
    let place: Place
}

/// Who applies, as rules see him.
enum Applicant {
    enum Kind: String, CaseIterable, Sendable { case person, organisation }
}
