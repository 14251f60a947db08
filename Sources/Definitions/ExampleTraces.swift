import Content
import Forms
import Kit
import Rules
import Web

/// What a case leaves behind where it ends, beside what its example says of it: documents and records.
extension ExampleRun {
    /// What stands in the documents, as it is printed in English.
    func wrongClaim(_ example: Example, _ end: End, _ scope: Scope) -> String? {
        for (id, lines) in example.claims.sorted(by: { $0.key < $1.key }) {
            guard end.documents.contains(id), let plan = definition.documents.first(where: { $0.id == id }) else {
                return "the document «\(id)» is not issued"
            }
            for (label, expected) in lines.sorted(by: { $0.key < $1.key }) {
                guard let claim = plan.claims.first(where: { $0.label.en == label }) else {
                    return "the document «\(id)» says nothing of «\(label)»"
                }
                let words = claim.words(in: scope, t, currency: currency).replacing("\u{A0}", with: " ")
                if words != expected { return "«\(label)» in «\(id)» is «\(words)», not «\(expected)»" }
            }
        }
        return nil
    }

    /// A document must not go out with an empty line.
    func emptyClaim(of end: End, _ scope: Scope) -> String? {
        for plan in definition.documents where end.documents.contains(plan.id) {
            if let last = plan.validUntil, last.value(in: scope).date == nil {
                return "the document «\(plan.id)» has no day for «valid_until»"
            }
            for claim in plan.claims {
                let value = claim.value.value(in: scope)
                if value.isNull { return "the document «\(plan.id)» has nothing for «\(claim.label.en)»" }
                if claim.unit == .money && value.number == nil {
                    return "«\(claim.label.en)» in «\(plan.id)» is no amount"
                }
            }
        }
        return nil
    }

    /// The first of the expected reasons that no rule gave on the way, and no table that it asked.
    func unsaid(_ example: Example, _ passed: [Course.Passage], _ lines: [Course.Result]) -> String? {
        guard !example.reasons.isEmpty else { return nil }
        let asked = passed.reduce(into: Set<String>()) { $0.formUnion($1.asked) }
        let findings = lines.filter { asked.contains($0.line.id) }.compactMap(\.finding)
        let said = passed.compactMap(\.reason) + findings.flatMap(\.because)
        return example.reasons.first { expected in !said.contains { $0.en == expected } }
    }

    /// How long the documents are valid.
    func wrongValidity(_ example: Example, _ end: End, _ scope: Scope) -> String? {
        for (id, expected) in example.validUntil.sorted(by: { $0.key < $1.key }) {
            guard end.documents.contains(id), let plan = definition.documents.first(where: { $0.id == id }) else {
                return "the document «\(id)» is not issued"
            }
            let found = plan.validUntil?.value(in: scope) ?? .null
            if found != expected {
                return "«\(id)» is valid until \(words(found)), not \(words(expected))"
            }
        }
        return nil
    }

    /// What was written into the records that were chosen.
    func wrongRecord(_ example: Example, _ amendments: [Amendment], _ scope: Scope) -> String? {
        for (question, expected) in example.amended.sorted(by: { $0.key < $1.key }) {
            guard
                let register = definition.pages.flatMap(\.questions).first(where: { $0.id == question })?.kind.register
            else { return "«\(question)» chooses from no register" }
            for id in example.answers[question]?.texts ?? [] {
                let rows = (example.records[register] ?? []).compactMap(\.context)
                guard var record = rows.first(where: { $0["id"]?.string == id }) else {
                    return "there is no record «\(id)» of «\(register)»"
                }
                for amendment in amendments where amendment.question == question {
                    let own = Dictionary(zip(record.keys, record.values), uniquingKeysWith: { $1 })
                    let inner = Scope(own, within: scope)
                    for field in amendment.fields { record[field.name] = field.value.value(in: inner) }
                }
                for (field, value) in expected.sorted(by: { $0.key < $1.key }) {
                    let found = record[field] ?? .null
                    guard found != value else { continue }
                    return "«\(field)» of «\(id)» is \(words(found)) afterwards, not \(words(value))"
                }
            }
        }
        return nil
    }

    /// A value as it is printed in English.
    private func words(_ value: Value) -> String { ValueWords.text(value, t).replacing("\u{A0}", with: " ") }
}
