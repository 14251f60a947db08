import Foundation
package import Kit
import Store

/// A case came to its end; what the statistics count.
package struct CaseCompleted: Event {
    package static let name = "casework.case.completed"
    package let `case`: String
    package let service: String
    package let entity: String
    package let channel: String
    package let outcome: String
    /// In the country's calendar, `2026-11-21`.
    package let day: Day
    /// Milliseconds since 1970.
    package let at: Int
}

/// Wakes a case at the end of a term.
struct CaseTimer: Job {
    static let kind = "casework.timer"
    let `case`: String
    let step: String
    /// When the case came to that step, in milliseconds: a case that came back has another timer.
    let since: Int
}

/// Reminds whoever must act at a step, or tells those who lead its officers.
struct StepReminder: Job {
    static let kind = "casework.reminder"

    enum Reader: String, Codable { case doer, lead }

    let `case`: String
    let step: String
    /// When the case came to that step, in milliseconds.
    let since: Int
    let reader: Reader
}

/// Reminds somebody of an appointment that he has for a case.
struct VisitReminder: Job {
    static let kind = "casework.visit-reminder"
    let reference: String
    /// In milliseconds: one that was moved has another.
    let startsAt: Int
}

/// Draws by lot among the cases that wait for the same as this one.
struct DrawTimer: Job {
    static let kind = "casework.draw"
    let `case`: String
    let step: String
    /// When the case came to that step, in milliseconds.
    let since: Int
}

/// Speaks for who has not given his opinion at the end of its term.
struct OpinionTimer: Job {
    static let kind = "casework.opinion-timer"
    let `case`: String
    let step: String
    let plan: String
    /// When the case came to that step, in milliseconds.
    let since: Int
}
