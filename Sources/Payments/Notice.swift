import Crypto
package import Foundation
import Kit

/// The signature of a notice that the bank sends: `Pay-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 (RFC 2104) over
/// the seconds, a full stop and the body. The moment is signed with it, so that an old notice cannot be sent again.
package struct NoticeSignature: Sendable, Hashable {
    package static let header = "pay-signature"
    package static let tolerance = 300

    let seconds: Int
    /// Several while the secret is being changed.
    let codes: [[UInt8]]

    init?(header: String) {
        guard header.utf8.count <= 1000 else { return nil }
        var seconds: Int?
        var codes: [[UInt8]] = []
        for part in header.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            switch sides[0].trimmingCharacters(in: .whitespaces) {
            case "t":
                guard seconds == nil, sides[1].utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
                seconds = Int(sides[1])
            case "v1":
                guard let code = NoticeSignature.bytes(hex: sides[1]) else { return nil }
                codes.append(code)
            default: continue
            }
        }
        guard let seconds, !codes.isEmpty, codes.count <= 4 else { return nil }
        self.seconds = seconds
        self.codes = codes
    }

    /// Whether the notice was signed with the secret not more than five minutes ago. Takes the same time for every
    /// wrong code.
    func proves(_ body: [UInt8], secret: String, at now: Date) -> Bool {
        guard abs(now.timeIntervalSince1970 - Double(seconds)) <= Double(NoticeSignature.tolerance) else {
            return false
        }
        let signed = NoticeSignature.signed(body, seconds)
        let key = SymmetricKey(data: Data(secret.utf8))
        return codes.contains { HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: signed, using: key) }
    }

    /// The value of the header for a notice sent at that moment.
    package static func header(for body: [UInt8], secret: String, at now: Date) -> String {
        let seconds = Int(now.timeIntervalSince1970)
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: signed(body, seconds), using: key)
        return "t=\(seconds),v1=" + Hexadecimal.text(code)
    }

    private static func signed(_ body: [UInt8], _ seconds: Int) -> Data { Data("\(seconds).".utf8) + Data(body) }

    private static func bytes(hex text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
