import Foundation
package import Content
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
