import Kit
import Store

/// A case has come to its end: what Casework tells of it, as far as it is counted.
struct CaseCompleted: Event {
    static let name = "casework.case.completed"

    let reference: Reference
    let service: String
    let entity: String
    let channel: Channel
    let outcome: String
    /// The day it ended on, by the calendar on the wall.
    let day: Day

    enum CodingKeys: String, CodingKey {
        case reference = "case"
        case service, entity, channel, outcome, day
    }
}

/// The way by which an application came in.
enum Channel: String, Codable, Sendable, CaseIterable {
    case portal, counter, phone
}
