import Content
package import Forms
package import Kit
package import Rules
package import Web

/// Something that a table or a model looks at, with what people call it.
package struct Fact: Sendable {
    package let label: Bilingual
    package let value: PlacedExpression
    /// The input of the model that it is; empty for a table.
    let input: String

    /// The list `facts`.
    static func read(_ sheet: Sheet, naming inputs: Bool = false) -> [Fact] {
        let facts = sheet.sheets("facts").map { fact in
            let value = fact.expression("value").map { PlacedExpression($0, at: fact.place(of: "value")) }
            let read = Fact(
                label: fact.bilingual("label"), value: value ?? .nothing(at: fact.place),
                input: inputs ? fact.text("input") : "")
            fact.finish()
            return read
        }
        if facts.isEmpty { sheet.note("«facts» is missing: list what is looked at") }
        return facts
    }
}

/// How a table or a model came to what it decided: what was known, and what the rows that matched say.
package struct Finding: Sendable {
    package let facts: [(label: Bilingual, value: Value)]
    package let because: [Bilingual]

    /// The same in words.
    package func explanation(_ title: Bilingual, _ texts: (Language) -> Texts) -> Explanation {
        let known = facts.map { fact in
            Explanation.Fact(
                label: fact.label,
                value: Bilingual(
                    ar: ValueWords.text(fact.value, texts(.arabic)), en: ValueWords.text(fact.value, texts(.english))))
        }
        return Explanation(title: title, facts: known, because: because)
    }
}

/// Why a rule decided as it did: what was known, and what the rows that matched say. Kept with the decision.
package struct Explanation: Sendable, Hashable, Codable {
    package struct Fact: Sendable, Hashable, Codable {
        package let label: Bilingual
        package let value: Bilingual
    }

    package let title: Bilingual
    package let facts: [Fact]
    package let because: [Bilingual]

    package func html(_ t: Texts) -> HTML {
        let rows = facts.map { SummaryRow($0.label[t.language], text: $0.value[t.language]) }
        return """
            \(Part.summaryList(t, rows))\
            \(when: !because.isEmpty, "<ul>\(each: because, { "<li>\($0[t.language])</li>" })</ul>")
            """
    }
}
