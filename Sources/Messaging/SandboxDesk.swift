import Foundation
import Kit
package import Web

/// The post office's HTTP side: the SMS gateway, and what was sent.
///
///     GET /cgi-bin/sendsms?username=…&password=…&from=…&to=…&text=…   Kannel's interface
///     GET /sent.json?to=…                                             the 100 newest
///     GET /                                                           the same, to read in a browser
extension SandboxPost {
    package func respond(
        method: String, path: String, query: String?, headers: [(name: String, value: String)], body: [UInt8]
    ) async -> Answer {
        guard method == "GET" else { return .text("", status: 405).with("allow", "GET") }
        guard let fields = try? Form(urlEncoded: Array((query ?? "").utf8)) else { return .text("", status: 400) }
        switch path {
        case "/cgi-bin/sendsms": return takeSMS(fields)
        case "/sent.json":
            return (try? Answer.json(Array(sent.newest(to: fields["to"]).prefix(100)))) ?? .text("", status: 500)
        case "/": return list(to: fields["to"])
        default: return .text("", status: 404)
        }
    }

    /// Answers with Kannel's own words, which its clients read.
    private func takeSMS(_ fields: Form) -> Answer {
        guard fields["username"] == account.username, fields["password"] == account.password else {
            return .text("Authorization failed for sendsms", status: 403)
        }
        let text = fields.fields.first { $0.name == "text" }?.value ?? ""
        guard let phone = Phone(fields["to"]) else { return .text("Missing receiver number, rejected", status: 400) }
        guard !text.isEmpty, text.utf8.count <= 10_000 else { return .text("Empty text, rejected", status: 400) }
        add(.sms, to: phone.description, from: fields["from"], text)
        return .text("0: Accepted for delivery", status: 202)
    }

    private func list(to: String) -> Answer {
        let lines = sent.newest(to: to).map { item in
            let moment = Date(milliseconds: item.at).formatted(.iso8601)
            let text = [item.subject, item.text].compactMap { $0 }.joined(separator: "\n").replacing(
                "\n", with: "\n    ")
            return "\(moment)  \(item.kind.rawValue)  \(item.to)\n    \(text)\n"
        }
        return .text(lines.joined(separator: "\n"))
    }
}
