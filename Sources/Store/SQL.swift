package import Kit
package import Foundation

/// A statement with its values: what is interpolated is bound, never pasted.
///
///     try transaction.one("select name from person where qid = \(qid)") { try $0.text(0) }
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The statement, a `?` for each value.
    package var text: String
    package var values: [SQLValue]

    package init(stringLiteral text: StaticString) {
        self.text = "\(text)"
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// A statement that was written beforehand, such as a migration. Never for anything that a person typed.
    init(written text: String) {
        self.text = text
        values = []
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// A part of a statement, with its own values.
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }

        /// `(?, ?, ?)`, for `in`; an empty list matches nothing.
        package mutating func appendInterpolation(list: some Collection<some SQLBindable>) {
            text += list.isEmpty ? "(null)" : "(" + repeatElement("?", count: list.count).joined(separator: ", ") + ")"
            values += list.map(\.sqlValue)
        }
    }
}

/// A value as both engines know it.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What can stand in a statement as a value.
package protocol SQLBindable: Sendable {
    var sqlValue: SQLValue { get }
}

extension String: SQLBindable { package var sqlValue: SQLValue { .text(self) } }
extension Int: SQLBindable { package var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Double: SQLBindable { package var sqlValue: SQLValue { .real(self) } }
extension Bool: SQLBindable { package var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension Array: SQLBindable where Element == UInt8 { package var sqlValue: SQLValue { .blob(self) } }
extension Day: SQLBindable { package var sqlValue: SQLValue { .text(description) } }
extension Reference: SQLBindable { package var sqlValue: SQLValue { .text(symbols) } }
extension QID: SQLBindable { package var sqlValue: SQLValue { .text(digits) } }
extension Language: SQLBindable { package var sqlValue: SQLValue { .text(rawValue) } }

/// Milliseconds since 1970 in UTC: the same on both engines, ordered, and exact.
extension Date: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(milliseconds)) }
}
