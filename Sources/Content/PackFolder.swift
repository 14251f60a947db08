import Crypto
import Foundation
import Kit
import Yams

/// The folder of a content pack: the files by which a government describes itself.
package struct PackFolder: Sendable {
    package let path: String
    /// Texts that stand in the place of files of the folder, by their names: what was published from the portal.
    private let overlay: [String: String]
    private let fragments: Fragments

    package init(path: String, overlay: [String: String] = [:]) {
        self.path = path
        self.overlay = overlay
        fragments = Fragments(path: path)
    }

    /// Reads a file whose top is a mapping. A file that is missing or is not YAML is noted, and answers nil.
    package func sheet(_ file: String, _ inspection: Inspection) -> Sheet? {
        guard let node = node(file, inspection) else { return nil }
        guard case .mapping(let mapping) = node else {
            inspection.note("the file must be a mapping of keys and values", at: Place(file: file, line: 1))
            return nil
        }
        return Sheet(mapping, place: Place(file: file, line: 1), inspection: inspection)
    }

    /// Reads a file whose top is a mapping, once, to be looked through as often as one likes.
    package func book(_ file: String, _ inspection: Inspection) -> Book? {
        guard case .mapping(let mapping)? = node(file, inspection) else { return nil }
        return Book(mapping: mapping, place: Place(file: file, line: 1))
    }

    /// A file that was read.
    package struct Book {
        fileprivate let mapping: Node.Mapping
        fileprivate let place: Place

        package func sheet(_ inspection: Inspection) -> Sheet {
            Sheet(mapping, place: place, inspection: inspection)
        }
    }

    /// Reads a file whose top is a list of mappings.
    package func sheets(_ file: String, _ inspection: Inspection) -> [Sheet] {
        guard let node = node(file, inspection) else { return [] }
        guard case .sequence(let sequence) = node else {
            inspection.note("the file must be a list", at: Place(file: file, line: 1))
            return []
        }
        return sequence.compactMap { entry in
            let place = Place(file: file, line: entry.mark?.line ?? 1)
            if case .mapping(let mapping) = entry { return Sheet(mapping, place: place, inspection: inspection) }
            inspection.note("each entry must be a mapping of keys and values", at: place)
            return nil
        }
    }

    /// The YAML files of a folder of the pack, by name.
    package func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }

    /// A short digest of all that is read here: a new one means new content.
    package func version() -> String {
        PackFolder.version(of: folderVersion(), under: overlay.mapValues(PackFolder.digest))
    }

    /// The version of a folder with texts in the place of some of its files.
    ///
    /// - Parameter digests: of these texts, by the names of the files.
    package static func version(of folder: String, under digests: [String: String]) -> String {
        guard !digests.isEmpty else { return folder }
        let lines = digests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let whole = ([folder] + lines).joined(separator: "\n")
        return Hexadecimal.text(SHA256.hash(data: Data(whole.utf8)).prefix(8))
    }

    /// By this a text is told from all others.
    package static func digest(_ text: String) -> String { Hexadecimal.text(SHA256.hash(data: Data(text.utf8))) }

    /// A short digest of the files as they lie there.
    package func folderVersion() -> String {
        var digest = SHA256()
        let files = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for file in files.filter({ $0.hasSuffix(".yaml") || $0.hasSuffix(".dmn") }).sorted() {
            digest.update(data: Data(file.utf8))
            digest.update(data: FileManager.default.contents(atPath: "\(path)/\(file)") ?? Data())
        }
        return Hexadecimal.text(digest.finalize().prefix(8))
    }

    /// The text of a file; one that is missing or not UTF-8 is noted.
    package func text(of file: String, _ inspection: Inspection) -> String? {
        let top = Place(file: file, line: 1)
        if let text = overlay[file] { return text }
        guard let data = FileManager.default.contents(atPath: "\(path)/\(file)") else {
            inspection.note("the file is missing", at: top)
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            inspection.note("the file is not UTF-8", at: top)
            return nil
        }
        return text
    }

    /// The text of a file that needs no other: with the fragments that it uses in their places. Whoever keeps it can read it
    /// again when the fragments are others.
    package func source(of file: String, _ inspection: Inspection) -> String? {
        guard let text = text(of: file, inspection) else { return nil }
        // Most files use none, and were read already.
        guard text.contains("use:") || text.contains("file:"),
            let node = PackFolder.node(of: text, file: file, inspection)
        else { return text }
        let (whole, isChanged) = fragments.expanded(node, file: file, inspection)
        return isChanged ? try? Yams.serialize(node: whole, allowUnicode: true) : text
    }

    /// Reads a text that was a file once.
    package static func sheet(of text: String, file: String, _ inspection: Inspection) -> Sheet? {
        guard case .mapping(let mapping)? = node(of: text, file: file, inspection) else { return nil }
        return Sheet(mapping, place: Place(file: file, line: 1), inspection: inspection)
    }

    private func node(_ file: String, _ inspection: Inspection) -> Node? {
        plainNode(file, inspection).map { fragments.expanded($0, file: file, inspection).node }
    }

    /// The file as it is written.
    func plainNode(_ file: String, _ inspection: Inspection) -> Node? {
        text(of: file, inspection).flatMap { PackFolder.node(of: $0, file: file, inspection) }
    }

    private static func node(of text: String, file: String, _ inspection: Inspection) -> Node? {
        let top = Place(file: file, line: 1)
        do {
            guard let node = try Yams.compose(yaml: text, .basic) else {
                inspection.note("the file is empty", at: top)
                return nil
            }
            var room = 200_000
            if fits(node, in: &room) { return node }
            inspection.note("the file says too much, or too deep inside of itself; use fewer anchors (&)", at: top)
        } catch let error as YamlError {
            inspection.note(error.says, at: Place(file: file, line: error.line))
        } catch {
            inspection.note("the file is not YAML", at: top)
        }
        return nil
    }
}

extension PackFolder {
    /// Whether somebody can go through all of it: a few anchors that use each other make a short text endless.
    private static func fits(_ node: Node, in room: inout Int, depth: Int = 0) -> Bool {
        room -= 1
        guard room >= 0, depth < 100 else { return false }
        switch node {
        case .mapping(let mapping):
            return mapping.allSatisfy {
                fits($0.key, in: &room, depth: depth + 1) && fits($0.value, in: &room, depth: depth + 1)
            }
        case .sequence(let sequence): return sequence.allSatisfy { fits($0, in: &room, depth: depth + 1) }
        case .scalar, .alias: return true
        }
    }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 1
        }
    }

    fileprivate var says: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "not YAML: \(problem); texts with «: » or « #» in them stand in quotes"
        case .duplicatedKeysInMapping(let duplicates, _):
            "a key stands twice: \(duplicates.joined(separator: ", "))"
        default: "not YAML"
        }
    }
}
