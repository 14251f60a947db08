/// A JSON value whose strings are compared byte for byte, because two spellings of é are two different signed
/// texts.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])
}

/// One name and value of a JSON object, kept in the order in which it was written.
package struct JSONMember: Sendable, Hashable {
    var name: String
    var value: JSONValue

    init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// Why a JSON text is not read, or a value not written: it falls outside I-JSON (RFC 7493) or the limits set.
package enum JSONProblem: Error, Hashable, Sendable {
    case tooLarge
    case tooDeep
    case syntax(offset: Int)
    case invalidText(offset: Int)
    case duplicateName(String)
    case numberOutOfRange
}

extension JSONValue: Hashable {
    package static func == (a: JSONValue, b: JSONValue) -> Bool {
        guard let left = try? a.canonicalBytes(), let right = try? b.canonicalBytes() else { return false }
        return left == right
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(try? canonicalBytes()) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}

extension JSONValue {
    package var text: String? { if case .string(let text) = self { text } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    var members: [JSONMember]? { if case .object(let members) = self { members } else { nil } }

    /// The member of that name, nil where there is none or this is no object; setting nil removes it, setting a new one appends it.
    package subscript(name: String) -> JSONValue? {
        get { members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
        set {
            guard var members else { return }
            let index = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(JSONMember(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    /// The one byte form of a value that is hashed and signed: RFC 8785, JSON Canonicalization Scheme (JCS).
    package func canonicalBytes() throws(JSONProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        try write(into: &bytes, depth: 0)
        return bytes
    }

    private func write(into bytes: inout [UInt8], depth: Int) throws(JSONProblem) {
        guard depth <= JSONReader.maximumDepth else { throw .tooDeep }
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let value):
            guard value.magnitude <= JSONValue.safeInteger else { throw .numberOutOfRange }
            bytes += String(value).utf8
        case .number(let value):
            guard value.isFinite else { throw .numberOutOfRange }
            bytes += JSONValue.ecmaScript(value).utf8
        case .string(let text): JSONValue.write(text, into: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try element.write(into: &bytes, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            try JSONValue.write(members, into: &bytes, depth: depth)
        }
    }

    /// Members in the order of their names' UTF-16 code units (RFC 8785 section 3.2.3).
    private static func write(
        _ members: [JSONMember], into bytes: inout [UInt8], depth: Int
    ) throws(JSONProblem) {
        let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in sorted.enumerated() {
            if index > 0 {
                guard !member.name.utf8.elementsEqual(sorted[index - 1].name.utf8) else {
                    throw .duplicateName(member.name)
                }
                bytes.append(UInt8(ascii: ","))
            }
            write(member.name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try member.value.write(into: &bytes, depth: depth + 1)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A string with the least escapes (RFC 8785 section 3.2.2.2).
    private static func write(_ text: String, into bytes: inout [UInt8]) {
        let hexadecimal = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The largest integer that every reader of JSON holds exactly: 2⁵³.
    static let safeInteger: UInt = 9_007_199_254_740_992

    /// A number as ECMAScript's Number::toString lays it out (ECMA-262 section 6.1.6.1.20, RFC 8785 section
    /// 3.2.2.3).
    static func ecmaScript(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        let (digits, point) = shortestDigits(value.magnitude)
        let count = digits.count
        let sign = value < 0 ? "-" : ""
        if count <= point, point <= 21 { return sign + digits + String(repeating: "0", count: point - count) }
        if 0 < point, point <= 21 { return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))" }
        if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let mantissa = count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
        return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }

    /// The shortest digits that read back as the same number, and where the decimal point lies among them.
    /// Swift's own description has the digits (shortest, then closest, as ECMAScript asks); only the layout
    /// differs.
    private static func shortestDigits(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e", maxSplits: 1)
        let mantissa = parts.first ?? "0"
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let halves = mantissa.split(separator: ".", maxSplits: 1)
        let whole = halves.first ?? "0"
        let fraction = halves.count > 1 ? halves[1] : ""
        var digits = Substring(whole + fraction)
        var point = whole.count + exponent
        while digits.count > 1, digits.first == "0" {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (String(digits), point)
    }
}
