import Foundation

/// What goes back to the browser.
package struct Answer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int = 200, type: String? = nil, body: [UInt8] = []) {
        self.status = status
        headers = type.map { [("content-type", $0)] } ?? []
        self.body = body
    }

    package static func page(_ html: HTML, status: Int = 200) -> Answer {
        Answer(status: status, type: "text/html; charset=utf-8", body: html.bytes)
    }

    package static func json(_ value: some Encodable, status: Int = 200) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Answer(status: status, type: "application/json; charset=utf-8", body: Array(try encoder.encode(value)))
    }

    package static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200) -> Answer {
        Answer(status: status, type: type, body: Array(text.utf8))
    }

    /// After a POST: 303, so that going back or reloading repeats nothing.
    package static func redirect(to address: String) -> Answer {
        var answer = Answer(status: 303)
        answer.headers.append(("location", address))
        return answer
    }

    /// A file to keep; it is never shown inside the portal's pages.
    package static func download(_ bytes: [UInt8], type: String, name: String) -> Answer {
        var answer = Answer(type: type, body: bytes)
        let ascii = String(
            name.unicodeScalars.map { scalar in
                scalar.isASCII && scalar.value >= 32 && !"\"\\;".unicodeScalars.contains(scalar)
                    ? Character(scalar) : "_"
            })
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ascii
        answer.headers.append(("content-disposition", "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(encoded)"))
        answer.headers.append(("content-security-policy", "default-src 'none'; sandbox"))
        return answer
    }

    package func with(_ name: String, _ value: String) -> Answer {
        var answer = self
        answer.headers.append((name, value))
        return answer
    }
}
