import Foundation
import Kit
import Store
import Web

/// What somebody may edit, and the text that he is working on.
extension Editing {
    func listServices(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let mine = services.services(of: visitor)
        let (proposals, drafts) = try await store.read { transaction in
            let (proposals, drafts) = (
                try transaction.proposals(for: mine), try transaction.drafts(by: visitor.person, of: mine)
            )
            return (Set(try proposals.all.map(\.service)), Set(try drafts.all))
        }
        return listPage(context, mine.map { ServiceLine($0, proposals: proposals, drafts: drafts) })
    }

    func showService(_ context: Context) async throws -> Answer {
        let (visitor, service) = try seen(context)
        let view = try await store.read { try ServiceView(service, visitor, in: $0) }
        return servicePage(context, view)
    }

    // MARK: The draft

    func showDraft(_ context: Context) async throws -> Answer {
        let (visitor, service) = try editor(context)
        let origin = Int(context.query["from"])
        let view = try await store.read { try DraftView(service, visitor, from: origin, in: $0) }
        return draftPage(context, view, try await proof(of: view))
    }

    /// Keeps what was typed; with `act=propose`, and where all is well, it becomes a proposal.
    func saveDraft(_ context: Context) async throws -> Answer {
        let (visitor, service) = try editor(context)
        let (typed, now) = (TypedDraft(context.form), context.now)
        do {
            let text = try EditionText(typed.text)
            let done = try await store.write { try typed.save(text, of: service, by: visitor, at: now, in: $0) }
            if let done { return context.redirect(to: "/editor/services/\(service.id)?proposed=\(done)") }
            guard typed.proposes else { return context.redirect(to: "/editor/services/\(service.id)/draft?checked") }
            let number = try await propose(text, of: service, by: visitor, typed.words, at: now)
            return context.redirect(to: "/editor/services/\(service.id)?proposed=\(number)")
        } catch let invalid as Invalid {
            let view = try await store.read { try DraftView(service, visitor, typed, in: $0) }
            return draftPage(context, view, try await proof(of: view), typed: typed, wrong: invalid)
        }
    }

    private func propose(
        _ text: EditionText, of service: EditedService, by visitor: Visitor, _ words: String, at now: Date
    ) async throws -> Int {
        guard words.unicodeScalars.count <= TypedDraft.mostWords else {
            throw Invalid(["words": "editing.wrong.words-long"])
        }
        let proofs = proofs
        guard try await pool.run({ proofs.check(service, text.text).isSound }) else {
            throw Invalid(["text": "editing.wrong.mistakes"])
        }
        return try await store.write { transaction in
            guard let draft = try transaction.draft(of: service, by: visitor.person).one, draft.text == text else {
                throw Refusal("editing.refusal.draft")
            }
            let current = try transaction.currentText(service)
            let edition = try draft.proposed(
                as: try transaction.nextNumber(of: service), by: visitor, for: service, words, over: current, at: now)
            try transaction.add(edition)
            try transaction.removeDraft(of: service, by: visitor.person)
            return edition.number
        }
    }

    func removeDraft(_ context: Context) async throws -> Answer {
        let (visitor, service) = try editor(context)
        try await store.write { try $0.removeDraft(of: service, by: visitor.person) }
        return context.redirect(to: "/editor/services/\(service.id)?removed")
    }

    func previewDraft(_ context: Context) async throws -> Answer {
        let (visitor, service) = try editor(context)
        guard let draft = try await store.read({ try $0.draft(of: service, by: visitor.person).one }) else {
            throw NotFound()
        }
        return try await preview(context, service, draft.text, at: "/editor/services/\(service.id)/draft")
    }

    // MARK: Who is here

    /// The service of the address, where the visitor may write or publish it.
    func seen(_ context: Context) throws -> (Visitor, EditedService) {
        let visitor = try context.signedIn()
        return (visitor, try services.service(try context.parameter("service"), of: visitor))
    }

    /// The service of the address, where the visitor may write it.
    private func editor(_ context: Context) throws -> (Visitor, EditedService) {
        let (visitor, service) = try seen(context)
        guard visitor.may(.edit, for: service.entity) else { throw NotFound() }
        return (visitor, service)
    }

    /// What is wrong with a text, and what it changes: of a text that could be sent and is not just what is published.
    private func proof(of view: DraftView) async throws -> (proof: Proof, difference: Difference)? {
        guard view.isChanged, let text = try? EditionText(view.text) else { return nil }
        let proofs = proofs
        return try await pool.run {
            (proofs.whole(view.service, text.text), Difference(from: view.current.text.text, to: text.text))
        }
    }
}

/// What came with the form of the draft.
struct TypedDraft: Sendable {
    static let mostWords = 2000

    let text: String
    /// The digest of the text that it is written over.
    let base: String
    /// The digest of the published text that was shown beside it, where its changes were taken in.
    let takenIn: String?
    let words: String
    let proposes: Bool

    init(_ form: Form) {
        text = form.all("text").first ?? ""
        base = String(form["base"].prefix(64))
        takenIn = form["taken-in"] == "yes" ? form["seen"] : nil
        words = form["words"]
        proposes = form["act"] == "propose"
    }

    /// Keeps the draft. Answers the number of the proposal where the same was proposed a moment ago.
    func save(
        _ text: EditionText, of service: EditedService, by visitor: Visitor, at now: Date, in transaction: Transaction
    ) throws -> Int? {
        let asked = try transaction.edition(withText: text.digest, of: service)
        let current = try transaction.currentText(service)
        if proposes, let same = try asked.one, same.status == .proposed, same.proposal.person == visitor.person {
            return same.number
        }
        let base = takenIn == current.text.digest ? current.text.digest : base
        try transaction.save(
            EditionDraft(service: service.id, person: visitor.person, text: text, base: base, savedAt: now))
        return nil
    }
}

extension Transaction {
    /// The text of the service that people see.
    func currentText(_ service: EditedService) throws -> CurrentText {
        try current(service).one ?? CurrentText(edition: nil, text: service.file)
    }
}
