/// The tags and texts of a page, read one after the other: enough of HTML for pages that write every attribute in
/// double quotes.
enum TourMarkup {
    enum Piece: Sendable, Equatable {
        case open(String, [String: String])
        case close(String)
        case text(String)
    }

    static func pieces(_ html: String) -> [Piece] {
        let bytes = Array(html.utf8)
        var pieces: [Piece] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<") {
                let end = tagEnd(bytes, from: position)
                if let tag = tag(bytes[(position + 1)..<end]) { pieces.append(tag) }
                position = end + 1
            } else {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                pieces.append(.text(decoded(bytes[position..<end])))
                position = end
            }
        }
        return pieces
    }

    /// The `>` that ends the tag: one inside of quotes does not.
    private static func tagEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var isQuoted = false
        for index in start..<bytes.count {
            if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if bytes[index] == UInt8(ascii: ">"), !isQuoted { return index }
        }
        return bytes.count
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> Piece? {
        guard let first = bytes.first, first != UInt8(ascii: "!") else { return nil }
        if first == UInt8(ascii: "/") { return .close(String(decoding: bytes.dropFirst(), as: UTF8.self)) }
        let nameEnd = bytes.firstIndex(where: isSpace) ?? bytes.endIndex
        let name = String(decoding: bytes[bytes.startIndex..<nameEnd], as: UTF8.self).lowercased()
        return .open(name, attributes(bytes[nameEnd...]))
    }

    private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        var rest = bytes.drop(while: isSpace)
        while let nameEnd = rest.firstIndex(where: { isSpace($0) || $0 == UInt8(ascii: "=") }) ?? last(rest) {
            let name = String(decoding: rest[rest.startIndex..<nameEnd], as: UTF8.self)
            rest = rest[nameEnd...]
            var value = ""
            if rest.starts(with: "=\"".utf8) {
                let quoted = rest.dropFirst(2)
                let end = quoted.firstIndex(of: UInt8(ascii: "\"")) ?? quoted.endIndex
                value = decoded(quoted[quoted.startIndex..<end])
                rest = quoted[end...].dropFirst()
            }
            if !name.isEmpty, name != "/" { found[name] = value } else { rest = rest.dropFirst() }
            rest = rest.drop(while: isSpace)
        }
        return found
    }

    private static func last(_ bytes: ArraySlice<UInt8>) -> Int? { bytes.isEmpty ? nil : bytes.endIndex }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

    private static let entities = ["lt": "<", "gt": ">", "quot": "\"", "#39": "'", "amp": "&", "nbsp": "\u{A0}"]

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        // Byte by byte: a semicolon before a combining mark is no character of its own.
        var plain: [UInt8] = []
        var rest = bytes
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            plain += rest[rest.startIndex..<start]
            rest = rest[start...].dropFirst()
            let end = rest.prefix(10).firstIndex(of: UInt8(ascii: ";"))
            let name = end.map { String(decoding: rest[rest.startIndex..<$0], as: UTF8.self) } ?? ""
            if let end, let meant = entities[name] {
                plain += Array(meant.utf8)
                rest = rest[end...].dropFirst()
            } else {
                plain.append(UInt8(ascii: "&"))
            }
        }
        return String(decoding: plain + rest, as: UTF8.self)
    }
}
