import Hummingbird
import HTTPTypes

/// A line of a module's URL table.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Context) async throws -> Answer

    /// Who may come here. Whoever may not is told that there is no such page.
    package enum Access: Sendable { case anyone, signedIn, officer, auditor, editor }

    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    package let method: Method
    package let path: String
    package let access: Access
    /// Kept ready as bytes until content is published: the same for everybody, whoever asks.
    package let isKept: Bool
    /// In every language under `/ar`, `/en`; or once, for machines.
    package let isBare: Bool
    package let limit: RateLimit?
    /// Bytes of a body that are accepted at most.
    package let bodyLimit: Int
    let handler: Handler

    /// A page.
    package static func get(
        _ path: String, _ access: Access = .anyone, kept: Bool = false, limit: RateLimit? = nil,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .get, path: path, access: access, isKept: kept, isBare: false, limit: limit, bodyLimit: 0,
            handler: handler)
    }

    /// Something that is done.
    package static func post(
        _ path: String, _ access: Access = .signedIn, limit: RateLimit? = nil, bodyLimit: Int = 1 << 18,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .post, path: path, access: access, isKept: false, isBare: false, limit: limit, bodyLimit: bodyLimit,
            handler: handler)
    }

    /// An address for machines: no language, no cookies, no form token.
    package static func bare(
        _ method: Method, _ path: String, bodyLimit: Int = 1 << 16, _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: method, path: path, access: .anyone, isKept: false, isBare: true, limit: nil, bodyLimit: bodyLimit,
            handler: handler)
    }
}
