import Foundation
import Kit

/// A file that came with a form.
package struct SentFile: Sendable, Hashable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What a browser sent: named values in order, and files.
package struct Form: Sendable {
    package static let mostFields = 1000
    package private(set) var fields: [(name: String, value: String)]
    package private(set) var files: [(name: String, file: SentFile)]

    package init(fields: [(name: String, value: String)] = [], files: [(name: String, file: SentFile)] = []) {
        self.fields = fields
        self.files = files
    }

    /// The first value of that name, without space around it; empty where there is none.
    package subscript(name: String) -> String {
        fields.first { $0.name == name }?.value.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// Every value of that name, for check boxes.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    package func files(_ name: String) -> [SentFile] { files.filter { $0.name == name }.map(\.file) }

    /// Reads `application/x-www-form-urlencoded`. Throws where it is not that, is not UTF-8, or has too many fields.
    package init(urlEncoded bytes: some Collection<UInt8>) throws {
        var fields: [(String, String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Form.mostFields else { throw MalformedForm.tooManyFields }
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Form.decoded(sides[0])
            fields.append((name, sides.count > 1 ? try Form.decoded(sides[1]) : ""))
        }
        self.init(fields: fields)
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(32)
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal)
                else {
                    throw MalformedForm.badEncoding
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return try checked(plain)
    }

    /// UTF-8 without NUL and without lone surrogates; line ends become `\n`.
    static func checked(_ bytes: some Collection<UInt8>) throws -> String {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw MalformedForm.badEncoding
        }
        return text.utf8.contains(13) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}

/// A body that is not the form it says it is: 400, or 413 where it is too much.
package enum MalformedForm: Error {
    case badEncoding
    case badParts
    case tooManyFields
    case tooLarge
}
