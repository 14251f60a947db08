import Foundation
import Kit
package import Content
package import Rules
package import Web

/// An amount in the pack's currency.
package struct MoneyKind: QuestionKind {
    package static let name = "money"
    private let least: Int?
    private let most: Int?

    package init(_ sheet: Sheet) {
        least = sheet.optionalInteger("least")
        most = sheet.optionalInteger("most")
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .money(typed[""], currency: setting.t("forms.currency"))
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        try NumberKind.checked(typed[""], least: least, most: most ?? 1_000_000_000, decimals: 2).map { .one($0) }
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Decimal(string: answer.text).map { Value($0) } ?? .null
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard let amount = Decimal(string: answer.text) else { return answer.text }
        return t.money(.riyals(minor: NSDecimalNumber(decimal: amount * 100).intValue))
    }
}
