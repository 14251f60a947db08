import Foundation

/// What may stand in a text that people type. Direction marks are kept as they are, and shown isolated.
enum PlainText {
    static func checked(_ typed: String, most: Int) throws(Wrong) -> Answer? {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return nil }
        if text.unicodeScalars.count > most { throw Wrong("forms.wrong.too-long", ["most": String(most)]) }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
        }
        if !isClean { throw Wrong("forms.wrong.characters") }
        return .one(text)
    }
}
