import Content
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kit
import Logging
import Messaging
import NIOCore
import Payments
import Platform
package import Registers
import Synchronization
import Web

/// Something that is there a moment later.
final class Slot<Value: Sendable>: Sendable {
    private let kept = Mutex<Value?>(nil)
    var value: Value? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}

/// Another house of the demonstration, served on a free port of loopback until the tests are over.
struct Party: HTTPResponder {
    typealias Context = BasicRequestContext
    typealias Answering = @Sendable (Request, [UInt8]) async -> Answer

    let answering: Slot<Answering>

    /// - Parameter make: builds the party, once its address is known.
    static func open(_ make: @Sendable (String) -> Answering) async throws -> String {
        let slot = Slot<Answering>()
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: Party(answering: slot),
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "party") { _ in SwiftLogNoOpLogHandler() })
        Task.detached { try? await application.run() }
        for await port in ports {
            let address = "http://127.0.0.1:\(port)"
            slot.value = make(address)
            return address
        }
        return ""
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        guard let answer = await answering.value?(request, Array(body.readableBytesView)) else {
            return Response(status: .serviceUnavailable)
        }
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension World {
    /// The bank, which sends its notices to the portal's own router.
    static func bank(at address: String, _ clock: Clock, _ front: Slot<TourWire>, _ log: Logger) -> SandboxBank {
        let settings = SandboxBank.Settings(
            address: address, apiKey: "demo-bank-key", webhookAddress: "\(World.portal)/hooks/payments",
            webhookSecret: "demo-bank-secret", merchant: Bilingual(ar: "حكومي", en: "Hukoomi"))
        let wire = Wire { question in
            guard let portal = front.value else { return Wire.Reply(status: 503, body: []) }
            let reply = try await portal.send(
                .init(
                    method: question.method, address: question.address, headers: question.headers.map { ($0, $1) },
                    body: question.body))
            return Wire.Reply(status: reply.status, body: reply.body)
        }
        return SandboxBank(settings, texts: Platform.texts(), wire: wire, clock: { clock.now }, log: log)
    }

    static func asked(_ request: Request, _ body: [UInt8]) -> SandboxBank.Request {
        SandboxBank.Request(
            method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
            headers: request.headers.byName, body: body)
    }

    static func registry() -> SandboxRegisters {
        let registers = Register.read(PackFolder(path: World.content), Inspection())
        return SandboxRegisters(registers, key: "demo-registers-key", today: Day(2026, 11, 22) ?? Day(number: 0))
    }

    /// Where a keeper of registers answers, on loopback.
    package static func address(of registry: SandboxRegisters) async throws -> String {
        try await Party.open { _ in
            { request, body in
                await registry.respond(
                    method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
                    headers: request.headers.byName, body: body)
            }
        }
    }

    /// The port on which the post office takes e-mail.
    static func mailPort(of post: SandboxPost) async throws -> Int {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        Task.detached { try? await post.run { found.yield($0) } }
        for await port in ports { return port }
        return 0
    }

    /// The way of browsers into the portal: through its router, and over sockets to everybody else.
    static func wire(to stage: Stage, _ log: Logger) async throws -> TourWire {
        let application = Application(responder: stage, logger: log)
        let client = try await application.test(.router) { $0 }
        let outside = TourWire.http(TourWire.client())
        return TourWire { request in
            guard request.address.hasPrefix(World.portal) else { return try await outside.send(request) }
            var headers = HTTPFields()
            for (name, value) in request.headers {
                if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
            }
            let uri = String(request.address.dropFirst(World.portal.count))
            let answer = try await client.execute(
                uri: uri.isEmpty ? "/" : uri, method: .init(rawValue: request.method) ?? .get, headers: headers,
                body: request.method == "GET" ? nil : ByteBuffer(bytes: request.body))
            return TourWire.Reply(
                status: answer.status.code, headers: answer.headers.map { ($0.name.canonicalName, $0.value) },
                body: Array(answer.body.readableBytesView))
        }
    }
}
