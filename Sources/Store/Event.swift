import Synchronization

/// Something that happened, told to whoever hears it: `casework.case.decided`.
package protocol Event: Codable, Sendable {
    static var name: String { get }
}

/// Work that is done after the request, and done again until it succeeds: sending an SMS, closing a term.
package protocol Job: Codable, Sendable {
    static var kind: String { get }
}

/// Who hears which event. Filled while the program is put together, read ever after.
final class Subscribers: Sendable {
    private let byEvent = Mutex<[String: [String]]>([:])

    func add(_ subscriber: String, to event: String) {
        byEvent.withLock { known in
            if !(known[event] ?? []).contains(subscriber) { known[event, default: []].append(subscriber) }
        }
    }

    func names(of event: String) -> [String] { byEvent.withLock { $0[event] ?? [] } }
}
