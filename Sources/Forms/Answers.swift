/// What a person answered to one question, checked and in its plain form: digits folded, days as 2026-11-21.
package enum Answer: Hashable, Sendable, Codable {
    case one(String)
    case many([String])
    /// A repeated group: one set of answers for each time.
    case rows([Answers])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .one(text)
        } else if let texts = try? container.decode([String].self) {
            self = .many(texts)
        } else {
            self = .rows(try container.decode([Answers].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .one(let text): try container.encode(text)
        case .many(let texts): try container.encode(texts)
        case .rows(let rows): try container.encode(rows)
        }
    }

    /// The question was seen and left empty, as it may be.
    package static let none = Answer.one("")

    package var isNone: Bool { self == .none || self == .many([]) }

    /// A record that was named by hand, because its register did not answer.
    static let byHand = "hand:"

    /// Whether it waits for a register to say which record is meant.
    package var isByHand: Bool { texts.contains { $0.hasPrefix(Answer.byHand) } }

    /// Words by which a register is searched, before one of its records is chosen.
    package static let searching = "?"

    /// The words; nil where a record was chosen.
    package var searched: String? { text.hasPrefix(Answer.searching) ? String(text.dropFirst()) : nil }

    package var text: String { if case .one(let text) = self { text } else { "" } }
    package var texts: [String] {
        switch self {
        case .one(let text): [text]
        case .many(let texts): texts
        case .rows: []
        }
    }
}

/// The answers of a form by the names of their questions.
package typealias Answers = [String: Answer]

/// What the browser sent for one question, unchanged, by the rest of the field's name: `""`, `-day`, `.0.name`.
package struct Typed: Sendable, Hashable {
    package var values: [String: [String]]

    package init(_ values: [String: [String]] = [:]) { self.values = values }
    package init(_ text: String) { values = ["": [text]] }

    package subscript(part: String) -> String { values[part]?.first ?? "" }

    package var several: [String] { values[""] ?? [] }

    /// What was typed into the fields whose names go on with the prefix.
    package func under(_ prefix: String) -> Typed {
        var inner: [String: [String]] = [:]
        for (part, texts) in values where part.hasPrefix(prefix) { inner[String(part.dropFirst(prefix.count))] = texts }
        return Typed(inner)
    }
}

/// An answer to a question, where the answer to a request is meant by the shorter name.
package typealias FormAnswer = Answer
