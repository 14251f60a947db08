import Content
import Decisions
import Foundation
import Forms
import Kit
import Rules

/// A decision of a model in DMN, which lies in the pack as a `.dmn` file, with what the service gives it.
package struct RuleModel: Sendable {
    /// Nil where the file could not be read; that is noted.
    private let model: DecisionModel?
    private let decision: String
    package let facts: [Fact]
    private let place: Place

    /// Reads `{ dmn, decision, facts }`, where `dmn` is the text of the file.
    init(_ sheet: Sheet) {
        decision = sheet.text("decision")
        facts = Fact.read(sheet, naming: true)
        place = sheet.place
        do {
            let model = try DecisionModel(Data(sheet.text("dmn").utf8))
            for mistake in model.mistakes { sheet.note("the model: \(mistake)", at: "dmn") }
            self.model = model
        } catch {
            sheet.note("the model cannot be read: \(error)", at: "dmn")
            model = nil
        }
        sheet.finish()
        look(sheet)
    }

    /// Whether the model has that decision, and it is given what it needs, all of it and nothing else.
    private func look(_ sheet: Sheet) {
        guard let model else { return }
        guard model.kind(of: decision) != nil else {
            let all = model.decisions.joined(separator: ", ")
            return sheet.note("the model has no decision «\(decision)»; there are: \(all)", at: "decision")
        }
        let wanted = Set(model.inputs(of: decision).keys)
        let given = Set(facts.map(\.input))
        for name in wanted.subtracting(given).sorted() {
            sheet.note("the decision needs «\(name)» under «facts»", at: "facts")
        }
        for name in given.subtracting(wanted).sorted() {
            sheet.note("the decision has no input «\(name)»", at: "facts")
        }
    }

    /// The type of what it comes to.
    var kind: Kind { model?.kind(of: decision) ?? .any }

    /// Facts of another type than the model takes.
    func clashes(_ known: [String: Kind]) -> [(Place, String)] {
        guard let wanted = model?.inputs(of: decision) else { return [] }
        return facts.compactMap { fact in
            let found = fact.value.expression.kind(known)
            guard let kind = wanted[fact.input], !kind.meets(found) else { return nil }
            return (fact.value.place, "«\(fact.input)» is a \(kind), and not a \(found)")
        }
    }

    /// Annotations in columns called `ar` and `en` say why.
    func decide(in scope: Scope) -> (Value, Finding?) {
        guard let model else { return (.null, nil) }
        let values = facts.map { $0.value.value(in: scope) }
        let inputs = Dictionary(zip(facts.map(\.input), values), uniquingKeysWith: { first, _ in first })
        let decided = model.explain(decision, inputs)
        let because = decided.annotations.compactMap { said -> Bilingual? in
            guard let ar = said["ar"], let en = said["en"], !ar.isEmpty, !en.isEmpty else { return nil }
            return Bilingual(ar: ar, en: en)
        }
        return (decided.value, Finding(facts: zip(facts, values).map { ($0.label, $1) }, because: because))
    }
}
