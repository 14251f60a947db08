import Foundation
import Kit
import Web

/// The text of a service that somebody proposed, and what became of it. Once proposed it is never changed: who wants
/// another text begins from this one.
struct Edition: Sendable, Hashable {
    enum Status: String, Sendable, CaseIterable { case proposed, published, refused, withdrawn, superseded }

    static let steps: [Status: Set<Status>] = [
        .proposed: [.published, .refused, .withdrawn], .published: [.superseded], .refused: [], .withdrawn: [],
        .superseded: [],
    ]

    /// What a second person says of it.
    enum Verdict: String, Sendable, CaseIterable { case publish, refuse }

    /// Somebody did something, with the words he gave for it.
    struct Act: Sendable, Hashable {
        let person: String
        /// As he was called then.
        let name: Bilingual
        let at: Date
        let words: String
    }

    let service: String
    /// Grows by one with each edition of the service.
    let number: Int
    let text: EditionText
    /// The digest of the text that it was written over.
    let base: String
    /// The digest of the folder's file that lay under it.
    let file: String
    let proposal: Act
    private(set) var status = Status.proposed
    /// Who published, refused or withdrew it.
    private(set) var decision: Act?

    init(
        service: String, number: Int, text: EditionText, base: String, file: String, proposal: Act,
        status: Status = .proposed, decision: Act? = nil
    ) {
        (self.service, self.number, self.text, self.base, self.file) = (service, number, text, base, file)
        (self.proposal, self.status, self.decision) = (proposal, status, decision)
    }

    /// Whether the text it was written over is no longer the one that is published, or the folder's file under it is another.
    ///
    /// - Parameter file: the digest of the folder's file.
    func isStale(over current: CurrentText, file: String) -> Bool {
        status == .proposed && (base != current.text.digest || self.file != file)
    }

    /// Published or refused, by a second person.
    func decided(
        _ verdict: Verdict, by visitor: Visitor, for service: EditedService, _ words: String, over current: CurrentText,
        at now: Date
    ) throws -> Edition {
        guard visitor.may(.publish, for: service.entity) else {
            throw Refusal("editing.refusal.duty", cause: .forbidden)
        }
        guard visitor.person != proposal.person else { throw Refusal("editing.refusal.own", cause: .forbidden) }
        if verdict == .refuse, words.isEmpty { throw Invalid(["words": "editing.wrong.reason"]) }
        if verdict == .publish, isStale(over: current, file: service.file.digest) {
            throw Refusal("editing.refusal.stale")
        }
        return try moved(to: verdict == .publish ? .published : .refused, by: visitor, words, at: now)
    }

    /// Taken back by whoever proposed it.
    func withdrawn(by visitor: Visitor, at now: Date) throws -> Edition {
        guard visitor.person == proposal.person else { throw NotFound() }
        return try moved(to: .withdrawn, by: visitor, "", at: now)
    }

    private func moved(to next: Status, by visitor: Visitor, _ words: String, at now: Date) throws(Refusal) -> Edition {
        guard Edition.steps[status]?.contains(next) ?? false else { throw Refusal("editing.refusal.decided") }
        var edition = self
        edition.status = next
        edition.decision = Act(person: visitor.person, name: visitor.name, at: now, words: words)
        return edition
    }
}

/// The text that somebody is working on; nobody else sees it.
struct EditionDraft: Sendable, Hashable {
    let service: String
    let person: String
    let text: EditionText
    /// The digest of the text that it is written over.
    let base: String
    let savedAt: Date

    func isStale(over current: CurrentText) -> Bool { base != current.text.digest }

    /// The proposal that it becomes; nothing is proposed that changes nothing, or that would undo what others published
    /// meanwhile.
    func proposed(
        as number: Int, by visitor: Visitor, for service: EditedService, _ words: String, over current: CurrentText,
        at now: Date
    ) throws -> Edition {
        guard visitor.may(.edit, for: service.entity) else { throw Refusal("editing.refusal.edit", cause: .forbidden) }
        guard !words.isEmpty else { throw Invalid(["words": "editing.wrong.why"]) }
        guard !isStale(over: current) else { throw Invalid(["text": "editing.wrong.stale"]) }
        guard text.digest != current.text.digest else { throw Invalid(["text": "editing.wrong.same"]) }
        let act = Edition.Act(person: visitor.person, name: visitor.name, at: now, words: words)
        return Edition(
            service: service.id, number: number, text: text, base: base, file: service.file.digest, proposal: act)
    }
}

/// The text of a service that people see: an edition, or the file of the folder.
struct CurrentText: Sendable, Hashable {
    /// Nil for the file of the folder.
    let edition: Int?
    let text: EditionText
}

/// A line of a service's history.
struct EditionLine: Sendable, Hashable {
    let number: Int
    let status: Edition.Status
    /// The digest of the folder's file that lay under it.
    let file: String
    let proposal: Edition.Act
    let decision: Edition.Act?
}

/// A text that was published from the portal, over a file of the folder.
package struct PublishedEdition: Sendable, Hashable {
    package let service: String
    package let text: String
    /// The digest of the file that lay under it: where the file is another, this text no longer counts.
    package let file: String
}
