import Foundation

/// Reads a letter as it came, for the developer's eye: its headers, its subject in plain words, its text.
struct SandboxLetter: Sendable {
    /// Names in lower case; folded lines put together (RFC 5322 §2.2.3).
    let headers: [(name: String, value: String)]
    let text: String

    init(lines: [[UInt8]]) {
        let end = lines.firstIndex { $0.isEmpty } ?? lines.count
        var headers: [(name: String, value: String)] = []
        for line in lines[..<end].map({ String(decoding: $0, as: UTF8.self) }) {
            if let first = line.unicodeScalars.first, " \t".unicodeScalars.contains(first), !headers.isEmpty {
                headers[headers.count - 1].value += " " + line.trimmingCharacters(in: .whitespaces)
            } else {
                let sides = line.split(separator: ":", maxSplits: 1)
                let value = sides.count > 1 ? sides[1].trimmingCharacters(in: .whitespaces) : ""
                headers.append((sides.first.map { $0.lowercased() } ?? "", value))
            }
        }
        self.headers = headers
        let body = Array(lines.dropFirst(end + 1).joined(separator: [13, 10]))
        let isBase64 = headers.contains { $0.name == "content-transfer-encoding" && $0.value.lowercased() == "base64" }
        let bytes =
            isBase64 ? Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0) } : nil
        text = String(decoding: bytes ?? body, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var subject: String { SandboxLetter.decoded(header("subject") ?? "") }

    /// Encoded words in base 64 (RFC 2047) as what they stand for; space between two of them is not part of them.
    static func decoded(_ value: String) -> String {
        var bytes: [UInt8] = []
        var wasEncoded = false
        for word in value.split(separator: " ") {
            let part =
                word.uppercased().hasPrefix("=?UTF-8?B?") && word.hasSuffix("?=")
                ? Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) : nil
            if !bytes.isEmpty, !(wasEncoded && part != nil) { bytes.append(32) }
            bytes += part.map { Array($0) } ?? Array(word.utf8)
            wasEncoded = part != nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
