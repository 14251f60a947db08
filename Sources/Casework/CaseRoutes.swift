import Appointments
import Definitions
import Documents
import Foundation
import Forms
import Identity
import Kit
import Payments
import Store
import Web

/// The applicant's side of a case: where it stands, take it back, appeal.
extension Casework {
    func listCases(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let office = office
        let (cases, drafts, asked) = try await store.read { transaction in
            let held = try transaction.cases(heldBy: visitor.holders)
            let drafts = try transaction.drafts(ownedBy: "person:\(visitor.person)")
            let asked = try transaction.cases(asking: visitor.person)
            func line(_ file: Case) throws -> CaseLine {
                CaseLine(file, try office.shelf.definition(of: file.service, version: file.version, in: transaction))
            }
            let begun = try drafts.all.filter { $0.caseID == nil }.map { draft in
                (draft, try office.shelf.definition(of: draft.service, version: draft.version, in: transaction).name)
            }
            return (try held.all.map(line), begun, try asked.all.map(line))
        }
        return casesPage(context, cases, drafts, asked)
    }

    func showCase(_ context: Context) async throws -> Answer {
        let (visitor, reference) = (try context.signedIn(), try context.reference("case"))
        let (office, procedure) = (office, procedure)
        let view = try await store.read { transaction in
            let file = try transaction.findCase(reference, heldBy: visitor.holders)
            return try CaseView(file, office, procedure, now: context.now, in: transaction)
        }
        return casePage(context, view)
    }

    func downloadFile(_ context: Context) async throws -> Answer {
        let (visitor, reference, id) = (
            try context.signedIn(), try context.reference("case"), try context.parameter("file")
        )
        let file = try await store.read { transaction in
            let file = try transaction.findCase(reference, heldBy: visitor.holders)
            return try transaction.attachments(ofDraft: nil, orCase: file.id).all.first { $0.id == id }
        }
        return try download(file)
    }

    func download(_ file: Attachment?) throws -> Answer {
        guard let file else { throw NotFound() }
        return .download(try files.bytes(of: file.id), type: file.type, name: file.name)
    }

    func withdraw(_ context: Context) async throws -> Answer {
        try await move(context) { file, facts, visitor, _ in
            guard file.canWithdraw(facts.definition) else { throw Refusal("casework.refusal.no-withdrawal") }
            return ("withdrawn", Procedure.Act(kind: .withdrawn, by: .applicant, person: visitor.person))
        }
    }

    func appeal(_ context: Context) async throws -> Answer {
        let words = context.form["reason"]
        guard !words.isEmpty, words.unicodeScalars.count <= 4000 else {
            throw Refusal("casework.refusal.appeal-reason")
        }
        let calendar = office.calendar
        return try await move(context) { file, facts, visitor, transaction in
            let history = try transaction.history(of: file.id).all
            guard let appeal = facts.definition.end(file.step)?.appeal,
                let last = file.appealEnds(facts.definition, calendar, history: history), context.now < last
            else { throw Refusal("casework.refusal.no-appeal") }
            file.outcome = nil
            file.endedAt = nil
            return (
                appeal.to,
                Procedure.Act(kind: .appealed, by: .applicant, person: visitor.person, words: Bilingual(same: words))
            )
        }
    }

    private typealias Decide =
        @Sendable (inout Case, Procedure.Facts, Visitor, Transaction) throws -> (
            place: String, act: Procedure.Act
        )

    /// Finds the visitor's case, asks what is to happen, and takes it there.
    private func move(_ context: Context, _ decide: @escaping Decide) async throws -> Answer {
        let (visitor, reference, now) = (try context.signedIn(), try context.reference("case"), context.now)
        let procedure = procedure
        try await store.write { transaction in
            var file = try transaction.findCase(reference, heldBy: visitor.holders)
            let facts = try procedure.facts(of: file, now: now, in: transaction)
            let (place, act) = try decide(&file, facts, visitor, transaction)
            if let draft = try transaction.draft(ofCase: file.id, step: file.step).one { try transaction.remove(draft) }
            try procedure.advance(&file, to: place, after: act, facts, now: now, in: transaction)
        }
        return context.redirect(to: "/cases/\(reference.symbols)")
    }
}

/// A case in the list of a person.
struct CaseLine: Sendable {
    let file: Case
    let service: Bilingual
    let standing: Bilingual
    /// Whether it waits for the applicant.
    let waitsForYou: Bool

    init(_ file: Case, _ definition: Definition) {
        self.file = file
        service = definition.name
        let step = definition.step(file.step)
        standing = step?.name ?? definition.end(file.step)?.name ?? Bilingual(same: "")
        waitsForYou =
            switch step?.work {
            case .applicant, .correction, .payment: true
            case .rule, .officer, .opinions, .consent, .draw, nil: false
            }
    }
}
