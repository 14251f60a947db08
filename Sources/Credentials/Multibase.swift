/// Texts for raw bytes: base58btc behind `z` as Data Integrity writes keys and proofs (W3C Controlled
/// Identifiers 1.0, section 2.4), and the base 32 of RFC 4648 for codes on paper.
enum Multibase {
    private static let bitcoin = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let fiveBits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    /// Longer texts are no key and no signature; base 58 takes quadratic time.
    private static let longest = 256

    static func base58(_ bytes: [UInt8]) -> String {
        var digits: [Int] = []
        for byte in bytes {
            var carry = Int(byte)
            for index in digits.indices {
                carry += digits[index] << 8
                digits[index] = carry % 58
                carry /= 58
            }
            while carry > 0 {
                digits.append(carry % 58)
                carry /= 58
            }
        }
        let zeros = bytes.prefix { $0 == 0 }.map { _ in bitcoin[0] }
        return "z" + String(decoding: zeros + digits.reversed().map { bitcoin[$0] }, as: UTF8.self)
    }

    static func bytes(base58 text: String) -> [UInt8]? {
        guard text.utf8.first == UInt8(ascii: "z"), text.utf8.count <= longest else { return nil }
        var bytes: [UInt8] = []
        for symbol in text.utf8.dropFirst() {
            guard var carry = bitcoin.firstIndex(of: symbol) else { return nil }
            for index in bytes.indices {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 255)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 255))
                carry >>= 8
            }
        }
        let zeros = text.utf8.dropFirst().prefix { $0 == bitcoin[0] }.count
        return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
    }

    /// RFC 4648 section 6, upper case, without padding.
    static func base32(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(fiveBits[buffer >> bits & 31])
            }
        }
        if bits > 0 { text.append(fiveBits[buffer << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Only the one spelling that `base32` writes: no lower case, no padding, no stray bits at the end.
    static func bytes(base32 text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for symbol in text.utf8 {
            guard let value = fiveBits.firstIndex(of: symbol) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 255))
            }
        }
        guard bits < 5, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }

    /// Small digits, as `Hexadecimal` writes them, and no others.
    static func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
        let values = text.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case 48...57: byte - 48
            case 97...102: byte - 87
            default: nil
            }
        }
        guard values.count == text.utf8.count, values.count % 2 == 0 else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}

/// The written form of an Ed25519 public key in a controlled identifier document (W3C Controlled Identifiers
/// 1.0, section 2.2.2, Multikey; multicodec `ed25519-pub`, 0xed01).
enum Multikey {
    static func text(ed25519 raw: [UInt8]) -> String { Multibase.base58([0xED, 0x01] + raw) }

    static func ed25519(_ text: String) -> [UInt8]? {
        guard let bytes = Multibase.bytes(base58: text), bytes.count == 34 else { return nil }
        guard bytes[0] == 0xED, bytes[1] == 0x01 else { return nil }
        return Array(bytes.dropFirst(2))
    }
}
