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

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .money("", currency: t("forms.currency.\(currency.lowercased())"))
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .money(typed[""], currency: setting.t("forms.currency.\(setting.currency.lowercased())"))
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.money") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        guard let text = try NumberKind.checked(typed[""], decimals: 2, otherwise: "forms.wrong.money") else {
            return nil
        }
        let (amount, most) = (Decimal(string: text) ?? 0, most ?? 1_000_000_000)
        if let least, amount < Decimal(least) {
            throw Wrong("forms.wrong.amount-small", ["least": money(Decimal(least), setting)])
        }
        if amount > Decimal(most) {
            throw Wrong("forms.wrong.amount-large", ["most": money(Decimal(most), setting)])
        }
        return .one(text)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .number }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        Decimal(string: answer.text).map { Value($0) } ?? .null
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard let amount = Decimal(string: answer.text) else { return answer.text }
        return t.money(Money(amount, currency: setting.currency))
    }

    private func money(_ amount: Decimal, _ setting: Setting) -> String {
        setting.t.money(Money(amount, currency: setting.currency))
    }
}
