import Foundation
import Kit
package import Content
package import Rules
package import Web

/// A whole number, or one with decimals where the pack says so.
package struct NumberKind: QuestionKind {
    package static let name = "number"
    private let least: Int?
    private let most: Int?
    private let decimals: Int
    private let unit: String?

    package init(_ sheet: Sheet) {
        least = sheet.optionalInteger("least")
        most = sheet.optionalInteger("most")
        decimals = sheet.optionalInteger("decimals") ?? 0
        unit = sheet.optionalText("unit")
    }

    package func blank(_ t: Texts, currency: String) -> Field.Input { .number("", unit: unit) }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input { .number(typed[""], unit: unit) }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.number") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        guard let text = try NumberKind.checked(typed[""], decimals: decimals, otherwise: "forms.wrong.number") else {
            return nil
        }
        let number = Decimal(string: text) ?? 0
        if let least, number < Decimal(least) {
            throw Wrong("forms.wrong.too-small", ["least": setting.t.number(least)])
        }
        if let most, number > Decimal(most) { throw Wrong("forms.wrong.too-large", ["most": setting.t.number(most)]) }
        return .one(text)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .number }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Decimal(string: answer.text).map { Value($0) } ?? .null
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        ValueWords.text(value(answer, setting), t)
    }

    /// The plain number of what was typed in any digits, with or without separators of thousands: `١٬٥٠٠`, `1,500.25`.
    static func checked(_ typed: String, decimals: Int, otherwise: String) throws(Wrong) -> String? {
        let text = Digits.compact(typed).replacing(",", with: "")
        // Dashes are not signs of grouping here: −5 is not 5.
        if typed.unicodeScalars.contains(where: { $0.properties.generalCategory == .dashPunctuation || $0 == "−" }) {
            throw Wrong(otherwise)
        }
        if text.isEmpty { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            parts.count <= 2 && text.utf8.count <= 18
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isNumber, let number = Decimal(string: text) else { throw Wrong(otherwise) }
        if parts.count == 2, parts[1].count > decimals {
            throw decimals == 0
                ? Wrong("forms.wrong.whole") : Wrong("forms.wrong.decimals", ["decimals": String(decimals)])
        }
        return "\(number)"
    }
}
