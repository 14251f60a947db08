package import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One exchange with another party over HTTP: a question and its answer, or a failure.
package struct Wire: Sendable {
    package struct Question: Sendable {
        package var method: String
        package var address: String
        package var headers: [String: String]
        package var body: [UInt8]

        package init(method: String, address: String, headers: [String: String], body: [UInt8] = []) {
            self.method = method
            self.address = address
            self.headers = headers
            self.body = body
        }
    }

    package struct Reply: Sendable {
        package var status: Int
        package var body: [UInt8]

        package init(status: Int, body: [UInt8]) {
            self.status = status
            self.body = body
        }
    }

    package let send: @Sendable (Question) async throws -> Reply

    package init(_ send: @escaping @Sendable (Question) async throws -> Reply) { self.send = send }

    /// - Parameters:
    ///   - seconds: after which the other party counts as not answering.
    ///   - most: bytes that an answer may have.
    package static func http(_ client: HTTPClient, seconds: Int, most: Int = 1 << 18) -> Wire {
        Wire { question in
            var request = HTTPClientRequest(url: question.address)
            request.method = .RAW(value: question.method)
            for (name, value) in question.headers { request.headers.add(name: name, value: value) }
            if !question.body.isEmpty { request.body = .bytes(question.body) }
            let response = try await client.execute(request, timeout: .seconds(Int64(seconds)))
            let body = try await response.body.collect(upTo: most)
            return Reply(status: Int(response.status.code), body: Array(body.readableBytesView))
        }
    }
}
