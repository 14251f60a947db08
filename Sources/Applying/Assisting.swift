import Casework
import Audit
import Definitions
import Foundation
import Forms
import Identity
import Kit
import Messaging
import Store
import Web

/// What an officer gives to begin: how the person reaches him, and who it is.
struct CounterForm: Sendable {
    var channel = ""
    var qid = ""
    /// Whether he has seen the card.
    var hasSeenCard = false

    /// What is given, where all of it is; throws what is missing. At the counter the card stands for the person, on the
    /// telephone a code will.
    func checked(_ channels: [Case.Channel]) throws(Invalid) -> (channel: Case.Channel, qid: QID) {
        var wrong: [String: TextKey] = [:]
        let chosen = channels.count == 1 ? channels.first : channels.first { $0.rawValue == channel }
        let number = QID(qid)
        if chosen == nil { wrong["channel"] = "applying.wrong.channel" }
        if number == nil { wrong["qid"] = "applying.wrong.qid" }
        if chosen == .counter, !hasSeenCard { wrong["card"] = "applying.wrong.card" }
        guard let chosen, let number, wrong.isEmpty else { throw Invalid(wrong) }
        return (chosen, number)
    }
}

/// An officer acts for somebody at the counter or on the telephone.
extension Procedure {
    /// Begins: at the counter at once, on the telephone with a code that the caller is to read out.
    func assist(
        _ form: CounterForm, by officer: Visitor, now: Date, in transaction: Transaction
    ) throws -> Assistance {
        let channels = try transaction.channels(of: officer)
        guard let entity = officer.entity, !channels.isEmpty else { throw NotFound() }
        let (channel, qid) = try form.checked(channels)
        guard let person = try transaction.person(qid: qid) else {
            throw Invalid(["qid": "applying.wrong.qid-unknown"])
        }
        guard person.id != officer.person else { throw Invalid(["qid": "applying.wrong.qid-own"]) }
        let assistance = Assistance(by: officer, of: entity, for: person.id, through: channel, at: now)
        if channel == .phone { try refuseMoreCalls(about: person.id, by: officer, now, transaction) }
        try transaction.insert(assistance)
        if channel == .phone {
            try sendCode(for: assistance, now: now, in: transaction)
        } else {
            try meet(assistance, by: officer, now, transaction)
            try tell(.begun, assistance, path: "/account/looks", [:], now, transaction)
        }
        return assistance
    }

    /// Nobody is rung up all day, and codes are not tried out.
    private func refuseMoreCalls(
        about person: String, by officer: Visitor, _ now: Date, _ transaction: Transaction
    ) throws {
        let yesterday = now - 86_400
        guard try transaction.calls(about: person, since: yesterday) < Assistance.most.forPerson else {
            throw Refusal("applying.refusal.calls-person", cause: .tooMany)
        }
        guard try transaction.unprovenCalls(by: officer, since: yesterday) < Assistance.most.unprovenByOfficer else {
            throw Refusal("applying.refusal.calls-officer", cause: .tooMany)
        }
    }

    func sendCode(for assistance: Assistance, now: Date, in transaction: Transaction) throws {
        guard let person = try transaction.person(assistance.person).one else { throw NotFound() }
        let isSent = try transaction.sendCallerCode(
            to: person, about: assistance.reference, from: entity(of: assistance), office.site, at: now)
        if !isSent { throw Refusal("applying.refusal.codes", cause: .tooMany) }
    }

    /// Checks the code that the caller read out; nil where none is awaited any more.
    func prove(
        _ reference: Reference, _ typed: String, by officer: Visitor, now: Date, in transaction: Transaction
    ) throws -> CallerCheck? {
        let assistance = try transaction.assistance(reference, by: officer)
        guard assistance.awaitsCode(at: now) else { return nil }
        let check = try transaction.checkCallerCode(typed, about: reference, office.site, at: now)
        if check == .right {
            try transaction.prove(assistance.proven(at: now))
            try meet(assistance, by: officer, now, transaction)
        }
        return check
    }

    /// From now on the officer sees who it is, which is written down.
    private func meet(
        _ assistance: Assistance, by officer: Visitor, _ now: Date, _ transaction: Transaction
    ) throws {
        try transaction.recordLook(
            by: officer, at: "person:\(assistance.person)", kind: "person", reference: assistance.reference.symbols,
            entity: assistance.entity, purpose: assistance.purpose, now: now)
    }

    /// The application is sent: the officer's part is over, and the person hears where it is.
    func finish(
        _ assistance: Assistance, with file: Case, _ service: Bilingual, _ now: Date, _ transaction: Transaction
    ) throws {
        try transaction.end(assistance, at: now)
        try tell(.taken, assistance, path: "/cases/\(file.reference.symbols)", ["service": service], now, transaction)
    }

    private enum News: String { case begun, taken }

    private func tell(
        _ news: News, _ assistance: Assistance, path: String, _ values: [String: Bilingual], _ now: Date,
        _ transaction: Transaction
    ) throws {
        guard let recipient = try transaction.recipient(for: assistance.person) else { return }
        let number = Language.allCases.map { $0.isolated(assistance.reference.description) }
        let known = ["entity": entity(of: assistance), "reference": Bilingual(ar: number[0], en: number[1])]
        let message = office.message(
            "applying.letter.assistance-\(news.rawValue)", known.merging(values) { $1 }, path: path,
            key: "assistance:\(assistance.reference.symbols):\(news.rawValue)")
        try transaction.send(message, to: recipient, at: now)
    }

    private func entity(of assistance: Assistance) -> Bilingual {
        office.entities[assistance.entity] ?? office.site.name
    }
}

/// What an officer can choose from for a person: services of his that are for this person, and in whose name.
struct AssistedChoice: Sendable {
    let assistance: Assistance
    /// The person, as he would be if he had signed in himself.
    let person: Visitor
    /// By their names.
    let definitions: [Definition]
    private let parties: [String: [Party]]

    init(_ assistance: Assistance, by officer: Visitor, _ office: Office, in transaction: Transaction) throws {
        guard let person = try transaction.sender(assistance.person) else { throw NotFound() }
        self.assistance = assistance
        self.person = person
        var parties: [String: [Party]] = [:]
        for definition in office.shelf.current.values.map(\.definition) where assistance.allows(definition, by: officer)
        {
            // Nobody applies at his own counter for what is his.
            parties[definition.service] = office.parties(of: person, definition).filter {
                !officer.holders.contains($0.holder)
            }
        }
        let possible = parties.filter { !$0.value.isEmpty }
        self.parties = possible
        definitions = office.shelf.current.values.map(\.definition).filter { possible[$0.service] != nil }
            .sorted { ($0.name.ar, $0.service) < ($1.name.ar, $1.service) }
    }

    func definition(_ service: String) -> Definition? { definitions.first { $0.service == service } }

    func parties(_ service: String) -> [Party] { parties[service] ?? [] }

    /// The draft of what was chosen; it is the person's own. Throws what is still to be chosen.
    func draft(_ service: String, for holder: String, at now: Date) throws(Invalid) -> Draft {
        guard let definition = definition(service) else { throw Invalid(["service": "applying.wrong.service"]) }
        let parties = parties(service)
        guard let party = parties.count == 1 ? parties.first : parties.first(where: { $0.holder == holder }) else {
            throw Invalid(["party": "applying.wrong.assisted-party"])
        }
        return Draft(
            id: Identifier.make(at: now), owner: "person:\(person.person)", service: definition.service,
            version: definition.version, holder: party.holder, caseID: nil, step: nil, answers: [:], createdAt: now,
            updatedAt: now)
    }
}
