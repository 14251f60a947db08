package import Foundation
package import Rules
package import Rules

/// A decision model (DMN 1.5): decisions with what they require of each other, read from a `.dmn` file.
package final class DecisionModel: Sendable {
    /// An element by the namespace of its model and its id.
    struct Reference: Hashable, Sendable {
        let namespace: String
        let id: String
    }

    struct Decision: Sendable {
        let name: String
        let kind: Kind
        let requires: [Reference]
        let boxed: Boxed
    }

    struct Input: Sendable {
        let name: String
        let kind: Kind
        /// What it may be at all, where the model says so.
        let allowed: UnaryTests?
    }

    struct Knowledge: Sendable {
        let name: String
        let parameters: [Lambda.Parameter]
        let kind: Kind
        let requires: [Reference]
        let boxed: Boxed
    }

    struct Service: Sendable {
        let name: String
        let kind: Kind
        let outputs: [Reference]
        let decisions: [Reference]
        let inputs: [Reference]
    }

    enum Element: Sendable {
        case input(Input)
        case decision(Decision)
        case knowledge(Knowledge)
        case service(Service)

        var name: String {
            switch self {
            case .input(let input): input.name
            case .decision(let decision): decision.name
            case .knowledge(let knowledge): knowledge.name
            case .service(let service): service.name
            }
        }
    }

    package let name: String
    package let namespace: String
    /// Expressions that could not be read, each by the element that it stands in; they are null.
    package let mistakes: [String]
    /// The elements that ask for a function of Java or PMML, which nobody carries out here: they are null.
    package let foreign: Set<String>
    /// The names by which other models are spoken of.
    let imports: [String: String]
    let elements: [String: Element]
    let types: [String: Kind]
    /// All that it imports, by namespace.
    let models: [String: DecisionModel]

    init(
        name: String, namespace: String, imports: [String: String], elements: [String: Element],
        types: [String: Kind], others: [DecisionModel], mistakes: [String], foreign: Set<String>
    ) {
        self.name = name
        self.namespace = namespace
        self.imports = imports
        self.elements = elements
        self.types = types
        self.mistakes = mistakes
        self.foreign = foreign
        var models: [String: DecisionModel] = [:]
        for other in others {
            models[other.namespace] = other
            models.merge(other.models) { first, _ in first }
        }
        self.models = models
    }

    /// Reads a model; `others` are those that it may import.
    package convenience init(_ data: Data, importing others: [DecisionModel] = []) throws(ModelFault) {
        guard let root = XMLTree.read(data), root.name == "definitions" else { throw ModelFault("no DMN model") }
        var reader = ModelReader(root, others)
        try reader.read()
        self.init(
            name: root["name"] ?? "", namespace: reader.namespace, imports: reader.imports, elements: reader.elements,
            types: reader.types, others: reader.imported, mistakes: reader.mistakes,
            foreign: reader.foreign)
    }

    /// The namespaces of the models that a file imports.
    package static func imports(of data: Data) -> Set<String> {
        Set(XMLTree.read(data)?.all("import").compactMap { $0["namespace"] } ?? [])
    }

    /// The namespace of the model in a file.
    package static func namespace(of data: Data) -> String? { XMLTree.read(data)?["namespace"] }

    func model(_ namespace: String) -> DecisionModel? { namespace == self.namespace ? self : models[namespace] }

    func element(_ reference: Reference) -> Element? { model(reference.namespace)?.elements[reference.id] }

    private func reference(of name: String, _ isWanted: (Element) -> Bool) -> Reference? {
        let found = elements.first { $0.value.name == name && isWanted($0.value) }
        return found.map { Reference(namespace: namespace, id: $0.key) }
    }

    private func decision(_ name: String) -> Reference? {
        reference(of: name) { if case .decision = $0 { true } else { false } }
    }

    /// The value of a decision; null for one that there is not.
    ///
    /// - Parameter inputs: values of input data, and of decisions that are not to be made, by name.
    package func decide(_ decision: String, _ inputs: [String: Value]) -> Value { explain(decision, inputs).value }

    /// The value of a decision, and what the rules that matched say in their annotations, by the names of the columns:
    /// those of every table that was asked, in the order in which they were.
    package func explain(
        _ decision: String, _ inputs: [String: Value]
    ) -> (value: Value, annotations: [[String: String]]) {
        guard let reference = self.decision(decision) else { return (.null, []) }
        var steps = Steps.all
        let run = DecisionRun(self, inputs)
        let value = run.value(of: reference, &steps)
        return (value, run.annotations)
    }

    /// The names of its decisions.
    package var decisions: [String] {
        elements.values.compactMap { if case .decision(let decision) = $0 { decision.name } else { nil } }.sorted()
    }

    /// The type of what a decision comes to; nil for one that there is not.
    package func kind(of decision: String) -> Kind? {
        guard let reference = self.decision(decision), case .decision(let found)? = element(reference) else {
            return nil
        }
        return found.kind
    }

    /// The input data that a decision needs, itself or through others, by name.
    package func inputs(of decision: String) -> [String: Kind] {
        var inputs: [String: Kind] = [:]
        var seen: Set<Reference> = []
        var open = self.decision(decision).map { [$0] } ?? []
        while let next = open.popLast() {
            guard seen.insert(next).inserted, let element = element(next) else { continue }
            switch element {
            case .input(let input): inputs[input.name] = input.kind
            case .decision(let decision): open += decision.requires
            case .knowledge(let knowledge): open += knowledge.requires
            case .service(let service): open += service.inputs + service.decisions
            }
        }
        return inputs
    }

    /// The value of a decision service.
    package func serve(_ service: String, _ inputs: [String: Value]) -> Value {
        guard let reference = reference(of: service, { if case .service = $0 { true } else { false } }),
            case .service(let found)? = element(reference)
        else { return .null }
        var steps = Steps.all
        let run = DecisionRun(self, inputs)
        let given = (found.inputs + found.decisions).compactMap { element($0) }
        guard given.allSatisfy({ inputs[$0.name] != nil }) else { return .null }
        return run.serve(found, given.map { inputs[$0.name] ?? .null }, &steps)
    }
}

/// Why a file is no decision model.
package struct ModelFault: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// One evaluation of a model: each decision is made once. It stays on one thread, with the functions that come out of it:
/// they are values of that evaluation, and not to be kept.
final class DecisionRun: @unchecked Sendable {
    private let model: DecisionModel
    private let inputs: [String: Value]
    /// Values that take the place of what a decision would come to: what was given to a service.
    private let given: [DecisionModel.Reference: Value]
    private var made: [DecisionModel.Reference: Value] = [:]
    /// Decisions that are being made: one that needs itself is null.
    private var open: Set<DecisionModel.Reference> = []
    /// Of the rules that matched, in the order in which they did.
    private(set) var annotations: [[String: String]] = []

    init(_ model: DecisionModel, _ inputs: [String: Value], given: [DecisionModel.Reference: Value] = [:]) {
        (self.model, self.inputs, self.given) = (model, inputs, given)
    }

    func value(of reference: DecisionModel.Reference, _ steps: inout Steps) -> Value {
        if let value = given[reference] ?? made[reference] { return value }
        guard let element = model.element(reference), open.insert(reference).inserted else { return .null }
        defer { open.remove(reference) }
        let value = make(element, in: reference.namespace, &steps)
        made[reference] = value
        return value
    }

    private func make(_ element: DecisionModel.Element, in namespace: String, _ steps: inout Steps) -> Value {
        switch element {
        case .input(let input):
            let value = input.kind.converted(inputs[input.name] ?? .null)
            if let allowed = input.allowed, !value.isNull, !allowed.value(for: value, in: Scope(), &steps).holds {
                return .null
            }
            return value
        case .decision(let decision):
            let scope = scope(of: decision.requires, in: namespace, &steps)
            return decision.kind.converted(value(of: decision.boxed, in: scope, &steps))
        case .knowledge(let knowledge):
            return .function(
                Lambda(knowledge.parameters, result: knowledge.kind) { [self] arguments, steps in
                    let names = zip(knowledge.parameters, arguments).map { ($0.name, $1) }
                    let outer = scope(of: knowledge.requires, in: namespace, &steps)
                    return knowledge.boxed.value(
                        in: Scope(Dictionary(names, uniquingKeysWith: { $1 }), within: outer), &steps)
                })
        case .service(let service):
            let parameters = (service.inputs + service.decisions).compactMap { model.element($0) }
                .map { element in
                    switch element {
                    case .input(let input): Lambda.Parameter(input.name, input.kind)
                    case .decision(let decision): Lambda.Parameter(decision.name, decision.kind)
                    default: Lambda.Parameter(element.name)
                    }
                }
            return .function(
                Lambda(parameters) { [self] arguments, steps in serve(service, arguments, &steps) })
        }
    }

    private func value(of boxed: Boxed, in scope: Scope, _ steps: inout Steps) -> Value {
        switch boxed {
        case .typed(let inner, let kind): return kind.converted(value(of: inner, in: scope, &steps))
        case .table(let table):
            let decided = table.decide(in: scope, &steps)
            annotations += decided.matched.map { table.rules[$0].annotations }
            return decided.value
        default: return boxed.value(in: scope, &steps)
        }
    }

    /// What a service comes to, with its inputs and the decisions that are given to it, in this order.
    func serve(_ service: DecisionModel.Service, _ arguments: [Value], _ steps: inout Steps) -> Value {
        let given = Dictionary(
            zip(service.inputs + service.decisions, arguments).map { ($0, $1) }, uniquingKeysWith: { $1 })
        let run = DecisionRun(model, [:], given: given)
        var entries = Entries()
        for output in service.outputs {
            entries[model.element(output)?.name ?? ""] = run.value(of: output, &steps)
        }
        let value = service.outputs.count == 1 ? entries.values.first ?? .null : .context(entries)
        return service.kind.converted(value)
    }

    /// What an element sees of the others: by their names, or by the name of an import and theirs.
    private func scope(
        of requires: [DecisionModel.Reference], in namespace: String, _ steps: inout Steps
    ) -> Scope {
        var names: [String: Value] = [:]
        for reference in requires {
            guard let element = model.element(reference) else { continue }
            let value = value(of: reference, &steps)
            let prefixes =
                model.model(namespace)?.imports.filter { $0.value == reference.namespace }.keys.sorted() ?? []
            if reference.namespace == namespace {
                names[element.name] = value
            }
            for prefix in prefixes {
                var entries = names[prefix]?.context ?? Entries()
                entries[element.name] = value
                names[prefix] = .context(entries)
            }
        }
        return Scope(names)
    }
}
