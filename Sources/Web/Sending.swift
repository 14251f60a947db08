import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Turns answers into responses with the headers that every answer carries.
enum Sending {
    private static func safe(_ headers: inout HTTPFields, _ site: Site) {
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.opener] = "same-origin"
        headers[.permissions] = "camera=(), microphone=(), geolocation=()"
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = site.contentPolicy }
        if site.isSecure { headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
    }

    static func response(_ answer: Answer, _ request: Request, _ site: Site) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            // A line break in a value would be a header of its own.
            guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        safe(&headers, site)
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        var body = answer.body
        let isText = headers[.contentType].map { $0.hasPrefix("text/") || $0.contains("json") } ?? false
        if body.count > 1400, isText {
            headers[.vary] = "accept-encoding"
            if acceptsGzip(request), let packed = Gzip.packed(body, level: 3) {
                headers[.contentEncoding] = "gzip"
                body = packed
            }
        }
        return Response(
            status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func kept(_ page: KeptPage, _ request: Request, _ site: Site) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = page.type
        headers[.cacheControl] = "public, max-age=60"
        headers[.eTag] = page.tag
        headers[.vary] = "accept-encoding"
        safe(&headers, site)
        if let known = request.headers[.ifNoneMatch], known == "*" || known.contains(page.tag) {
            return Response(status: .notModified, headers: headers)
        }
        if let packed = page.packed, acceptsGzip(request) {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: packed))
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: page.plain))
    }

    static func file(_ file: Assets.File, _ request: Request, _ site: Site) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = file.type
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        headers[.vary] = "accept-encoding"
        safe(&headers, site)
        if let packed = file.packed, acceptsGzip(request) {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: packed))
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.plain))
    }

    private static func acceptsGzip(_ request: Request) -> Bool {
        request.headers[.acceptEncoding]?.contains("gzip") ?? false
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = HTTPField.Name.known("referrer-policy")
    fileprivate static let opener = HTTPField.Name.known("cross-origin-opener-policy")
    fileprivate static let permissions = HTTPField.Name.known("permissions-policy")

    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
