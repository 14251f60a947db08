import Foundation
package import Kit
package import NIOCore
import NIOPosix

/// Name and password of the state at its mail server.
package struct SMTPLogin: Sendable, Hashable {
    package let username: String
    package let password: String

    package init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}

/// The mail server that takes our letters (RFC 5321).
///
/// The connection is not encrypted, as to a relay on the same machine; a password is therefore sent to loopback only.
package struct SMTPServer: MailProvider {
    private let host: String
    private let port: Int
    private let sender: MailAddress
    private let name: Bilingual
    private let login: SMTPLogin?
    private let group: any EventLoopGroup
    /// Seconds that a letter may take, from connecting to the server's word that it has it.
    private let patience: Double

    package init(
        host: String, port: Int, sender: MailAddress, name: Bilingual, login: SMTPLogin? = nil,
        group: any EventLoopGroup, patience: Double = 30
    ) {
        self.host = host
        self.port = port
        self.sender = sender
        self.name = name
        self.login = login
        self.group = group
        self.patience = patience
    }

    package func send(_ mail: Mail) async throws {
        try await deliver(MailFormat.lines(of: mail, from: sender, name: name[mail.language]), to: mail.to)
    }

    /// Delivers lines as they are; a fault of the network is `Unavailable`, a server's no is `SMTPRefusal`.
    func deliver(_ lines: [String], to recipient: MailAddress) async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await converse(SMTPData.stuffed(lines), recipient) }
                group.addTask {
                    try await Task.sleep(for: .seconds(patience))
                    throw Unavailable("mail")
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch let refusal as SMTPRefusal {
            throw refusal
        } catch {
            throw Unavailable("mail")
        }
    }

    private func converse(_ letter: [UInt8], _ recipient: MailAddress) async throws {
        let channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(5))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(SMTPLines()))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let isLocal = channel.channel.remoteAddress?.isLoopback ?? false
        try await channel.executeThenClose { inbound, outbound in
            var session = SMTPSession(lines: inbound.makeAsyncIterator(), out: outbound)
            try await session.open(as: sender.domain)
            if let login {
                guard isLocal else { throw SMTPRefusal(step: .authenticate, code: 0) }
                try await session.authenticate(login)
            }
            try await session.send(letter, from: sender, to: recipient)
        }
    }
}

extension SocketAddress {
    fileprivate var isLoopback: Bool { ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" } ?? false }
}
