package import AsyncHTTPClient
package import Foundation
package import HTTPTypes
package import Hummingbird
import Catalogue
import Content
import Kit
package import Logging
import Messaging
import NIOCore
import NIOPosix
import Payments
import Registers
import ServiceLifecycle
import Store
import Synchronization
import UnixSignals
package import Web

/// Serves the portal until it is told to stop: then no new connections, what runs is finished, jobs are handed back.
/// On SIGHUP it reads the content pack again and serves the new one, if it is sound.
package struct Server {
    package static func run(
        _ platform: Platform, _ configuration: Configuration, client: HTTPClient, log: Logger
    ) async throws {
        let stage = Stage(platform.front)
        let crowd = platform.crowd
        let publishing = Publishing(
            platform, on: stage, configuration, client: client, clock: try configuration.clock(), log: log)
        let application = Application(
            responder: stage,
            server: .http1(
                configuration: .init(additionalChannelHandlers: [crowd.counter()], idleTimeout: .seconds(60))),
            configuration: .init(
                address: .hostname(configuration[.host], port: try configuration.number(.port)), serverName: nil,
                // As many as the system lets wait: whoever finds no room comes back after seconds only.
                backlog: 4096),
            services: [
                JobService(jobs: platform.jobs), publishing,
                Upkeep(store: platform.store, clock: try configuration.clock(), log: log),
            ],
            // Where many come at once, they are let in many at a time; four, as is usual, would leave them at the door.
            onServerRunning: { _ = try? await $0.setOption(.maxMessagesPerRead, value: 256).get() },
            logger: Logger(label: "http", factory: quiet))
        log.info("serve.started", metadata: ["address": "\(configuration.base)"])
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        try platform.store.close()
        log.info("serve.stopped")
    }

    /// Hummingbird speaks only of what went wrong.
    static func quiet(_ label: String) -> any LogHandler {
        var handler = LogLines()
        handler.logLevel = .error
        return handler
    }
}

/// The front that is served now. Publishing puts another in its place; requests that run finish with the one they met.
package final class Stage: HTTPResponder {
    private let front: Mutex<Front>

    package init(_ front: Front) { self.front = Mutex(front) }

    func show(_ next: Front) { front.withLock { $0 = next } }

    package func respond(to request: Request, context: Connection) async throws -> Response {
        try await front.withLock { $0 }.respond(to: request, context: context)
    }
}

/// Does jobs beside the requests.
struct JobService: Service {
    let jobs: JobRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await jobs.run() }
    }
}

/// Once a day, partitions for the time to come.
struct Upkeep: Service {
    let store: Store
    let clock: @Sendable () -> Date
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(86_400))) != nil {
                do {
                    // It waits for locks: not on a thread that answers people.
                    let now = clock()
                    try await NIOThreadPool.singleton.runIfActive {
                        try store.extend(Platform.partitionings, at: now)
                    }
                } catch {
                    log.error("upkeep.failed", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
    }
}

/// Serves a sandbox party: a program of its own that talks to the portal over real sockets.
package struct SandboxServer {
    /// The bank of demonstrations.
    package static func bank(
        port: Int, portal: String, secret: String, key: String, file: String?, clock: @escaping @Sendable () -> Date,
        log: Logger
    ) async throws {
        let client = HTTPClient.shared
        let bank = SandboxBank(
            .init(
                address: "http://127.0.0.1:\(port)", apiKey: key, webhookAddress: "\(portal)/hooks/payments",
                webhookSecret: secret, merchant: Bilingual(ar: "حكومي", en: "Hukoomi"), file: file),
            texts: Platform.texts(), wire: .http(client, seconds: 5), clock: clock, log: log)
        try await serve(port: port, beside: [Running { try await bank.run() }]) { request, body in
            await bank.respond(
                .init(
                    method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
                    headers: request.headers.byName, body: body))
        }
    }

    /// The office of demonstrations that keeps the pack's registers.
    package static func registers(
        port: Int, content: String, key: String, file: String?, clock: @escaping @Sendable () -> Date
    ) async throws {
        let pack = try ContentPack.read(content, texts: Platform.texts())
        let today = pack.catalogue.pack.calendar.day(of: clock())
        let office = SandboxRegisters(pack.registers, key: key, file: file, today: today)
        try await serve(port: port, beside: []) { request, body in
            await office.respond(
                method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
                headers: request.headers.byName, body: body)
        }
    }

    /// The post office of demonstrations: SMS by HTTP, e-mail by SMTP.
    package static func post(port: Int, smtpPort: Int) async throws {
        let post = SandboxPost(smtpPort: smtpPort)
        try await serve(port: port, beside: [Running { try await post.run() }]) { request, body in
            await post.respond(
                method: request.method.rawValue, path: request.uri.path, query: request.uri.query,
                headers: request.headers.map { ($0.name.canonicalName, $0.value) }, body: body)
        }
    }

    private static func serve(
        port: Int, beside services: [any Service], _ answer: @escaping @Sendable (Request, [UInt8]) async -> Answer
    ) async throws {
        let application = Application(
            responder: Party(answer: answer),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            services: services, logger: Logger(label: "sandbox", factory: Server.quiet))
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }

    private struct Running: Service {
        let body: @Sendable () async throws -> Void
        init(_ body: @escaping @Sendable () async throws -> Void) { self.body = body }
        func run() async throws { await cancelWhenGracefulShutdown { try? await body() } }
    }

    private struct Party: HTTPResponder {
        typealias Context = BasicRequestContext
        let answer: @Sendable (Request, [UInt8]) async -> Answer

        func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
            let body = try await request.body.collect(upTo: 1 << 20)
            let answer = await self.answer(request, Array(body.readableBytesView))
            var headers = HTTPFields()
            for (name, value) in answer.headers {
                guard let name = HTTPField.Name(name) else { continue }
                headers.append(HTTPField(name: name, value: value))
            }
            return Response(
                status: .init(code: answer.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
        }
    }
}

extension HTTPFields {
    /// By their names in small letters; of several with one name, the last.
    package var byName: [String: String] {
        Dictionary(map { ($0.name.canonicalName, $0.value) }) { _, last in last }
    }
}
