package import Foundation
import Kit
package import NIOCore
import NIOPosix
import Synchronization

/// Something the sandbox was given to deliver, as the developer's page shows it.
package struct SentItem: Sendable, Hashable, Codable {
    /// By which way it went.
    package enum Kind: String, Sendable, Hashable, Codable { case sms, mail }

    package let kind: Kind
    package let to: String
    package let from: String
    /// Of letters only.
    package let subject: String?
    package let text: String
    /// Milliseconds since 1970.
    package let at: Int
}

/// The post office of the demonstration: a party of its own on loopback that takes SMS as a gateway does and e-mail as
/// a mail server does, delivers neither, and shows both to the developer.
package struct SandboxPost: Sendable {
    static let mostConnections = 32

    let sent = SentList()
    let account: SMSAccount
    let clock: @Sendable () -> Date
    private let smtpPort: Int
    private let group: any EventLoopGroup
    private let connections = Gauge()

    package init(
        smtpPort: Int, account: SMSAccount = .sandbox,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.smtpPort = smtpPort
        self.account = account
        self.group = group
        self.clock = clock
    }

    /// Takes e-mail until it is cancelled.
    ///
    /// - Parameter onListening: is told the port, which the system chooses where `smtpPort` is 0.
    package func run(onListening: @Sendable (Int) -> Void = { _ in }) async throws {
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: smtpPort) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandlers(IdleStateHandler(allTimeout: .seconds(60)), IdleClosing())
                    try pipeline.addHandler(ByteToMessageHandler(SMTPLines()))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        onListening(server.channel.localAddress?.port ?? smtpPort)
        try await server.executeThenClose { inbound in
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await connection in inbound { tasks.addTask { await serve(connection) } }
            }
        }
    }

    /// One conversation. A caller that breaks off harms nobody.
    private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        connections.add(1)
        defer { connections.add(-1) }
        try? await connection.executeThenClose { inbound, outbound in
            guard connections.value <= SandboxPost.mostConnections else {
                return try await outbound.write(ByteBuffer(string: "421 4.3.2 Too many connections\r\n"))
            }
            try await outbound.write(ByteBuffer(string: SandboxDialogue.greeting))
            var dialogue = SandboxDialogue()
            for try await line in inbound {
                let turn = dialogue.hear(Array(line.readableBytesView))
                if let envelope = turn.letter { take(envelope) }
                if let reply = turn.reply { try await outbound.write(ByteBuffer(string: reply + "\r\n")) }
                if turn.isOver { return }
            }
        }
    }

    private func take(_ envelope: SandboxDialogue.Envelope) {
        let letter = SandboxLetter(lines: envelope.lines)
        for recipient in envelope.recipients {
            add(.mail, to: recipient, from: envelope.sender, subject: letter.subject, letter.text)
        }
    }

    func add(_ kind: SentItem.Kind, to: String, from: String, subject: String? = nil, _ text: String) {
        let at = clock().milliseconds
        let kept = String(text.prefix(SentList.longest))
        sent.add(SentItem(kind: kind, to: to, from: from, subject: subject, text: kept, at: at))
    }
}

/// The last 500 things that were sent, in memory.
final class SentList: Sendable {
    static let most = 500
    /// Characters of a text that are kept.
    static let longest = 10_000
    private let items = Mutex<[SentItem]>([])

    func add(_ item: SentItem) {
        items.withLock { items in
            items.append(item)
            if items.count > SentList.most { items.removeFirst(items.count - SentList.most) }
        }
    }

    /// Newest first; those for numbers or addresses that contain the text, where there is one.
    func newest(to text: String = "") -> [SentItem] {
        let all = items.withLock { $0 }
        // A number may be written with blanks and hyphens; an address is what it is.
        let wanted = (text.contains("@") ? text : Digits.compact(text)).lowercased()
        let matching = wanted.isEmpty ? all : all.filter { $0.to.lowercased().contains(wanted) }
        return Array(matching.reversed())
    }
}

/// Closes a connection on which nothing moves.
private final class IdleClosing: ChannelInboundHandler, Sendable {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
