import Foundation
package import Content
package import Web

/// A text of several lines.
package struct LongTextKind: QuestionKind {
    package static let name = "long-text"
    private let most: Int

    package init(_ sheet: Sheet) { most = sheet.optionalInteger("most") ?? 2000 }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .longText("", rows: 6)
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .longText(typed[""]) }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        try PlainText.checked(typed[""], most: most)
    }
}
