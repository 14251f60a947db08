import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// What came back: status, where to go next, cookies, and the body.
struct ReplayReply: Sendable {
    var status = 0
    var location: String?
    var cookies: [String] = []
    var body = ByteBuffer()

    /// The text between two others, first to last.
    func texts(from start: String, to end: Character) -> [String] {
        var found: [String] = []
        let wanted = Array(start.utf8)
        body.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while let first = rest.firstIndex(of: wanted[0]) {
                rest = rest[first...]
                guard rest.starts(with: wanted) else {
                    rest = rest.dropFirst()
                    continue
                }
                rest = rest.dropFirst(wanted.count)
                guard let close = rest.firstIndex(of: end.asciiValue ?? 0) else { return }
                found.append(String(decoding: rest[..<close], as: UTF8.self))
                rest = rest[close...]
            }
        }
        return found
    }
}

/// A connection that is kept open, for one request after the other. A client library would cost more than the portal
/// that it is to measure.
final class ReplayConnection: Sendable {
    private let channel: any Channel
    private let host: String

    private init(_ channel: any Channel, host: String) {
        self.channel = channel
        self.host = host
    }

    /// - Parameter address: such as `http://127.0.0.1:8080`.
    static func open(_ address: String) async throws -> ReplayConnection {
        guard let url = URL(string: address), let host = url.host() else { throw ReplayFault("no address: \(address)") }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(ReplayHandler())
                }
            }
            .connect(host: host, port: url.port ?? 80).get()
        return ReplayConnection(channel, host: "\(host):\(url.port ?? 80)")
    }

    var isOpen: Bool { channel.isActive }

    func send(
        _ method: HTTPMethod, _ path: String, cookie: String, body: [UInt8] = [], type: String = ""
    ) async throws -> ReplayReply {
        var headers = HTTPHeaders([("host", host), ("accept", "text/html"), ("user-agent", "hukoomi-replay")])
        if !cookie.isEmpty { headers.add(name: "cookie", value: cookie) }
        if method == .POST {
            headers.add(name: "content-type", value: type)
            headers.add(name: "content-length", value: String(body.count))
        }
        let promise = channel.eventLoop.makePromise(of: ReplayReply.self)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        channel.writeAndFlush(ReplayHandler.Question(head: head, body: body, reply: promise), promise: nil)
        return try await promise.futureResult.get()
    }

    func close() async throws { try await channel.close() }
}

/// Writes a question and gathers its reply.
private final class ReplayHandler: ChannelDuplexHandler {
    struct Question: Sendable {
        let head: HTTPRequestHead
        let body: [UInt8]
        let reply: EventLoopPromise<ReplayReply>
    }

    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Question
    typealias OutboundOut = HTTPClientRequestPart

    private var waiting: EventLoopPromise<ReplayReply>?
    private var reply = ReplayReply()

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let question = unwrapOutboundIn(data)
        guard context.channel.isActive else { return question.reply.fail(ChannelError.ioOnClosedChannel) }
        waiting = question.reply
        reply = ReplayReply()
        context.write(wrapOutboundOut(.head(question.head)), promise: nil)
        if !question.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: question.body)))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            reply.status = Int(head.status.code)
            reply.location = head.headers.first(name: "location")
            reply.cookies = head.headers["set-cookie"]
        case .body(var bytes): reply.body.writeBuffer(&bytes)
        case .end:
            waiting?.succeed(reply)
            waiting = nil
        }
    }

    func channelInactive(context: ChannelHandlerContext) { fail(ChannelError.eof, context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error, context) }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        waiting?.fail(error)
        waiting = nil
        context.close(promise: nil)
    }
}
