import Casework
import Definitions
import Foundation
import Forms
import Identity
import Kit
import Messaging
import Registers
import Store
import Web

/// The application is complete, but a register that it depends on does not answer.
struct AwaitsRegister: Error {}

/// Sends an application as soon as the registers that it depends on answer.
struct SendWhenAnswered: Job {
    static let kind = "casework.send-when-answered"
    let draft: String
    let person: String
    /// Since when it waits, in milliseconds: what was changed and sent again has another job.
    let since: Int
    /// Counts from 0.
    let round: Int
    /// The number of the assistance, where an officer sends it.
    var assistance: Reference?

    private static let minutes = [1.0, 2, 5, 15]

    /// After 1, 2, 5 and 15 minutes, and then every quarter of an hour.
    static func due(round: Int, after moment: Date) -> Date {
        moment.addingTimeInterval(60 * minutes[min(max(0, round), minutes.count - 1)])
    }
}

/// Registers that are kept elsewhere: asked before a page, waited for where they do not answer.
extension Applying {
    /// Asks the registers that a page chooses from, and those that answers came from. Answers whether there is something new.
    func refresh(_ form: OpenForm, _ page: String?, _ now: Date) async throws -> Bool {
        guard office.registers.areElsewhere else { return false }
        let asked = form.definition.pages.filter { $0.id == page }.flatMap(\.questions).compactMap(\.kind.register)
        let names = form.definition.registers(in: form.draft.answers).union(asked)
        return try await office.registers.refresh(names, for: form.draft.holder, in: store, at: now)
    }

    func refresh(draft id: String, of person: String, _ now: Date) async throws {
        guard office.registers.areElsewhere else { return }
        let office = office
        let asked = try await store.read { transaction -> (names: Set<String>, holder: String)? in
            guard let draft = try transaction.draft(id, ownedBy: ["person:\(person)"]) else { return nil }
            let definition = try office.shelf.definition(of: draft.service, version: draft.version, in: transaction)
            return (definition.registers(in: draft.answers), draft.holder)
        }
        guard let asked else { return }
        try await office.registers.refresh(asked.names, for: asked.holder, in: store, at: now)
    }

    /// The registers are asked again; what cannot be sent by now waits on, or goes back to the applicant.
    func send(_ job: SendWhenAnswered, now: Date) async throws {
        try await refresh(draft: job.draft, of: job.person, now)
        let procedure = procedure
        do {
            try await store.write { transaction in
                guard let draft = try transaction.draft(job.draft, ownedBy: ["person:\(job.person)"]),
                    draft.waitsSince?.milliseconds == job.since, let sender = try transaction.sender(job.person)
                else { return }
                let assistance = try job.assistance.flatMap { try transaction.assistance($0) }
                let by = Sender(sender, through: assistance)
                _ = try procedure.send(draft: job.draft, by: by, now: now, in: transaction)
            }
        } catch is AwaitsRegister {
            let next = SendWhenAnswered(
                draft: job.draft, person: job.person, since: job.since, round: job.round + 1,
                assistance: job.assistance)
            let due = SendWhenAnswered.due(round: next.round, after: now)
            try await store.write { try $0.enqueue(next, due: due, at: now) }
        } catch  where error is Incomplete || error is Refusal || error is Invalid {
            try await store.write { try procedure.handBack(job, now: now, in: $0) }
        }
    }
}

extension Procedure {
    /// Keeps an application that is complete until the registers answer.
    func sendLater(draft id: String, by sender: Sender, now: Date, in transaction: Transaction) throws {
        let person = sender.visitor.person
        guard let draft = try transaction.draft(id, ownedBy: ["person:\(person)"]) else { return }
        try transaction.wait(draft, since: now)
        let job = SendWhenAnswered(
            draft: id, person: person, since: now.milliseconds, round: 0, assistance: sender.assistance?.reference)
        try transaction.enqueue(job, due: SendWhenAnswered.due(round: 0, after: now), at: now)
    }

    /// The registers have answered, and the application needs another look.
    func handBack(_ job: SendWhenAnswered, now: Date, in transaction: Transaction) throws {
        // What was mended and sent again meanwhile has a job of its own.
        guard let draft = try transaction.draft(job.draft, ownedBy: ["person:\(job.person)"]),
            draft.waitsSince?.milliseconds == job.since, let recipient = try transaction.recipient(for: job.person)
        else { return }
        try transaction.wait(draft, since: nil)
        let service = try office.shelf.definition(of: draft.service, version: draft.version, in: transaction).name
        try transaction.send(
            office.message(
                "applying.letter.register", ["service": service], path: "/drafts/\(draft.id)/check",
                key: "draft:\(draft.id):\(job.since / 1000)"),
            to: recipient, at: now)
    }
}

extension Transaction {
    /// Somebody whose application is sent while he is away.
    func sender(_ person: String) throws -> Visitor? {
        guard let found = try self.person(person).one else { return nil }
        return Visitor(
            session: "", person: found.id, name: found.name, roles: [], actingFor: nil,
            represents: try organisations(representedBy: person).map(\.principal), isFromAbroad: found.isFromAbroad)
    }
}
