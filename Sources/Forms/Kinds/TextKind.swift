import Foundation
package import Content
import Rules
package import Web

/// A short text on one line.
package struct TextKind: QuestionKind {
    package static let name = "text"
    private let most: Int

    package init(_ sheet: Sheet) { most = sheet.optionalInteger("most") ?? 200 }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .text(typed[""]) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        try PlainText.checked(typed[""].replacing("\n", with: " "), most: most)
    }
}

/// A text of several lines.
package struct LongTextKind: QuestionKind {
    package static let name = "long-text"
    private let most: Int

    package init(_ sheet: Sheet) { most = sheet.optionalInteger("most") ?? 2000 }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .longText(typed[""]) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        try PlainText.checked(typed[""], most: most)
    }
}

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
