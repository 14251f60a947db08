import Foundation
package import Kit
package import Registers
package import Rules
package import Web

/// For whom an application is made: a person himself, or an organisation that he acts for.
package struct Party: Sendable, Hashable, Codable {
    /// `person:<id>` or `organisation:<id>`.
    package let holder: String
    package let name: Bilingual

    package init(holder: String, name: Bilingual) {
        self.holder = holder
        self.name = name
    }
}

/// A file that was sent with an answer.
package struct Attachment: Sendable, Hashable {
    package let id: String
    package let question: String
    package let name: String
    package let type: String
    package let size: Int
    /// Whether it came with what was sent already.
    package let isSent: Bool

    package init(id: String, question: String, name: String, type: String, size: Int, isSent: Bool = false) {
        self.id = id
        self.question = question
        self.name = name
        self.type = type
        self.size = size
        self.isSent = isSent
    }
}

/// What questions need to know of the world: who applies, what the state knows, which places are free.
package struct Setting: Sendable {
    package var t: Texts
    package var calendar: WorkingCalendar
    package var today: Day
    /// Of all amounts, by ISO 4217.
    package var currency: String
    /// What rules can name: `today`, `applicant`, the answers.
    package var scope: Scope
    package var records: [String: [Record]]
    /// Registers that do not answer now.
    package var away: Set<String>
    package var parties: [Party]
    package var attachments: [Attachment]
    /// Times that are still free, by calendar.
    package var slots: [String: [FreeTime]]
    /// The country, where the pack has a map of it.
    package var map: CountryMap?

    package init(
        t: Texts, calendar: WorkingCalendar, today: Day, currency: String, scope: Scope,
        records: [String: [Record]] = [:], away: Set<String> = [], parties: [Party] = [],
        attachments: [Attachment] = [],
        slots: [String: [FreeTime]] = [:], map: CountryMap? = nil
    ) {
        self.t = t
        self.calendar = calendar
        self.today = today
        self.currency = currency
        self.scope = scope
        self.records = records
        self.away = away
        self.parties = parties
        self.attachments = attachments
        self.slots = slots
        self.map = map
    }

    package func inside(_ values: [String: Value]) -> Setting {
        var setting = self
        setting.scope = Scope(values, within: scope)
        return setting
    }
}

/// Writes values of rules for people.
package enum ValueWords {
    package static func text(_ value: Value, _ t: Texts) -> String {
        switch value {
        case .null: ""
        case .boolean(let flag): t(flag ? "web.yes" : "web.no")
        case .number(let number): decimal(number, t)
        case .string(let text): text
        case .date(let day): t.day(day)
        case .list(let values): values.map { text($0, t) }.joined(separator: t("forms.list.comma"))
        case .context(let entries): (entries[t.language.rawValue] ?? entries["name"]).map { text($0, t) } ?? ""
        case .time, .dateTime: value.text ?? ""
        case .range, .daysDuration, .monthsDuration, .function: ""
        }
    }

    private static func decimal(_ number: Decimal, _ t: Texts) -> String {
        let plain = "\(number)"
        let parts = plain.split(separator: ".")
        guard let whole = parts.first.flatMap({ Int($0) }) else { return plain }
        return parts.count > 1 ? "\(t.number(whole)).\(parts[1])" : t.number(whole)
    }

    /// Fills `{field}` in a written text from a record's fields.
    package static func filled(_ text: String, from fields: Entries, _ t: Texts) -> String {
        Template(text).filled { name in fields[name].map { self.text($0, t) } }
    }
}
