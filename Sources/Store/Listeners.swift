import Synchronization

/// Those in this process who want to know of announcements, where the database is embedded and nobody else can make any.
final class Listeners: Sendable {
    private struct State {
        var next = 0
        var tells: [Int: (announcement: Announcement, tell: @Sendable () -> Void)] = [:]
    }

    private let state = Mutex(State())

    /// Calls `tell` at each announcement, for as long as what is answered is held.
    func add(_ announcement: Announcement, _ tell: @escaping @Sendable () -> Void) -> any Sendable {
        let number = state.withLock { state in
            state.next += 1
            state.tells[state.next] = (announcement, tell)
            return state.next
        }
        return Place { [self] in state.withLock { $0.tells[number] = nil } }
    }

    func tell(_ announcement: Announcement) {
        let tells = state.withLock { $0.tells.values.filter { $0.announcement == announcement }.map(\.tell) }
        for tell in tells { tell() }
    }

    /// A listener's place, given up when nobody holds it any more.
    private final class Place: Sendable {
        private let leave: @Sendable () -> Void
        init(_ leave: @escaping @Sendable () -> Void) { self.leave = leave }
        deinit { leave() }
    }
}
