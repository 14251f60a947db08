import Audit
import Definitions
import Foundation
import Forms
import Identity
import Kit
import Registers
import Store
import Web

/// The officer's side: what waits, one case, the decision.
extension Casework {
    func showQueue(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let office = office
        let lines = try await store.read { transaction in
            let files = try transaction.openCases(for: visitor).map { file in
                (file, try office.shelf.definition(of: file.service, version: file.version, in: transaction))
            }
            let heard = files.filter { !$1.opinionSteps.isEmpty }.map(\.0.id)
            let opinions = try transaction.opinions(ofCases: heard)
            return files.filter { file, definition in
                file.waits(for: visitor.officer(of: file.service), definition, opinions[file.id] ?? [])
            }.map { CaseLine($0, $1) }
        }
        return queuePage(context, lines)
    }

    /// Opens a case; that somebody looked at a person's data is written down with it.
    func openCase(_ context: Context) async throws -> Answer {
        let view = try await look(context)
        return officerPage(context, view)
    }

    func openFile(_ context: Context) async throws -> Answer {
        let id = try context.parameter("file")
        return try download(try await look(context).attachments.first { $0.id == id })
    }

    func decide(_ context: Context) async throws -> Answer {
        let (visitor, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (choice, reason) = (context.form["action"], context.form["reason"])
        let (opinion, seen) = (context.form["opinion"], Int(context.form["revision"]) ?? 0)
        let words = reason.isEmpty ? nil : Bilingual(same: reason)
        let procedure = procedure
        do {
            guard !choice.isEmpty else { throw Invalid(["action": "casework.wrong.action"]) }
            guard reason.unicodeScalars.count <= 4000 else { throw Invalid(["reason": "casework.wrong.reason-long"]) }
            try await refresh({ try $0.findCase(reference, decidedBy: visitor) }, now)
            try await store.write { transaction in
                var file = try transaction.findCase(reference, decidedBy: visitor)
                let facts = try procedure.facts(of: file, now: now, in: transaction)
                let officer = visitor.officer(of: file.service)
                let history = try transaction.history(of: file.id).all
                if !opinion.isEmpty {
                    let said = try file.opinion(
                        opinion, choice, reason: reason, seen: seen, facts.definition, by: officer, facts.opinions,
                        history: history)
                    return try procedure.hear(said, from: visitor.person, words, &file, now: now, in: transaction)
                }
                let action = try file.action(
                    choice, reason: reason, seen: seen, facts.definition, by: officer, history: history)
                let act = Procedure.Act(
                    kind: .decided, by: .officer, person: visitor.person, action: action.name,
                    words: words)
                try procedure.advance(&file, to: action.to, after: act, facts, now: now, in: transaction)
            }
        } catch let invalid as Invalid {
            return officerPage(context, try await look(context), typed: reason, chosen: choice, wrong: invalid)
        }
        return context.redirect(to: "/queue?\(opinion.isEmpty ? "decided" : "heard")=\(reference.symbols)")
    }

    func note(_ context: Context) async throws -> Answer {
        let (visitor, reference, now, words) = (
            try context.signedIn(), try context.reference("case"), context.now, context.form["note"]
        )
        guard !words.isEmpty, words.unicodeScalars.count <= 4000 else {
            return context.redirect(to: "/queue/\(reference.symbols)")
        }
        try await store.write { transaction in
            let file = try transaction.findCase(reference, decidedBy: visitor)
            let entry = CaseEntry(
                kind: .noted, step: file.step, by: .officer, person: visitor.person, action: nil,
                words: Bilingual(same: words), at: now)
            try transaction.append(entry, to: file.id)
        }
        return context.redirect(to: "/queue/\(reference.symbols)")
    }

    /// Asks what the registers say now of what a case is about, before an officer reads it.
    func refresh(_ find: @escaping @Sendable (Transaction) throws -> Case, _ now: Date) async throws {
        guard office.registers.areElsewhere else { return }
        let office = office
        let (names, holder) = try await store.read { transaction in
            let file = try find(transaction)
            let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
            return (definition.registers(in: file.answers), file.holder)
        }
        try await office.registers.refresh(names, for: holder, in: store, at: now)
    }

    private func look(_ context: Context) async throws -> CaseView {
        let (visitor, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (office, procedure) = (office, procedure)
        try await refresh({ try $0.findCase(reference, decidedBy: visitor) }, now)
        return try await store.write { transaction in
            let file = try transaction.findCase(reference, decidedBy: visitor)
            let view = try CaseView(file, office, procedure, now: now, in: transaction)
            try transaction.recordLook(
                by: visitor, at: file.holder, kind: "case", reference: file.reference.symbols, entity: file.entity,
                about: view.facts.definition.name, now: now)
            return view
        }
    }
}
