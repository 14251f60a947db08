package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// One exchange of a browser with whoever serves the address.
package struct TourWire: Sendable {
    package struct Request: Sendable {
        package var method: String
        /// Scheme, host, path and query.
        package var address: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]

        package init(method: String, address: String, headers: [(name: String, value: String)], body: [UInt8]) {
            self.method = method
            self.address = address
            self.headers = headers
            self.body = body
        }
    }

    package struct Reply: Sendable {
        package var status: Int
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]

        package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    package let send: @Sendable (Request) async throws -> Reply

    package init(_ send: @escaping @Sendable (Request) async throws -> Reply) { self.send = send }

    /// A client that goes nowhere by itself, and soon says so where nobody answers. Shut it down after use.
    package static func client() -> HTTPClient {
        HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: .init(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(2))))
    }

    /// - Parameter client: one that does not follow redirects by itself.
    package static func http(_ client: HTTPClient) -> TourWire {
        TourWire { request in
            var question = HTTPClientRequest(url: request.address)
            question.method = .RAW(value: request.method)
            for (name, value) in request.headers { question.headers.add(name: name, value: value) }
            if !request.body.isEmpty { question.body = .bytes(request.body) }
            let answer = try await client.execute(question, timeout: .seconds(30))
            let body = try await answer.body.collect(upTo: 32 << 20)
            return Reply(
                status: Int(answer.status.code), headers: answer.headers.map { ($0.name.lowercased(), $0.value) },
                body: Array(body.readableBytesView))
        }
    }
}

/// A browser of one person: keeps cookies by site, follows links, fills in and sends forms.
package final class TourBrowser {
    private let wire: TourWire
    /// Where the portal is: scheme, host and port.
    package let portal: String
    package private(set) var cookies: [String: [String: String]] = [:]
    package var language = "ar"
    /// Sent with every request, beside those that a browser sends.
    package var headers: [(name: String, value: String)] = []
    /// The page that was opened last.
    package private(set) var page = TourPage(address: "", status: 0, headers: [], body: [])

    package init(portal: String, wire: TourWire) {
        self.portal = portal.hasSuffix("/") ? String(portal.dropLast()) : portal
        self.wire = wire
    }

    /// Another window of the same browser.
    package func window() -> TourBrowser {
        let window = TourBrowser(portal: portal, wire: wire)
        (window.cookies, window.language, window.headers, window.page) = (cookies, language, headers, page)
        return window
    }

    /// Forgets all cookies.
    package func forget() { cookies = [:] }

    /// Opens a page and follows where it leads.
    @discardableResult
    package func visit(_ address: String) async throws -> TourPage {
        try await go("GET", whole(address, from: portal), nil, follows: true)
    }

    /// Opens exactly this address.
    @discardableResult
    package func look(at address: String) async throws -> TourPage {
        try await go("GET", whole(address, from: portal), nil, follows: false)
    }

    /// Sends a form.
    ///
    /// - Parameter follows: false where the browser is closed before it goes on.
    @discardableResult
    package func submit(
        _ form: TourForm, pressing button: TourForm.Button? = nil, follows: Bool = true
    ) async throws -> TourPage {
        let target = whole(form.action, from: page.address)
        guard form.isPosted else {
            let query = TourForm.encoded(form.fields(pressing: button))
            return try await go("GET", "\(target)?\(query)", nil, follows: follows)
        }
        return try await go("POST", target, form.body(pressing: button), follows: follows)
    }

    /// Sends a body as it is.
    @discardableResult
    package func post(
        _ address: String, _ body: [UInt8], type: String = "application/x-www-form-urlencoded", follows: Bool = false
    ) async throws -> TourPage {
        try await go("POST", whole(address, from: portal), (body, type), follows: follows)
    }

    private func go(
        _ method: String, _ address: String, _ body: (bytes: [UInt8], type: String)?, follows: Bool
    ) async throws -> TourPage {
        var (method, address, body) = (method, address, body)
        for _ in 0..<10 {
            page = try await exchange(method, address, body)
            guard follows, (301...308).contains(page.status), let next = page.header("location") else { return page }
            (method, body) = ("GET", nil)
            address = whole(next, from: address)
        }
        throw TourFault(expected: "an end to the redirects", found: page.summary)
    }

    private func exchange(
        _ method: String, _ address: String, _ body: (bytes: [UInt8], type: String)?
    ) async throws -> TourPage {
        let site = TourBrowser.site(of: address)
        var headers = [
            ("accept", "text/html,*/*;q=0.8"), ("accept-language", language), ("user-agent", "hukoomi-tour"),
        ]
        headers += self.headers
        let jar = cookies[site, default: [:]].sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !jar.isEmpty { headers.append(("cookie", jar.joined(separator: "; "))) }
        if let body { headers.append(("content-type", body.type)) }
        let request = TourWire.Request(method: method, address: address, headers: headers, body: body?.bytes ?? [])
        let reply = try await wire.send(request)
        for (name, value) in reply.headers where name == "set-cookie" { keep(value, of: site) }
        return TourPage(address: address, status: reply.status, headers: reply.headers, body: reply.body)
    }

    /// Keeps a cookie, or forgets it where it has run out.
    private func keep(_ line: String, of site: String) {
        let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let sides = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
            sides.count == 2
        else { return }
        let isOver = parts.contains { $0.lowercased() == "max-age=0" }
        cookies[site, default: [:]][String(sides[0])] = isOver ? nil : String(sides[1])
    }

    private func whole(_ address: String, from base: String) -> String {
        if address.hasPrefix("http://") || address.hasPrefix("https://") { return address }
        let site = TourBrowser.site(of: base)
        return address.hasPrefix("/") ? site + address : "\(site)/\(address)"
    }

    /// Scheme, host and port.
    private static func site(of address: String) -> String {
        guard let scheme = address.range(of: "://") else { return address }
        let end = address[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? address.endIndex
        return String(address[..<end])
    }
}
