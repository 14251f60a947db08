package import Foundation
package import Hummingbird
import HTTPTypes
import Kit
package import Logging
import NIOCore

/// What Hummingbird carries along with a request.
package struct Connection: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let remoteAddress: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

/// Where every request comes in: files and kept pages at once, all else through the URL tables of the modules.
package struct Front: HTTPResponder {
    package typealias Context = Connection

    let site: Site
    let kept: KeptPages
    let router: any HTTPResponder<Connection>
    let desk: Desk
    private let other = RouteMeter(route: "other")
    private let filesMeter = RouteMeter(route: "/static")
    private let files: [String: ReadyBytes]

    /// - Parameters:
    ///   - metrics: numbers of other modules for `/metrics`.
    ///   - crowd: who waits on all connections; the same for every front of a server.
    ///   - ready: whether the instance can serve, for `/ready`.
    package init(
        site: Site, routes: [Route], sessions: some Sessions, clock: @escaping @Sendable () -> Date,
        trustsProxy: Bool, limits: RateLimiting = .here, crowd: Crowd = Crowd(),
        metrics: [Metric], ready: @escaping @Sendable () async throws -> Void, log: Logger
    ) {
        self.site = site
        kept = KeptPages()
        files = site.assets.files.mapValues { file in
            ReadyBytes(
                plain: file.plain, packed: file.packed, type: file.type, tag: nil,
                caching: "public, max-age=31536000, immutable", site)
        }
        let errors = ErrorPages(log: log)
        desk = Desk(
            site: site, sessions: sessions, kept: kept, limiter: limits.limiter, clock: clock,
            trustsProxy: trustsProxy, errors: errors, crowd: crowd,
            crowded: CrowdedPages(site, errors, at: clock()))
        let metrics =
            metrics + [Metric("connections_waiting", "Connections that wait for an answer.", .gauge(crowd.waiting))]
        let router = Router(context: Connection.self)
        var meters = [other, filesMeter]
        for route in routes + Front.own(metrics: metrics, ready: ready, meters: { [] }) {
            let meter = RouteMeter(route: route.path)
            meters.append(meter)
            Front.mount(route, meter, on: router, desk)
        }
        let all = meters
        router.get("/metrics") { request, _ in
            let text = await OpenMetrics.text(routes: all, metrics: metrics)
            return Sending.response(.text(text, type: OpenMetrics.type), request, site)
        }
        self.router = router.buildResponder()
    }

    package func respond(to request: Request, context: Connection) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await answer(request, context, start)
        if request.method == .head { response.body = .init() }
        return response
    }

    private func answer(_ request: Request, _ context: Connection, _ start: ContinuousClock.Instant) async throws
        -> Response
    {
        if request.method == .get || request.method == .head {
            let path = request.uri.path
            if request.uri.query == nil, let page = kept.page(at: path) {
                let response = Sending.ready(page.bytes, request)
                page.route.count(response.status.code, ContinuousClock.now - start)
                return response
            }
            if path.hasPrefix("/static/") {
                let response = files[path].map { Sending.ready($0, request) }
                filesMeter.count(response == nil ? 404 : 200, ContinuousClock.now - start)
                if let response { return response }
            }
        }
        var request = request
        if request.method == .head {
            var head = request.head
            head.method = .get
            request = Request(head: head, body: request.body)
        }
        // Hummingbird has an empty answer of its own for what it does not find.
        if let response = try? await router.respond(to: request, context: context), context.endpointPath != "NotFound" {
            return response
        }
        let answer = desk.notFound(request, context)
        other.count(answer.status, ContinuousClock.now - start)
        return Sending.response(answer, request, site)
    }

    private static func mount(_ route: Route, _ meter: RouteMeter, on router: Router<Connection>, _ desk: Desk) {
        let method: HTTPRequest.Method = route.method == .get ? .get : .post
        let languages: [Language?] = route.isBare ? [nil] : Language.allCases
        for language in languages {
            let prefix = language.map { "/\($0.rawValue)" } ?? ""
            router.on(RouterPath(prefix + route.path), method: method) { request, connection in
                await desk.serve(route, meter, language, request, connection)
            }
        }
    }

    private static func own(
        metrics: [Metric], ready: @escaping @Sendable () async throws -> Void, meters: () -> [RouteMeter]
    ) -> [Route] {
        [
            .bare(.get, "/") { context in
                .redirect(to: "/\(AcceptLanguage.preferred(context.header("accept-language")).rawValue)")
                    .with("vary", "accept-language")
            },
            .bare(.get, "/health") { _ in .text("alive\n") },
            .bare(.get, "/ready") { _ in
                do {
                    try await ready()
                    return .text("ready\n")
                } catch {
                    return .text("not ready\n", status: 503)
                }
            },
        ]
    }
}

/// Which language somebody reads, by RFC 9110 §12.5.4. Arabic, unless English is clearly preferred.
enum AcceptLanguage {
    static func preferred(_ header: String?) -> Language {
        guard let header, header.utf8.count < 500 else { return .arabic }
        var best: (language: Language, weight: Double)?
        for part in header.split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let range = pieces.first, let language = Language(rawValue: String(range.prefix(2)).lowercased())
            else {
                continue
            }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .arabic
    }
}
