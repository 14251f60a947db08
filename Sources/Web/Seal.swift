import Crypto
import Foundation
import Kit

/// Signs small things that travel through the browser: tokens of forms, return addresses.
package struct Seal: Sendable {
    private let key: SymmetricKey

    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The token that every form of that browser carries (OWASP's signed double submit). It is masked anew for each
    /// page, so that a compressed page tells nothing about it (BREACH).
    package func token(for browser: String) -> String {
        let mask = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let masked = zip(mask, code(for: browser)).map { $0 ^ $1 }
        return Base64.url(mask + masked)
    }

    /// Whether the token belongs to that browser.
    package func accepts(_ token: String, for browser: String) -> Bool {
        guard let bytes = Base64.bytes(url: token), bytes.count == 32 else { return false }
        let shown = zip(bytes[..<16], bytes[16...]).map { $0 ^ $1 }
        return zip(shown, code(for: browser)).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A keyed digest of a text, for what must be found again but not read: addresses, codes.
    package func digest(_ text: String) -> String {
        Base64.url(Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)))
    }

    private func code(for browser: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data("form:\(browser)".utf8), using: key).prefix(16))
    }
}

/// Base 64 without padding, in the alphabet of addresses (RFC 4648 §5).
package enum Base64 {
    package static func url(_ bytes: [UInt8]) -> String {
        let symbols = Data(bytes).base64EncodedData().compactMap { symbol -> UInt8? in
            switch symbol {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: symbol
            }
        }
        return String(decoding: symbols, as: UTF8.self)
    }

    package static func bytes(url text: String) -> [UInt8]? {
        var standard = Data(
            text.utf8.map { symbol in
                switch symbol {
                case UInt8(ascii: "-"): UInt8(ascii: "+")
                case UInt8(ascii: "_"): UInt8(ascii: "/")
                default: symbol
                }
            })
        standard.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (4 - standard.count % 4) % 4))
        return Data(base64Encoded: standard).map { [UInt8]($0) }
    }
}

/// Unguessable values for cookies and codes.
package enum Secret {
    /// 32 bytes of the system's random source, as text for a cookie or an address.
    package static func token() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Base64.url(Array($0)) }
    }

    /// SHA-256 in hexadecimal: what the database keeps of a token.
    package static func digest(_ token: String) -> String {
        Hexadecimal.text(SHA256.hash(data: Array(token.utf8)))
    }
}
