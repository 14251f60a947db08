import Foundation
import Synchronization
import Yams

/// Pieces that several files of a pack share, each written once: `fragments/*.yaml` holds them by name, and a mapping
/// `{ use: name }` stands for one. Keys beside `use` are put in the place of the fragment's own; a fragment that is a list
/// is put into the list around it; `{{word}}` in its texts is what `with` says for it. `{ file: decisions/x.dmn }` stands
/// for the text of a decision model; no other files are put into services.
final class Fragments: Sendable {
    private let path: String
    /// Nodes are values, read once and never changed.
    private struct Read: @unchecked Sendable {
        let nodes: [String: Node]
    }

    private let read = Mutex<Read?>(nil)
    private static let deepest = 8

    init(path: String) { self.path = path }

    /// The node with every fragment in its place, and whether there was any. Lines are those at which it is used.
    func expanded(_ node: Node, file: String, _ inspection: Inspection) -> (node: Node, isChanged: Bool) {
        guard Fragments.uses(node) else { return (node, false) }
        var expansion = Expansion(nodes: nodes(inspection), path: path, file: file, inspection: inspection)
        return (expansion.expand(node, [:], language: nil, mark: nil, depth: 0), true)
    }

    private static func uses(_ node: Node) -> Bool {
        switch node {
        case .mapping(let mapping):
            model(mapping) != nil || mapping.contains { $0.key.string == "use" || uses($0.value) }
        case .sequence(let sequence): sequence.contains(where: uses)
        default: false
        }
    }

    /// The file of the decision model that a mapping stands for.
    private static func model(_ mapping: Node.Mapping) -> String? {
        guard mapping.count == 1, let name = mapping["file"]?.string, name.hasSuffix(".dmn") else { return nil }
        return name
    }

    private func nodes(_ inspection: Inspection) -> [String: Node] {
        if let read = read.withLock({ $0 }) { return read.nodes }
        var nodes: [String: Node] = [:]
        let folder = PackFolder(path: path)
        for file in folder.files(in: "fragments") {
            guard case .mapping(let mapping)? = folder.plainNode(file, inspection) else { continue }
            for (key, value) in mapping {
                guard let name = key.string else { continue }
                if nodes[name] != nil {
                    let line = key.mark?.line ?? 1
                    inspection.note("the fragment «\(name)» stands twice", at: Place(file: file, line: line))
                }
                nodes[name] = value
            }
        }
        read.withLock { $0 = Read(nodes: nodes) }
        return nodes
    }

    private struct Expansion {
        let nodes: [String: Node]
        let path: String
        let file: String
        let inspection: Inspection

        /// - Parameters:
        ///   - words: what stands for `{{word}}`.
        ///   - language: `ar` or `en`, inside of a text in both.
        ///   - mark: where the fragment is used that this is a part of.
        mutating func expand(_ node: Node, _ words: [String: Node], language: String?, mark: Mark?, depth: Int) -> Node
        {
            switch node {
            case .mapping(let mapping):
                if let name = mapping["use"]?.string { return used(name, mapping, words, mark: mark, depth: depth) }
                if let name = Fragments.model(mapping) { return text(of: name, mark: mark ?? node.mark) }
                let pairs = mapping.map { key, value in
                    let inner = ["ar", "en"].contains(key.string ?? "") ? key.string : language
                    return (placed(key, mark), expand(value, words, language: inner, mark: mark, depth: depth))
                }
                return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mark ?? node.mark))
            case .sequence(let sequence):
                let parts = sequence.flatMap { element -> [Node] in
                    let expanded = expand(element, words, language: language, mark: mark, depth: depth)
                    guard case .mapping(let mapping) = element, mapping["use"] != nil,
                        case .sequence(let inner) = expanded
                    else { return [expanded] }
                    return Array(inner)
                }
                return .sequence(Node.Sequence(parts, sequence.tag, sequence.style, mark ?? node.mark))
            case .scalar(var scalar):
                scalar.string = filled(scalar.string, words, language)
                scalar.mark = mark ?? node.mark
                return .scalar(scalar)
            case .alias: return node
            }
        }

        private func text(of name: String, mark: Mark?) -> Node {
            guard !name.split(separator: "/").contains(".."),
                let text = PackFolder(path: path).text(of: name, Inspection())
            else {
                inspection.note("there is no file «\(name)» in the pack", at: Place(file: file, line: mark?.line ?? 1))
                return Node("")
            }
            return .scalar(Node.Scalar(text, .implicit, .literal, mark))
        }

        private mutating func used(
            _ name: String, _ mapping: Node.Mapping, _ outer: [String: Node], mark: Mark?, depth: Int
        ) -> Node {
            let mark = mark ?? mapping.mark
            let place = Place(file: file, line: mark?.line ?? 1)
            guard depth < Fragments.deepest else {
                inspection.note("the fragment «\(name)» uses itself, or too many others", at: place)
                return Node("")
            }
            guard let fragment = nodes[name] else {
                let all = nodes.keys.sorted().joined(separator: ", ")
                inspection.note("there is no fragment «\(name)»; there are: \(all)", at: place)
                return Node("")
            }
            var words = outer
            if case .mapping(let given)? = mapping["with"] {
                for (key, value) in given {
                    guard let word = key.string else { continue }
                    words[word] = expand(value, outer, language: nil, mark: mark, depth: depth)
                }
            }
            let whole = expand(fragment, words, language: nil, mark: mark, depth: depth + 1)
            let own = mapping.filter { $0.key.string != "use" && $0.key.string != "with" }
            guard !own.isEmpty else { return whole }
            guard case .mapping(let base) = whole else {
                inspection.note("«\(name)» is no mapping: no keys stand beside it", at: place)
                return whole
            }
            let names = Set(own.compactMap(\.key.string))
            let kept = base.filter { !names.contains($0.key.string ?? "") }.map { ($0.key, $0.value) }
            let added = own.map { ($0.key, expand($0.value, outer, language: nil, mark: nil, depth: depth)) }
            return .mapping(Node.Mapping(kept + added, base.tag, base.style, base.mark))
        }

        private func placed(_ key: Node, _ mark: Mark?) -> Node {
            guard let mark, case .scalar(var scalar) = key else { return key }
            scalar.mark = mark
            return .scalar(scalar)
        }

        private func filled(_ text: String, _ words: [String: Node], _ language: String?) -> String {
            guard !words.isEmpty, text.contains("{{") else { return text }
            var result = text
            for (word, node) in words where result.contains("{{\(word)}}") {
                let said: String
                switch node {
                case .scalar(let scalar): said = scalar.string
                case .mapping(let mapping): said = mapping[language ?? ""]?.string ?? ""
                default: said = ""
                }
                result = result.replacing("{{\(word)}}", with: said)
            }
            return result
        }
    }
}
