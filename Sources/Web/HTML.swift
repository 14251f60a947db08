/// A piece of a page that is safe to send: what is interpolated as text is escaped, only `HTML` goes in as it is.
///
///     let title: HTML = "<h1>\(service.name)</h1>"
///
/// Escaping works on UTF-8 bytes, never on characters: a quote that is followed by a combining mark is one Swift
/// `Character` but still ends an attribute for the browser. Attribute values are always written in double quotes.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
    package init(stringLiteral text: StaticString) { bytes = Array(text.withUTF8Buffer { $0 }) }
    package init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    package static let empty = HTML(bytes: [])

    package var isEmpty: Bool { bytes.isEmpty }

    /// A text, escaped.
    package init(text: String) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    package static func += (html: inout HTML, more: HTML) { html.bytes.append(contentsOf: more.bytes) }

    package struct StringInterpolation: StringInterpolationProtocol {
        package var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 48)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(contentsOf: literal.withUTF8Buffer { $0 })
        }

        package mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &bytes) }
        package mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }
        package mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }
        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes.append(contentsOf: html.bytes) }
        }

        package mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { bytes.append(contentsOf: html.bytes) }
        }

        /// One piece of page for each element.
        package mutating func appendInterpolation<Elements: Sequence>(
            each elements: Elements, _ piece: (Elements.Element) -> HTML
        ) {
            for element in elements { bytes.append(contentsOf: piece(element).bytes) }
        }

        /// The piece, where the condition holds.
        package mutating func appendInterpolation(when condition: Bool, _ piece: @autoclosure () -> HTML) {
            if condition { bytes.append(contentsOf: piece().bytes) }
        }
    }

    private static func escape(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { buffer in
            var start = buffer.startIndex
            for index in buffer.indices {
                let entity: StaticString
                switch buffer[index] {
                case UInt8(ascii: "&"): entity = "&amp;"
                case UInt8(ascii: "<"): entity = "&lt;"
                case UInt8(ascii: ">"): entity = "&gt;"
                case UInt8(ascii: "\""): entity = "&quot;"
                case UInt8(ascii: "'"): entity = "&#39;"
                default: continue
                }
                bytes.append(contentsOf: buffer[start..<index])
                bytes.append(contentsOf: entity.withUTF8Buffer { $0 })
                start = index + 1
            }
            bytes.append(contentsOf: buffer[start...])
        }
    }
}

extension HTML: CustomStringConvertible {
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
