import Kit
import Web

/// A place that the account page leads to, and for whom it is there.
package struct AccountLink: Sendable, Hashable {
    package enum Audience: Sendable, Hashable {
        case anyone, officer, auditor, editor
        /// Officers who have one of these duties.
        case duties(Set<String>)
    }

    /// Text keys of its name, and of the sentence under it.
    package let title: String
    package let text: String?
    /// Without the language: `/cases`.
    package let path: String
    package let who: Audience

    package init(title: String, text: String? = nil, path: String, who: Audience = .anyone) {
        self.title = title
        self.text = text
        self.path = path
        self.who = who
    }

    func isFor(_ visitor: Visitor) -> Bool {
        switch who {
        case .anyone: true
        case .officer: visitor.isOfficer
        case .auditor: visitor.isAuditor
        case .editor: visitor.isEditor
        case .duties(let asked): visitor.isOfficer && !asked.isDisjoint(with: visitor.duties)
        }
    }
}
