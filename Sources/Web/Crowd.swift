import HTTPTypes
import Kit
package import NIOCore
import NIOHTTPTypes

/// The requests that have arrived, over all connections, and were not answered yet. Where there are too many, it is
/// better to send some away at once than to let everybody wait until he gives up.
package final class Crowd: Sendable {
    let waiting = Gauge()
    private let most: Int

    /// - Parameter most: how many may wait before those who only want to read are asked to come back.
    package init(most: Int = 1000) { self.most = most }

    var isTooLarge: Bool { waiting.value > most }

    /// Counts those of one connection; goes into its pipeline behind the codec.
    package func counter() -> any RemovableChannelHandler & Sendable { CrowdCounter(waiting) }
}

/// Too many wait to be answered.
struct Crowded: Error {}

/// Counts a request when all of it has arrived, so that who sends slowly stands in nobody's way, until its answer was
/// handed over.
private final class CrowdCounter: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let waiting: Gauge
    // Confined to the event loop of its connection.
    private var mine = 0

    init(_ waiting: Gauge) { self.waiting = waiting }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) { count(1) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), mine > 0 { count(-1) }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        count(-mine)
        context.fireChannelInactive()
    }

    private func count(_ change: Int) {
        mine += change
        waiting.add(change)
    }
}
