import CLibPQ
import Foundation
import Synchronization

/// Listens on a connection of its own for what other nodes announce (`LISTEN`), and connects again where it was lost.
final class PostgreSQLListener: Sendable {
    private let address: String
    private let channel: String
    private let isStopped = Atomic<Bool>(false)
    private let tell: @Sendable () -> Void

    init(address: String, channel: String, tell: @escaping @Sendable () -> Void) {
        self.address = address
        self.channel = channel
        self.tell = tell
        let thread = Thread { [self] in work() }
        thread.name = "store-listener"
        thread.start()
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    private func work() {
        while !isStopped.load(ordering: .relaxed) {
            if let connection = try? PostgreSQLConnection(address: address, timeouts: .init()),
                (try? connection.script("listen \(channel)")) != nil
            {
                // Something may have been announced while nobody listened.
                tell()
                while !isStopped.load(ordering: .relaxed), let heard = connection.heard(within: 1000) {
                    if heard { tell() }
                }
            }
            Thread.sleep(forTimeInterval: 0.5)
        }
    }
}

/// Lets the listener stop when nobody holds this any more.
final class Listening: Sendable {
    private let listener: PostgreSQLListener

    init(_ listener: PostgreSQLListener) { self.listener = listener }

    deinit { listener.stop() }
}

extension PostgreSQLConnection {
    /// Waits for an announcement, some milliseconds at most. Nil where the connection is gone.
    func heard(within milliseconds: Int32) -> Bool? {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        poll(&socket, 1, milliseconds)
        guard PQconsumeInput(handle) == 1, isSound else { return nil }
        var hasHeard = false
        while let notice = PQnotifies(handle) {
            hasHeard = true
            PQfreemem(notice)
        }
        return hasHeard
    }
}
