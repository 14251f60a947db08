package import AsyncHTTPClient
package import Kit
import NIOCore
import NIOHTTP1

/// Name and word of the state at its SMS gateway, and the sender that people see.
package struct SMSAccount: Sendable, Hashable {
    package let username: String
    package let password: String
    package let sender: String

    package init(username: String, password: String, sender: String) {
        self.username = username
        self.password = password
        self.sender = sender
    }

    /// What the sandbox accepts.
    package static let sandbox = SMSAccount(username: "hukoomi", password: "post-office", sender: "Hukoomi")
}

/// An SMS gateway that speaks the HTTP interface of Kannel (`sendsms`, Kannel user's guide, chapter 6).
package struct SMSGateway: SMSProvider {
    private let address: String
    private let account: SMSAccount
    private let client: HTTPClient

    /// - Parameter address: scheme, host and port, without a slash at the end.
    package init(address: String, account: SMSAccount, client: HTTPClient) {
        self.address = address
        self.account = account
        self.client = client
    }

    package func send(_ text: SMSText, to phone: Phone) async throws {
        let request = HTTPClientRequest(url: address + "/cgi-bin/sendsms?" + query(text, phone))
        do {
            let response = try await client.execute(request, timeout: .seconds(10))
            let words = String(buffer: try await response.body.collect(upTo: 4096))
            // 0: handed on at once; 3: kept by the gateway, which hands it on later.
            guard response.status == .accepted, words.hasPrefix("0:") || words.hasPrefix("3:") else {
                throw Unavailable("sms")
            }
        } catch {
            // The error may carry the address, and with it the password and the text.
            throw Unavailable("sms")
        }
    }

    func query(_ text: SMSText, _ phone: Phone) -> String {
        let fields = [
            ("username", account.username), ("password", account.password), ("from", account.sender),
            ("to", phone.description), ("text", text.text), ("coding", text.encoding == .gsm ? "0" : "2"),
            ("charset", "UTF-8"),
        ]
        return fields.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
    }
}
