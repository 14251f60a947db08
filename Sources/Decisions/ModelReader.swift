import Rules

/// Reads the elements of a decision model.
struct ModelReader {
    private let root: XMLTree
    let namespace: String
    private(set) var imports: [String: String] = [:]
    private(set) var imported: [DecisionModel] = []
    private(set) var elements: [String: DecisionModel.Element] = [:]
    private(set) var mistakes: [String] = []
    /// The elements that ask for a function of Java or PMML.
    private(set) var foreign: Set<String> = []
    private(set) var types: [String: Kind] = [:]
    private var allowed: [String: String] = [:]
    private var vocabulary = Vocabulary(isOpen: true)
    /// The element that is being read, for mistakes.
    private var place = ""

    init(_ root: XMLTree, _ others: [DecisionModel]) {
        self.root = root
        namespace = root["namespace"] ?? ""
        for line in root.all("import") {
            guard let name = line["name"], let wanted = line["namespace"] else { continue }
            imports[name] = wanted
            if let other = others.first(where: { $0.namespace == wanted }) { imported.append(other) }
        }
    }

    mutating func read() throws(ModelFault) {
        let definitions = root.all("itemDefinition")
        var names: Set<String> = Set(imports.keys)
        for other in imported {
            for (prefix, wanted) in imports where wanted == other.namespace {
                for (name, kind) in other.types { types["\(prefix).\(name)"] = kind }
            }
            for element in other.elements.values { names.insert(element.name) }
        }
        readTypes(definitions, &names)
        for element in root.children {
            if let name = element["name"] { names.insert(name) }
            if let name = element.first("variable")?["name"] { names.insert(name) }
        }
        // A name may stand anywhere below the element that gives it: what a context holds, what a function takes.
        gather(root, into: &names)
        vocabulary = Vocabulary(names: names.filter { $0.utf8.count <= 200 }, types: types, isOpen: true)
        for element in root.children {
            guard let id = element["id"] ?? element["name"],
                let name = element.first("variable")?["name"] ?? element["name"]
            else { continue }
            place = name
            switch element.name {
            case "inputData": elements[id] = .input(input(element, name))
            case "decision": elements[id] = .decision(decision(element, name))
            case "businessKnowledgeModel": elements[id] = .knowledge(knowledge(element, name))
            case "decisionService": elements[id] = .service(service(element, name))
            default: break
            }
        }
    }

    private func gather(_ element: XMLTree, into names: inout Set<String>) {
        for child in element.children {
            switch child.name {
            case "formalParameter", "parameter", "variable", "column", "output", "itemComponent":
                if let name = child["name"] { names.insert(name) }
            case "for", "some", "every":
                if let name = child["iteratorVariable"] { names.insert(name) }
            default: break
            }
            gather(child, into: &names)
        }
    }

    // MARK: Types

    private mutating func readTypes(_ definitions: [XMLTree], _ names: inout Set<String>) {
        let byName = Dictionary(
            definitions.compactMap { item in item["name"].map { ($0, item) } }, uniquingKeysWith: { $1 })
        for (name, item) in byName.sorted(by: { $0.key < $1.key }) {
            types[name] = kind(of: item, byName, depth: 0)
            if let text = (item.first("allowedValues") ?? item.first("typeConstraint"))?.text("text") {
                allowed[name] = text
            }
        }
    }

    private func kind(of item: XMLTree, _ definitions: [String: XMLTree], depth: Int) -> Kind {
        guard depth < 30 else { return .any }
        var kind = Kind.any
        let components = item.all("itemComponent")
        if !components.isEmpty {
            var members: [String: Kind] = [:]
            for component in components {
                members[component["name"] ?? ""] = self.kind(of: component, definitions, depth: depth + 1)
            }
            kind = .context(members)
        } else if let function = item.first("functionItem") {
            let parameters = function.all("parameters").map {
                self.kind(named: $0["typeRef"], definitions, depth: depth + 1)
            }
            kind = .function(parameters, self.kind(named: function["outputTypeRef"], definitions, depth: depth + 1))
        } else {
            kind = self.kind(named: item.text("typeRef"), definitions, depth: depth + 1)
        }
        return item["isCollection"] == "true" ? .list(kind) : kind
    }

    private func kind(named name: String?, _ definitions: [String: XMLTree], depth: Int) -> Kind {
        guard let name = name?.trimmed, !name.isEmpty else { return .any }
        if let item = definitions[name] { return kind(of: item, definitions, depth: depth + 1) }
        if let kind = types[name] ?? Kind(name: name) { return kind }
        // Prefixes of older files: `feel:number`.
        let local = String(name[(name.lastIndex(of: ":").map { name.index(after: $0) } ?? name.startIndex)...])
        if let item = definitions[local] { return kind(of: item, definitions, depth: depth + 1) }
        return Kind(name: local) ?? .any
    }

    private func kind(_ name: String?) -> Kind { kind(named: name, [:], depth: 0) }

    // MARK: Elements

    private mutating func input(_ element: XMLTree, _ name: String) -> DecisionModel.Input {
        let type = element.first("variable")?["typeRef"]
        return DecisionModel.Input(
            name: name, kind: kind(type), allowed: type.flatMap { allowed[$0.trimmed] }.flatMap { tests($0) })
    }

    private mutating func decision(_ element: XMLTree, _ name: String) -> DecisionModel.Decision {
        DecisionModel.Decision(
            name: name, kind: kind(element.first("variable")?["typeRef"]), requires: requirements(of: element),
            boxed: body(of: element))
    }

    private mutating func knowledge(_ element: XMLTree, _ name: String) -> DecisionModel.Knowledge {
        let logic = element.first("encapsulatedLogic")
        // The variable's type is that of the result, or of the function.
        var result = kind(element.first("variable")?["typeRef"])
        if case .function(_, let kind) = result { result = kind }
        let isForeign = isForeign(logic?["kind"])
        return DecisionModel.Knowledge(
            name: name, parameters: parameters(of: logic), kind: result, requires: requirements(of: element),
            boxed: isForeign ? .broken(nil) : logic.map { body(of: $0) } ?? .broken(nil))
    }

    private func service(_ element: XMLTree, _ name: String) -> DecisionModel.Service {
        DecisionModel.Service(
            name: name, kind: kind(element.first("variable")?["typeRef"]),
            outputs: element.all("outputDecision").compactMap(reference),
            decisions: element.all("inputDecision").compactMap(reference),
            inputs: element.all("inputData").compactMap(reference))
    }

    private func requirements(of element: XMLTree) -> [DecisionModel.Reference] {
        (element.all("informationRequirement") + element.all("knowledgeRequirement"))
            .flatMap(\.children)
            .filter { ["requiredInput", "requiredDecision", "requiredKnowledge"].contains($0.name) }
            .compactMap(reference)
    }

    private func reference(_ element: XMLTree) -> DecisionModel.Reference? {
        guard let link = element["href"], let mark = link.lastIndex(of: "#") else { return nil }
        let other = String(link[..<mark])
        return DecisionModel.Reference(
            namespace: other.isEmpty ? namespace : other, id: String(link[link.index(after: mark)...]))
    }

    private func parameters(of element: XMLTree?) -> [Lambda.Parameter] {
        element?.all("formalParameter").map { Lambda.Parameter($0["name"] ?? "", kind($0["typeRef"])) } ?? []
    }

    // MARK: Boxed expressions

    private static let boxes: Set<String> = [
        "literalExpression", "context", "list", "relation", "invocation", "functionDefinition", "decisionTable",
        "conditional", "filter", "for", "some", "every",
    ]

    /// The expression that stands in an element.
    private mutating func body(of element: XMLTree) -> Boxed {
        guard let child = element.children.first(where: { ModelReader.boxes.contains($0.name) }) else {
            return .broken(nil)
        }
        return boxed(child)
    }

    private mutating func boxed(_ element: XMLTree) -> Boxed {
        let found = plain(element)
        let type = kind(element["typeRef"])
        if element.name == "functionDefinition" || type == .any { return found }
        return .typed(found, type)
    }

    private mutating func plain(_ element: XMLTree) -> Boxed {
        switch element.name {
        case "literalExpression": return literal(element.text("text") ?? "")
        case "context": return context(element)
        case "list": return .list(element.children.filter { ModelReader.boxes.contains($0.name) }.map { boxed($0) })
        case "relation":
            let rows = element.all("row").map { row in
                row.children.filter { ModelReader.boxes.contains($0.name) }.map { boxed($0) }
            }
            return .relation(columns: element.all("column").map { $0["name"] ?? "" }, rows: rows)
        case "invocation":
            let arguments = element.all("binding").map { binding in
                Boxed.Named(name: binding.first("parameter")?["name"] ?? "", boxed: body(of: binding))
            }
            return .invocation(body(of: element), arguments)
        case "functionDefinition":
            let isForeign = isForeign(element["kind"])
            return .function(parameters(of: element), isForeign ? .broken(nil) : body(of: element))
        case "decisionTable": return table(element)
        case "conditional":
            return .conditional(
                part("if", of: element), then: part("then", of: element), otherwise: part("else", of: element))
        case "filter": return .filter(part("in", of: element), by: part("match", of: element))
        case "for":
            return .loop(
                variable: element["iteratorVariable"] ?? "", over: part("in", of: element),
                body: part("return", of: element), .each)
        case "some", "every":
            return .loop(
                variable: element["iteratorVariable"] ?? "", over: part("in", of: element),
                body: part("satisfies", of: element), element.name == "some" ? .some : .every)
        default: return .broken(nil)
        }
    }

    private mutating func part(_ name: String, of element: XMLTree) -> Boxed {
        element.first(name).map { body(of: $0) } ?? .broken(nil)
    }

    private mutating func context(_ element: XMLTree) -> Boxed {
        var entries: [Boxed.Named] = []
        var result: Boxed?
        for entry in element.all("contextEntry") {
            let value = body(of: entry)
            if let variable = entry.first("variable"), let name = variable["name"] {
                let type = kind(variable["typeRef"])
                entries.append(Boxed.Named(name: name, boxed: type == .any ? value : .typed(value, type)))
            } else {
                result = value
            }
        }
        return .context(entries, result: result)
    }

    private mutating func isForeign(_ kind: String?) -> Bool {
        guard let kind, ["Java", "PMML"].contains(kind) else { return false }
        foreign.insert(place)
        return true
    }

    private mutating func literal(_ text: String) -> Boxed {
        do {
            let expression = try Expression(text, vocabulary)
            if expression.isForeign { foreign.insert(place) }
            return .literal(expression)
        } catch {
            mistakes.append("\(place): \(error)")
            return .broken(error)
        }
    }

    private mutating func expression(_ text: String?) -> Expression {
        guard let text, !text.trimmed.isEmpty else { return .null }
        do {
            return try Expression(text, vocabulary)
        } catch {
            mistakes.append("\(place): \(error)")
            return .null
        }
    }

    private mutating func tests(_ text: String?) -> UnaryTests? {
        guard let text, !text.trimmed.isEmpty else { return nil }
        do {
            return try UnaryTests(text, vocabulary)
        } catch {
            mistakes.append("\(place): \(error)")
            return nil
        }
    }

    // MARK: Decision tables

    private mutating func table(_ element: XMLTree) -> Boxed {
        let aggregation = element["aggregation"].flatMap { DecisionTable.Aggregation(rawValue: $0) }
        let policy: DecisionTable.HitPolicy
        switch element["hitPolicy"] ?? "UNIQUE" {
        case "ANY": policy = .any
        case "PRIORITY": policy = .priority
        case "FIRST": policy = .first
        case "COLLECT": policy = .collect(aggregation)
        case "RULE ORDER": policy = .ruleOrder
        case "OUTPUT ORDER": policy = .outputOrder
        default: policy = .unique
        }
        let inputs = element.all("input").map { input in
            let asked = input.first("inputExpression")
            return DecisionTable.Input(
                expression(asked?.text("text")), allowed: tests(input.first("inputValues")?.text("text")),
                kind: kind(asked?["typeRef"]))
        }
        let outputs = element.all("output").map { output in
            DecisionTable.Output(
                output["name"], kind: kind(output["typeRef"]),
                allowed: values(output.first("outputValues")?.text("text")),
                otherwise: output.first("defaultOutputEntry").map { expression($0.text("text")) })
        }
        let columns = element.all("annotation").map { $0["name"] ?? "" }
        let rules = element.all("rule").map { rule in
            let said = rule.all("annotationEntry").map { ($0.text("text") ?? "").trimmed }
            return DecisionTable.Rule(
                rule.all("inputEntry").map { tests($0.text("text")) ?? .any },
                rule.all("outputEntry").map { expression($0.text("text")) },
                annotations: Dictionary(zip(columns, said), uniquingKeysWith: { first, _ in first }))
        }
        return .table(DecisionTable(policy, inputs: inputs, outputs: outputs, rules: rules))
    }

    /// The values of a list such as `"Approved", "Declined"`.
    private mutating func values(_ text: String?) -> [Value] {
        guard let text, !text.trimmed.isEmpty else { return [] }
        return expression("[\(text)]").value(in: Scope()).list ?? []
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
