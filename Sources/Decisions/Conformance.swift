package import Foundation
import Kit
import Rules
import Rules

/// Runs cases of the DMN Technology Compatibility Kit: folders with a model and files of tests.
package struct Conformance {
    package enum Outcome: Sendable, Hashable {
        case passed
        case failed(expected: String, found: String)
        /// What the case asks for is not done here: functions of Java and PMML.
        case unsupported
    }

    package struct Result: Sendable {
        /// The folder above: `compliance-level-2`.
        package let level: String
        /// Folder, case and what it asks for.
        package let name: String
        package let outcome: Outcome
    }

    /// Runs every case below a folder, in order.
    package static func run(_ folder: URL) throws -> [Result] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (found?.allObjects as? [URL] ?? []).sorted { $0.path < $1.path }
        var results: [Result] = []
        for file in files where file.pathExtension == "xml" {
            guard let root = XMLTree.read(try Data(contentsOf: file)), root.name == "testCases" else { continue }
            let place = file.deletingLastPathComponent()
            let models = try load(place)
            let wanted = root.text("modelName") ?? ""
            let model = models[wanted] ?? models["\(wanted).dmn"]
            let level = place.deletingLastPathComponent().lastPathComponent
            for test in root.all("testCase") {
                for node in test.all("resultNode") {
                    let name = "\(place.lastPathComponent) \(test["id"] ?? "") \(node["name"] ?? "")"
                    let outcome = model.map { run(test, node, on: $0) } ?? .failed(expected: "a model", found: "none")
                    results.append(Result(level: level, name: name, outcome: outcome))
                }
            }
        }
        return results
    }

    /// The models of a folder by their files' names, each after those that it imports.
    private static func load(_ folder: URL) throws -> [String: DecisionModel] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "dmn" }
        var waiting: [(name: String, data: Data)] = try files.map { ($0.lastPathComponent, try Data(contentsOf: $0)) }
            .sorted { $0.0 < $1.0 }
        var models: [String: DecisionModel] = [:]
        let known = Set(waiting.compactMap { DecisionModel.namespace(of: $0.data) })
        while !waiting.isEmpty {
            let ready = waiting.filter { file in
                DecisionModel.imports(of: file.data).intersection(known)
                    .isSubset(of: models.values.map(\.namespace))
            }
            guard !ready.isEmpty else { break }
            for file in ready {
                models[file.name] = try? DecisionModel(file.data, importing: Array(models.values))
            }
            waiting.removeAll { file in ready.contains { $0.name == file.name } }
        }
        return models
    }

    private static func run(_ test: XMLTree, _ node: XMLTree, on model: DecisionModel) -> Outcome {
        var inputs: [String: Value] = [:]
        for input in test.all("inputNode") { inputs[input["name"] ?? ""] = value(of: input) }
        let expected = node.first("expected").map(value) ?? .null
        var found: Value
        if test["type"] == "decisionService", let service = test["invocableName"] {
            found = model.serve(service, inputs)
            // Of several outputs, the one that is asked for.
            if let entries = found.context, let one = entries[node["name"] ?? ""] { found = one }
        } else {
            found = model.decide(node["name"] ?? "", inputs)
        }
        if expected.isSame(as: found, digits: 8) { return .passed }
        if model.foreign.contains(node["name"] ?? "") { return .unsupported }
        return .failed(expected: expected.written, found: found.written)
    }

    /// A value as the test writes it.
    private static func value(of element: XMLTree) -> Value {
        if let list = element.first("list") { return .list(list.all("item").map(value)) }
        let components = element.all("component")
        if !components.isEmpty {
            var entries = Entries()
            for component in components { entries[component["name"] ?? ""] = value(of: component) }
            return .context(entries)
        }
        guard let one = element.first("value"), one["nil"] != "true" else { return .null }
        let type = one["type"]?.split(separator: ":").last.map(String.init) ?? "string"
        return Value(one.text, schemaType: type)
    }
}
