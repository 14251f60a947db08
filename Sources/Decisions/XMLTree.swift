import Foundation
import FoundationXML

/// An element of an XML document with what stands in it; names without their prefixes.
final class XMLTree {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [XMLTree] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// The document's element; nil for what is no XML. Nothing outside of the text is read.
    static func read(_ data: Data) -> XMLTree? {
        let parser = XMLParser(data: data)
        parser.shouldResolveExternalEntities = false
        let reader = Reader()
        parser.delegate = reader
        return parser.parse() && parser.parserError == nil && reader.isWhole ? reader.root : nil
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }
    func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }

    /// The text of a child of that name.
    func text(_ name: String) -> String? { first(name)?.text }

    private final class Reader: NSObject, XMLParserDelegate {
        var root: XMLTree?
        /// Whether every element that was begun has ended.
        var isWhole: Bool { open.isEmpty }
        private var open: [XMLTree] = []
        private static let deepest = 200

        private static func local(_ name: String) -> String {
            String(name[(name.lastIndex(of: ":").map { name.index(after: $0) } ?? name.startIndex)...])
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            guard open.count < Reader.deepest else { return parser.abortParsing() }
            let named = attributes.map { (Reader.local($0.key), $0.value) }
            let tree = XMLTree(Reader.local(name), Dictionary(named, uniquingKeysWith: { $1 }))
            open.last?.children.append(tree)
            if root == nil { root = tree }
            open.append(tree)
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            open.last?.text += String(decoding: block, as: UTF8.self)
        }
    }
}
