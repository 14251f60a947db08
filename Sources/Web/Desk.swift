import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

/// Serves one request of a route: reads it, makes the context, checks who may, calls the handler.
struct Desk: Sendable {
    let site: Site
    let sessions: any Sessions
    let kept: KeptPages
    let limiter: any RateLimiter
    let clock: @Sendable () -> Date
    let trustsProxy: Bool
    let errors: ErrorPages
    let crowd: Crowd
    let crowded: CrowdedPages

    func serve(
        _ route: Route, _ meter: RouteMeter, _ language: Language?, _ request: Request, _ connection: Connection
    ) async -> Response {
        let start = ContinuousClock.now
        let cookies = Cookies(request.headers[.cookie])
        if turnsAway(route, cookies) {
            meter.count(503, ContinuousClock.now - start)
            return crowded.response(language ?? .arabic, request)
        }
        var context = context(language ?? .arabic, request, connection, cookies)
        var answer: Answer
        do {
            if let limit = route.limit { try await limiter.take(limit, for: context.address, at: context.now) }
            if !route.isBare && !route.isKept, let token = cookies[site.sessionCookie] {
                context = context.with(visitor: try await sessions.visitor(token: token, at: context.now))
            }
            if route.method == .post {
                context = try await read(request, for: route, into: context)
            }
            try admit(context, route)
            answer = try await route.handler(context)
        } catch {
            answer = errors.answer(error, context, route: route.path)
        }
        if !route.isBare && !route.isKept && cookies[site.browserCookie] == nil {
            answer.headers.append(("set-cookie", cookie(site.browserCookie, context.browser, lasting: 31_536_000)))
        }
        if route.isKept, answer.status == 200, request.uri.query == nil, Desk.isPlain(request.uri.path) {
            let page = keptPage(answer, meter)
            kept.keep(page, at: request.uri.path)
            meter.count(200, ContinuousClock.now - start)
            return Sending.ready(page.bytes, request)
        }
        meter.count(answer.status, ContinuousClock.now - start)
        return Sending.response(answer, request, site)
    }

    /// Whether the address is written as the portal writes it. The router takes `/ar//services/` too; if each way of
    /// writing it were kept, anybody could fill the memory.
    private static func isPlain(_ path: String) -> Bool { !path.contains("//") && !path.hasSuffix("/") }

    /// A request that no route takes.
    func notFound(_ request: Request, _ connection: Connection) -> Answer {
        let language = request.uri.path.split(separator: "/").first.flatMap { Language(rawValue: String($0)) }
        let spoken = language ?? AcceptLanguage.preferred(request.headers[.acceptLanguage])
        let cookies = Cookies(request.headers[.cookie])
        return errors.answer(NotFound(), context(spoken, request, connection, cookies), route: "none")
    }

    /// Whether somebody who only wants to read has to come back. What is sent was filled in, and its line is another
    /// (`Unavailable`); addresses for machines and pages that are about to be kept cost little.
    private func turnsAway(_ route: Route, _ cookies: Cookies) -> Bool {
        guard route.method == .get, !route.isBare, !route.isKept else { return false }
        return crowd.isTooLarge(for: cookies[site.sessionCookie] == nil ? .anybody : .signedIn)
    }

    private func context(
        _ language: Language, _ request: Request, _ connection: Connection, _ cookies: Cookies
    ) -> Context {
        let path = request.uri.path
        let prefix = "/\(language.rawValue)"
        let headers = request.headers
        let parameters = connection.coreContext.parameters
        let query = request.uri.query.flatMap { try? Form(urlEncoded: $0.utf8) } ?? Form()
        return Context(
            site: site, language: language, t: site.texts(language),
            path: path.hasPrefix(prefix)
                ? (path.count > prefix.count ? String(path.dropFirst(prefix.count)) : "/") : path,
            query: query, form: Form(), visitor: nil, browser: cookies[site.browserCookie] ?? Secret.token(),
            address: address(request, connection), agent: String((headers[.userAgent] ?? "").prefix(200)), now: clock(),
            body: [], isPost: request.method == .post,
            headers: { name in HTTPField.Name(name).flatMap { headers[$0] } }, parameters: { parameters.get($0) })
    }

    private func address(_ request: Request, _ connection: Connection) -> String {
        if trustsProxy, let name = HTTPField.Name("x-forwarded-for"), let chain = request.headers[name],
            let last = chain.split(separator: ",").last
        {
            return last.trimmingCharacters(in: .whitespaces)
        }
        return connection.remoteAddress?.ipAddress ?? "local"
    }

    /// Bytes of a form without files.
    private static let mostTyped = 1 << 20

    private func read(_ request: Request, for route: Route, into context: Context) async throws -> Context {
        let type = request.headers[.contentType] ?? ""
        let hasParts = type.lowercased().hasPrefix("multipart/form-data")
        // Only forms with files are large.
        let most = hasParts ? route.bodyLimit : min(route.bodyLimit, Desk.mostTyped)
        if let length = request.headers[.contentLength].flatMap(Int.init), length > most {
            throw MalformedForm.tooLarge
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: most)
        } catch is NIOTooManyBytesError {
            throw MalformedForm.tooLarge
        }
        let bytes = Array(buffer.readableBytesView)
        if route.isBare { return context.with(form: Form(), body: bytes) }
        let form =
            if hasParts {
                try Form(multipart: bytes, boundary: Desk.boundary(of: type))
            } else {
                try Form(urlEncoded: bytes)
            }
        let read = context.with(form: form, body: [])
        guard site.seal.accepts(form["csrf"], for: context.browser) else { throw StaleForm(form: form) }
        return read
    }

    private static func boundary(of type: String) -> String {
        guard let start = type.range(of: "boundary=", options: .caseInsensitive)?.upperBound else { return "" }
        return String(type[start...].prefix { $0 != ";" }).trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    }

    private func admit(_ context: Context, _ route: Route) throws {
        switch route.access {
        case .anyone: return
        case .signedIn: _ = try context.signedIn()
        case .officer: guard try context.signedIn().isOfficer else { throw NotFound() }
        case .auditor: guard try context.signedIn().isAuditor else { throw NotFound() }
        case .editor: guard try context.signedIn().isEditor else { throw NotFound() }
        }
    }

    private func cookie(_ name: String, _ value: String, lasting seconds: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + (site.isSecure ? "; Secure" : "")
    }

    private func keptPage(_ answer: Answer, _ meter: RouteMeter) -> KeptPage {
        let tag = SHA256.hash(data: answer.body).prefix(9)
        let bytes = ReadyBytes(
            plain: ByteBuffer(bytes: answer.body),
            packed: Gzip.packed(answer.body, level: 9).map { ByteBuffer(bytes: $0) },
            type: answer.headers.first { $0.name == "content-type" }?.value ?? "text/html; charset=utf-8",
            tag: "\"\(Base64.url(Array(tag)))\"", caching: "public, max-age=60", site)
        return KeptPage(bytes: bytes, route: meter)
    }
}

/// The cookies of a request.
struct Cookies {
    private let pairs: [(Substring, Substring)]

    init(_ header: String?) {
        pairs = (header ?? "").split(separator: ";").prefix(50).compactMap { pair in
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            return (sides[0].drop { $0 == " " }, sides[1])
        }
    }

    subscript(name: String) -> String? {
        pairs.first { $0.0 == name }.map { String($0.1) }.flatMap { $0.utf8.count <= 100 ? $0 : nil }
    }
}

extension Context {
    func with(visitor: Visitor?) -> Context { changed(visitor: visitor, form: form, body: body) }
    func with(form: Form, body: [UInt8]) -> Context { changed(visitor: visitor, form: form, body: body) }

    private func changed(visitor: Visitor?, form: Form, body: [UInt8]) -> Context {
        Context(
            site: site, language: language, t: t, path: path, query: query, form: form, visitor: visitor,
            browser: browser, address: address, agent: agent, now: now, body: body, isPost: isPost, headers: headers,
            parameters: parameters)
    }

    /// Gives the browser the cookie of a session.
    package func starting(session token: String, lasting seconds: Int, _ answer: Answer) -> Answer {
        answer.with(
            "set-cookie",
            "\(site.sessionCookie)=\(token); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
                + (site.isSecure ? "; Secure" : ""))
    }

    /// Takes the session's cookie away, at signing out.
    package func endingSession(_ answer: Answer) -> Answer {
        starting(session: "", lasting: 0, answer)
    }
}
