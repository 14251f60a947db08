package import Definitions
package import Foundation
package import Forms

/// An application that is being filled in, or pages that a running case asks for.
package struct Draft: Sendable {
    package let id: String
    /// `person:<id>`, or `browser:<digest>` before anybody has signed in.
    package var owner: String
    package let service: String
    package let version: String
    package var holder: String
    /// The case that asks, and the step at which it does.
    package let caseID: String?
    package let step: String?
    package var answers: Answers
    package let createdAt: Date
    package var updatedAt: Date
    /// Since when it was to be sent, and waits for a register that does not answer.
    package var waitsSince: Date?

    package init(
        id: String, owner: String, service: String, version: String, holder: String, caseID: String? = nil,
        step: String? = nil, answers: Answers, createdAt: Date, updatedAt: Date, waitsSince: Date? = nil
    ) {
        (self.id, self.owner, self.service, self.version) = (id, owner, service, version)
        (self.holder, self.caseID, self.step, self.answers) = (holder, caseID, step, answers)
        (self.createdAt, self.updatedAt, self.waitsSince) = (createdAt, updatedAt, waitsSince)
    }

    /// Whose it is; nil before anybody has signed in.
    package var person: String? { owner.hasPrefix("person:") ? String(owner.dropFirst("person:".count)) : nil }
}

extension Draft {
    /// The pages that are to be filled in: those of the application, or those of the step that waits.
    package func pages(_ definition: Definition) -> [FormPage] {
        guard let step, case .applicant? = definition.step(step)?.work else { return definition.pages(at: nil) }
        return definition.pages(at: step)
    }
}
