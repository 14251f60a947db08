import CLibPQ
import Kit

extension SQLValue {
    /// The kind of a value for PostgreSQL, by the number of its type; unknown for null, which fits everywhere.
    var oid: Oid {
        switch self {
        case .null: 0
        case .integer: 20
        case .real: 701
        case .text: 25
        case .blob: 17
        }
    }

    var holdsNUL: Bool { if case .text(let text) = self { text.utf8.contains(0) } else { false } }

    var letter: Character {
        switch self {
        case .null: "n"
        case .integer: "i"
        case .real: "r"
        case .text: "t"
        case .blob: "b"
        }
    }

    var wire: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): "\\x" + Hexadecimal.text(bytes)
        }
    }
}
