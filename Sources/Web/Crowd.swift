import HTTPTypes
import Kit
package import NIOCore
import NIOHTTPTypes

/// The connections on which a request has arrived and is not answered yet. Where there are too many, it is better to send
/// some away at once than to let everybody wait until he gives up.
package final class Crowd: Sendable {
    let waiting = Gauge()
    private let most: Int

    /// - Parameter most: how many may wait before those who only want to read are asked to come back.
    package init(most: Int = 1000) { self.most = max(1, most) }

    /// Whether somebody who only wants to read is sent away. Who is at something already stays until there are twice as
    /// many.
    func isTooLarge(for guest: Guest) -> Bool { waiting.value > (guest == .signedIn ? 2 * most : most) }

    enum Guest { case anybody, signedIn }

    /// Counts one connection; goes into its pipeline behind the codec.
    package func counter() -> any RemovableChannelHandler & Sendable { CrowdCounter(waiting) }
}

/// Too many wait to be answered.
struct Crowded: Error {}

/// Counts its connection from when all of a request has arrived, so that who sends slowly stands in nobody's way, until an
/// answer begins. However many requests somebody sends at once, he is one who waits.
private final class CrowdCounter: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let waiting: Gauge
    // Confined to the event loop of its connection. An answer may begin before its request has ended.
    private var arrived = 0
    private var answered = 0
    private var isWaiting = false

    init(_ waiting: Gauge) { self.waiting = waiting }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) {
            arrived += 1
            count()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = unwrapOutboundIn(data), head.status.kind != .informational {
            answered += 1
            count()
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        answered = arrived
        count()
        context.fireChannelInactive()
    }

    private func count() {
        let waits = arrived > answered
        guard waits != isWaiting else { return }
        isWaiting = waits
        waiting.add(waits ? 1 : -1)
    }
}
