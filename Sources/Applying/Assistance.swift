import Casework
import Definitions
import Foundation
import Kit
import Web

/// Somebody applies through an officer, at the counter or on the telephone: one application, for half an hour.
struct Assistance: Sendable, Hashable {
    /// Told to the person before anything is sent; the case has the same.
    let reference: Reference
    let officer: String
    let entity: String
    /// For whom.
    let person: String
    let channel: Case.Channel
    let begunAt: Date
    /// When it was shown that it is this person: by his card, or by the code that he read out.
    var provenAt: Date?
    var endsAt: Date
    /// The application that is filled in; it is the person's own, and stays his.
    var draft: String?
    var endedAt: Date?

    /// So long an officer may act for somebody.
    static let term = 1800.0
    /// So long he waits for the code.
    static let patience = 600.0
    /// Codes asked for within a day: about one person by anybody, and by one officer whose callers never read one out.
    static let most = (forPerson: 5, unprovenByOfficer: 10)

    /// Whether the officer may act for the person now.
    func isOpen(at now: Date) -> Bool { provenAt != nil && isRunning(at: now) }

    func awaitsCode(at now: Date) -> Bool { provenAt == nil && isRunning(at: now) }

    private func isRunning(at now: Date) -> Bool { endedAt == nil && now < endsAt }

    /// Whether the receipt may still be printed.
    func canPrint(at now: Date) -> Bool { endedAt.map { now < $0.addingTimeInterval(Assistance.term) } ?? false }

    /// The caller has read out the code: half an hour from now.
    func proven(at now: Date) -> Assistance {
        var proven = self
        proven.provenAt = now
        proven.endsAt = now.addingTimeInterval(Assistance.term)
        return proven
    }

    /// Whether the officer may apply for a service here: it is one of his, and one of the entity he sits for.
    func allows(_ definition: Definition, by officer: Visitor) -> Bool {
        definition.entity == entity && officer.person == self.officer
            && officer.entities(serving: definition.service).contains(entity)
    }

    /// Why the officer looks, as the person reads it: a key that is kept with every look, and so has its name for good.
    var purpose: String { "casework.purpose.\(channel.rawValue)" }
}

extension Assistance {
    /// Begins at the counter, where the card was seen, or on the telephone, where a code is still awaited.
    init(by officer: Visitor, of entity: String, for person: String, through channel: Case.Channel, at now: Date) {
        reference = .random()
        self.officer = officer.person
        self.entity = entity
        self.person = person
        self.channel = channel
        begunAt = now
        provenAt = channel == .phone ? nil : now
        endsAt = now.addingTimeInterval(channel == .phone ? Assistance.patience : Assistance.term)
    }
}

extension Case.Channel {
    /// The channels at which an officer works who has these duties. None is given to who has none.
    static func served(by duties: [String]) -> [Case.Channel] {
        [.counter, .phone].filter { duties.contains($0.rawValue) }
    }
}

extension Visitor {
    /// The entity for which an officer sits at the counter.
    var entity: String? {
        roles.lazy.compactMap { if case .officer(let entity, _) = $0 { entity } else { nil } }.first
    }
}

/// Who sends an application: a person himself, or an officer for him.
struct Sender: Sendable {
    /// The person in whose name it is sent.
    let visitor: Visitor
    let assistance: Assistance?

    init(_ visitor: Visitor, through assistance: Assistance? = nil) {
        self.visitor = visitor
        self.assistance = assistance
    }
}
