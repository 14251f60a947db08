import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Turns answers into responses with the headers that every answer carries.
enum Sending {
    /// The headers that every answer carries.
    static func common(contentPolicy: String, isSecure: Bool) -> HTTPFields {
        var headers = HTTPFields()
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.opener] = "same-origin"
        headers[.permissions] = "camera=(), microphone=(), geolocation=()"
        headers[.contentSecurityPolicy] = contentPolicy
        if isSecure { headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        return headers
    }

    static func response(_ answer: Answer, _ request: Request, _ site: Site) -> Response {
        var headers = site.headers
        for (name, value) in answer.headers {
            // A line break in a value would be a header of its own.
            guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { continue }
            if name == .contentSecurityPolicy {
                headers[name] = value
            } else {
                headers.append(HTTPField(name: name, value: value))
            }
        }
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

    /// Bytes that are ready; with a tag, the browser may ask whether its own are still the same (RFC 9110 §13).
    static func ready(_ bytes: ReadyBytes, _ request: Request) -> Response {
        if let tag = bytes.tag, let known = request.headers[.ifNoneMatch], known == "*" || known.contains(tag) {
            return Response(status: .notModified, headers: bytes.headers)
        }
        if let packed = bytes.packed, acceptsGzip(request) {
            return Response(status: .ok, headers: bytes.packedHeaders, body: .init(byteBuffer: packed))
        }
        return Response(status: .ok, headers: bytes.headers, body: .init(byteBuffer: bytes.plain))
    }

    static func acceptsGzip(_ request: Request) -> Bool {
        request.headers[.acceptEncoding]?.contains("gzip") ?? false
    }
}

/// The body of an answer that is made once and sent often, as it is and packed, each with all its headers.
struct ReadyBytes: Sendable {
    let plain: ByteBuffer
    let packed: ByteBuffer?
    let tag: String?
    let headers: HTTPFields
    let packedHeaders: HTTPFields

    /// - Parameters:
    ///   - tag: an entity tag with its quotes, where the body of this address may change.
    ///   - caching: the value of `cache-control`.
    init(plain: ByteBuffer, packed: ByteBuffer?, type: String, tag: String?, caching: String, _ site: Site) {
        self.plain = plain
        self.packed = packed
        self.tag = tag
        var headers = site.headers
        headers[.contentType] = type
        headers[.cacheControl] = caching
        headers[.eTag] = tag
        headers[.vary] = "accept-encoding"
        self.headers = headers
        headers[.contentEncoding] = "gzip"
        packedHeaders = headers
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = HTTPField.Name.known("referrer-policy")
    fileprivate static let opener = HTTPField.Name.known("cross-origin-opener-policy")
    fileprivate static let permissions = HTTPField.Name.known("permissions-policy")

    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
