import Casework
import Audit
import Definitions
import Foundation
import Forms
import Identity
import Kit
import Store
import Web

/// The officer's side of an application that he fills in for somebody: who it is, for which service, the end, the receipt.
/// The pages in between are those of everybody (`ApplyRoutes`).
extension Applying {
    func showCounter(_ context: Context) async throws -> Answer {
        counterPage(context, try await counter(context))
    }

    func beginAssistance(_ context: Context) async throws -> Answer {
        let (officer, now, procedure) = (try context.signedIn(), context.now, procedure)
        let form = CounterForm(
            channel: context.form["channel"], qid: context.form["qid"], hasSeenCard: context.form["card"] == "yes")
        do {
            let assistance = try await store.write { try procedure.assist(form, by: officer, now: now, in: $0) }
            return context.redirect(to: "/counter/\(assistance.reference.symbols)")
        } catch let invalid as Invalid {
            return counterPage(context, try await counter(context), form, invalid)
        }
    }

    func showAssistance(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let office = office
        let (assistance, choice, phone) = try await store.read { transaction in
            let assistance = try transaction.assistance(reference, by: officer)
            let isOpen = assistance.isOpen(at: now) && assistance.draft == nil
            let choice = isOpen ? try AssistedChoice(assistance, by: officer, office, in: transaction) : nil
            let phone = choice == nil ? try transaction.person(assistance.person).one?.phone : nil
            return (assistance, choice, phone)
        }
        if let choice { return choicePage(context, choice) }
        if let phone, assistance.awaitsCode(at: now) { return callPage(context, assistance, phone) }
        if assistance.canPrint(at: now) { return context.redirect(to: "/counter/\(reference.symbols)/receipt") }
        guard let draft = assistance.draft, assistance.isOpen(at: now) else { throw Applying.assistanceOver }
        return context.redirect(to: "/drafts/\(draft)/check")
    }

    // MARK: On the telephone

    func enterCallerCode(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (typed, procedure) = (context.form["code"], procedure)
        let (check, assistance, phone) = try await store.write { transaction in
            let check = try procedure.prove(reference, typed, by: officer, now: now, in: transaction)
            let assistance = try transaction.assistance(reference, by: officer)
            return (check, assistance, try transaction.person(assistance.person).one?.phone)
        }
        guard let check, check != .right, let phone else {
            return context.redirect(to: "/counter/\(reference.symbols)")
        }
        return callPage(context, assistance, phone, check)
    }

    func resendCallerCode(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let procedure = procedure
        try await store.write { transaction in
            let assistance = try transaction.assistance(reference, by: officer)
            guard assistance.awaitsCode(at: now) else { return }
            try procedure.sendCode(for: assistance, now: now, in: transaction)
        }
        return context.redirect(to: "/counter/\(reference.symbols)")
    }

    // MARK: The application

    func beginAssisted(_ context: Context) async throws -> Answer {
        do {
            return try await begin(context)
        } catch let begun as Begun {
            // Pressed twice: the application is there.
            return context.redirect(to: "/drafts/\(begun.draft)/check")
        }
    }

    /// The assistance has its application already.
    private struct Begun: Error { let draft: String }

    private func begin(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (service, party, office) = (context.form["service"], context.form["party"], office)
        let (choice, made) = try await store.write { transaction -> (AssistedChoice, Result<OpenForm, Invalid>) in
            let assistance = try transaction.assistance(reference, by: officer)
            guard assistance.isOpen(at: now) else { throw Applying.assistanceOver }
            if let draft = assistance.draft { throw Begun(draft: draft) }
            let choice = try AssistedChoice(assistance, by: officer, office, in: transaction)
            do {
                let draft = try choice.draft(service, for: party, at: now)
                let form = try Applying.begin(draft, office, context, for: assistance, in: transaction)
                try transaction.give(draft, to: assistance)
                return (choice, .success(form))
            } catch let invalid as Invalid {
                return (choice, .failure(invalid))
            }
        }
        switch made {
        case .success(let form): return context.redirect(to: form.next(after: nil))
        case .failure(let invalid): return choicePage(context, choice, chosen: service, invalid)
        }
    }

    func endAssistance(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        try await store.write { transaction in
            try transaction.end(try transaction.assistance(reference, by: officer), at: now)
        }
        return context.redirect(to: "/counter?ended=\(reference.symbols)")
    }

    func showReceipt(_ context: Context) async throws -> Answer {
        let (officer, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let (office, procedure) = (office, procedure)
        let view = try await store.write { transaction in
            let assistance = try transaction.assistance(reference, by: officer)
            guard assistance.canPrint(at: now), let file = try transaction.findCase(reference) else {
                throw Applying.assistanceOver
            }
            let view = try CaseView(file, office, procedure, now: now, in: transaction)
            try transaction.recordLook(
                by: officer, at: file.holder, kind: "case", reference: reference.symbols, entity: assistance.entity,
                about: view.facts.definition.name, purpose: assistance.purpose, now: now)
            return view
        }
        return receiptPage(context, view)
    }

    // MARK: The draft that an officer fills in for somebody

    static let assistanceOver = Refusal("applying.refusal.assistance-over")

    /// The draft that an officer fills in for somebody now; nil where he has nothing to do with it.
    static func assisted(
        _ id: String, _ context: Context, _ office: Office, looking: Answers = [:], _ transaction: Transaction
    ) throws -> OpenForm? {
        guard let officer = context.visitor, let assistance = try transaction.assistance(ofDraft: id, by: officer)
        else { return nil }
        guard assistance.isOpen(at: context.now),
            let draft = try transaction.draft(id, ownedBy: ["person:\(assistance.person)"])
        else { throw assistanceOver }
        let form = try OpenForm(draft, office, context, for: assistance, looking: looking, in: transaction)
        guard assistance.allows(form.definition, by: officer) else { throw NotFound() }
        return form
    }

    /// Writes down that an officer sees what somebody else answered, and what the state knows of him, before he does.
    func recordLook(_ form: OpenForm, _ context: Context) async throws {
        guard let assistance = form.assisted?.assistance, let officer = context.visitor else { return }
        let now = context.now
        try await store.write { transaction in
            try transaction.recordLook(
                by: officer, at: form.draft.holder, kind: "case", reference: assistance.reference.symbols,
                entity: assistance.entity, about: form.definition.name, purpose: assistance.purpose, now: now)
        }
    }

    private func counter(_ context: Context) async throws -> CounterView {
        let officer = try context.signedIn()
        return try await store.read { transaction in
            let channels = try transaction.channels(of: officer)
            guard !channels.isEmpty else { throw NotFound() }
            return CounterView(channels: channels, running: try transaction.assistances(by: officer, at: context.now))
        }
    }
}

/// An officer's counter: how people reach him, and for whom he acts now.
struct CounterView: Sendable {
    let channels: [Case.Channel]
    let running: [Assistance]
}
