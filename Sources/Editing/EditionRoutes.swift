import Content
import Foundation
import Kit
import Store
import Web

/// One edition: looked at, decided by a second person, compared with others.
extension Editing {
    func showEdition(_ context: Context) async throws -> Answer {
        let (_, service) = try seen(context)
        let number = try context.number()
        let view = try await store.read { try EditionView(number, of: service, in: $0) }
        return editionPage(context, view, try await proof(of: view))
    }

    func decide(_ context: Context) async throws -> Answer {
        let (visitor, service) = try seen(context)
        let (number, now, words) = (try context.number(), context.now, context.form["words"])
        let done = { (verdict: Edition.Verdict) in
            context.redirect(to: "/editor/services/\(service.id)?\(verdict.rawValue)=\(number)")
        }
        do {
            guard let verdict = Edition.Verdict(rawValue: context.form["verdict"]) else {
                throw Invalid(["verdict": "editing.wrong.verdict"])
            }
            guard words.unicodeScalars.count <= TypedDraft.mostWords else {
                throw Invalid(["words": "editing.wrong.words-long"])
            }
            let view = try await store.read { try EditionView(number, of: service, in: $0) }
            if view.edition.isDecided(verdict, by: visitor) { return done(verdict) }
            // Before the pack is read, which takes a while.
            _ = try view.edition.decided(verdict, by: visitor, for: service, words, over: view.current, at: now)
            if verdict == .publish { try await checkPack(with: view.edition) }
            try await settle(number, verdict, of: service, by: visitor, words, at: now)
            return done(verdict)
        } catch let invalid as Invalid {
            return try await again(context, number, service, wrong: invalid)
        } catch let broken as BrokenPack {
            return try await again(context, number, service, broken: broken.mistakes)
        }
    }

    private func settle(
        _ number: Int, _ verdict: Edition.Verdict, of service: EditedService, by visitor: Visitor, _ words: String,
        at now: Date
    ) async throws {
        let services = services
        try await store.write { transaction in
            let view = try EditionView(number, of: service, in: transaction)
            let edition = try view.edition.decided(
                verdict, by: visitor, for: service, words, over: view.current, at: now)
            switch verdict {
            case .publish: try transaction.publish(edition, among: services, at: now)
            case .refuse: try transaction.settle(edition)
            }
        }
    }

    /// Reads the whole pack as it would be with the edition; throws its mistakes.
    private func checkPack(with edition: Edition) async throws {
        let (services, proofs) = (services, proofs)
        let counting = try await store.read { try $0.publishedEditions() }.filter(services.counts)
        var overlay = Dictionary(counting.map { (EditedService.path(of: $0.service), $0.text) }) { first, _ in first }
        overlay[EditedService.path(of: edition.service)] = edition.text.text
        try await pool.run { [overlay] in try proofs.checkPack(overlay) }
    }

    private func again(
        _ context: Context, _ number: Int, _ service: EditedService, wrong: Invalid? = nil, broken: [Mistake] = []
    ) async throws -> Answer {
        let view = try await store.read { try EditionView(number, of: service, in: $0) }
        return editionPage(
            context, view, try await proof(of: view), wrong: wrong ?? Invalid(["verdict": "editing.wrong.pack"]),
            broken: broken)
    }

    func withdraw(_ context: Context) async throws -> Answer {
        let (visitor, service) = try seen(context)
        let (number, now) = (try context.number(), context.now)
        try await store.write { transaction in
            guard let edition = try transaction.edition(number, of: service).one else { throw NotFound() }
            if edition.status == .withdrawn, edition.proposal.person == visitor.person { return }
            try transaction.settle(try edition.withdrawn(by: visitor, at: now))
        }
        return context.redirect(to: "/editor/services/\(service.id)?withdrawn=\(number)")
    }

    func compare(_ context: Context) async throws -> Answer {
        let (_, service) = try seen(context)
        let chosen = (Int(context.query["from"]), Int(context.query["to"]))
        let view = try await store.read { try ComparisonView(service, chosen.0, chosen.1, in: $0) }
        let difference = try await pool.run { Difference(from: view.old.text, to: view.new.text) }
        return comparisonPage(context, view, difference)
    }

    func previewEdition(_ context: Context) async throws -> Answer {
        let (_, service) = try seen(context)
        let edition = try await edition(context, service)
        return try await preview(
            context, service, edition.text, at: "/editor/services/\(service.id)/editions/\(edition.number)")
    }

    func downloadEdition(_ context: Context) async throws -> Answer {
        let (_, service) = try seen(context)
        let edition = try await edition(context, service)
        return .download(Array(edition.text.text.utf8), type: "application/yaml", name: "\(service.id).yaml")
    }

    func preview(
        _ context: Context, _ service: EditedService, _ text: EditionText, at path: String
    ) async throws -> Answer {
        let (proofs, page, t) = (proofs, context.query["page"], context.t)
        guard let preview = try await pool.run({ proofs.show(service, text.text, page, t) }) else {
            return previewFault(context, service, at: path)
        }
        return previewPage(context, service, preview, showing: page, at: path)
    }

    private func edition(_ context: Context, _ service: EditedService) async throws -> Edition {
        let number = try context.number()
        guard let edition = try await store.read({ try $0.edition(number, of: service).one }) else { throw NotFound() }
        return edition
    }

    /// The examples of a proposal, and what an edition changed.
    private func proof(of view: EditionView) async throws -> (proof: Proof?, difference: Difference?) {
        let proofs = proofs
        return try await pool.run {
            (
                view.edition.status == .proposed ? proofs.whole(view.service, view.edition.text.text) : nil,
                view.before.map { Difference(from: $0.text, to: view.edition.text.text) }
            )
        }
    }
}

extension Context {
    /// The number of an edition in the address.
    fileprivate func number() throws(NotFound) -> Int {
        guard let number = Int(try parameter("number")), number > 0 else { throw NotFound() }
        return number
    }
}

extension Edition {
    /// Whether this person has decided so already: he pressed twice.
    fileprivate func isDecided(_ verdict: Verdict, by visitor: Visitor) -> Bool {
        status == (verdict == .publish ? .published : .refused) && decision?.person == visitor.person
    }
}
