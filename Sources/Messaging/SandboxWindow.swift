package import AsyncHTTPClient
import Foundation
import Kit
import NIOCore
import NIOHTTP1

/// Where the portal of the demonstration asks the post office what was sent.
package struct SandboxWindow: Sendable {
    private let address: String
    private let client: HTTPClient

    /// - Parameter address: scheme, host and port, without a slash at the end.
    package init(address: String, client: HTTPClient) {
        self.address = address
        self.client = client
    }

    /// Newest first; throws where the post office does not answer.
    func sent(to text: String) async throws(Unavailable) -> [SentItem] {
        do {
            let request = HTTPClientRequest(url: "\(address)/sent.json?to=\(PercentEncoding.encoded(text))")
            let response = try await client.execute(request, timeout: .seconds(3))
            guard response.status == .ok else { throw Unavailable("post") }
            let body = try await response.body.collect(upTo: 8 << 20)
            return try JSONDecoder().decode([SentItem].self, from: Data(body.readableBytesView))
        } catch {
            throw Unavailable("post")
        }
    }
}
