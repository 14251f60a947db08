package import Foundation
package import Kit

/// What somebody who works for the state may do.
package enum Role: Sendable, Hashable, Codable {
    /// Decides cases of an entity, for the services named.
    case officer(entity: String, services: [String])
    /// Writes services of every entity; officers of the entity publish them.
    case editor
    /// Reads what was looked at, and by whom.
    case auditor
}

/// What an officer may do besides deciding cases, each with a second person.
package enum Duty: String, Sendable {
    /// Writes the services of his entity.
    case edit
    /// Publishes what somebody else has written.
    case publish
}

/// A company or office that a person may act for.
package struct Principal: Sendable, Hashable, Codable {
    package let id: String
    package let name: Bilingual

    package init(id: String, name: Bilingual) {
        self.id = id
        self.name = name
    }

    /// As the owner of cases and papers: `organisation:<id>`.
    package var holder: String { "organisation:\(id)" }
}

/// The person who is signed in, as every page needs to know him.
package struct Visitor: Sendable {
    package let session: String
    /// The person's identifier; never his QID.
    package let person: String
    package let name: Bilingual
    package let roles: [Role]
    /// What he does in his office, as his entity calls it; `Duty` are those that mean something here.
    package let duties: [String]
    /// The organisation the person acts for now.
    package let actingFor: Principal?

    /// The organisations that the person may act for today, whether he does so now or not.
    package let represents: [Principal]
    /// Has no QID, and signed in with his e-mail address.
    package let isFromAbroad: Bool

    package init(
        session: String, person: String, name: Bilingual, roles: [Role], duties: [String] = [], actingFor: Principal?,
        represents: [Principal] = [], isFromAbroad: Bool = false
    ) {
        self.duties = duties
        self.represents = represents
        self.isFromAbroad = isFromAbroad
        self.session = session
        self.person = person
        self.name = name
        self.roles = roles
        self.actingFor = actingFor
    }

    /// Everybody whose papers the person may see: himself, and those that he represents.
    package var holders: [String] { ["person:\(person)"] + represents.map(\.holder) }

    package var isAuditor: Bool { roles.contains(.auditor) }
    /// Whether he writes or publishes services of any entity.
    package var isEditor: Bool { roles.contains(.editor) || (!entities.isEmpty && (has(.edit) || has(.publish))) }
    package var isOfficer: Bool { !services.isEmpty }

    /// Whether he may write the services of an entity, or publish what others wrote.
    package func may(_ duty: Duty, for entity: String) -> Bool {
        (duty == .edit && roles.contains(.editor)) || (has(duty) && entities.contains(entity))
    }

    private func has(_ duty: Duty) -> Bool { duties.contains(duty.rawValue) }

    /// The entities for which this person works.
    private var entities: [String] {
        roles.compactMap { role in if case .officer(let entity, _) = role { entity } else { nil } }
    }

    /// The entities for which this person works on cases of a service.
    package func entities(serving service: String) -> Set<String> {
        Set(
            roles.compactMap { role in
                if case .officer(let entity, let services) = role, services.contains(service) { entity } else { nil }
            })
    }

    /// The services whose cases this person may decide.
    package var services: [String] {
        roles.flatMap { role in if case .officer(_, let services) = role { services } else { [String]() } }
    }
}

/// Finds who is signed in; the module that keeps sessions fills it.
package protocol Sessions: Sendable {
    /// The visitor of a session cookie, or nil where the session has ended.
    func visitor(token: String, at now: Date) async throws -> Visitor?
}
