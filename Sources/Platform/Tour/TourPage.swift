import Foundation

/// A page as somebody without a screen reads it: its words, its links, its forms.
package struct TourPage: Sendable {
    package let address: String
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    package private(set) var title = ""
    /// The first heading.
    package private(set) var heading = ""
    package private(set) var links: [(words: String, address: String)] = []
    package private(set) var forms: [TourForm] = []
    /// All words, without the tags.
    package private(set) var words = ""
    /// What a list of mistakes at the top says; empty where there is none.
    package private(set) var mistakes: [String] = []

    package init(address: String, status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.address = address
        self.status = status
        self.headers = headers
        self.body = body
        guard header("content-type")?.hasPrefix("text/html") ?? false else { return }
        var reader = TourReader()
        for piece in TourMarkup.pieces(html) { reader.take(piece) }
        (title, heading, links, forms) = (reader.title, reader.heading, reader.links, reader.forms)
        words = reader.words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        mistakes = reader.mistakes
    }

    package var html: String { String(decoding: body, as: UTF8.self) }

    package func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }

    /// The first link whose address ends so, or holds the piece.
    package func link(_ fits: (String) -> Bool) -> String? { links.first { fits($0.address) }?.address }

    /// The form that is sent to an address that ends so.
    package func form(to end: String) throws(TourFault) -> TourForm {
        guard let form = forms.first(where: { $0.action.hasSuffix(end) }) else {
            let known = forms.map(\.action).joined(separator: ", ")
            throw TourFault(expected: "a form to \(end)", found: "\(summary); forms: \(known)")
        }
        return form
    }

    /// The page in one line, for reports.
    package var summary: String {
        let said = mistakes.isEmpty ? heading : mistakes.joined(separator: " | ")
        return "\(status) \(address) «\(said.isEmpty ? title : said)»"
    }
}

/// What was expected of a page, and what was there instead.
package struct TourFault: Error, Sendable, CustomStringConvertible {
    package let expected: String
    package let found: String

    package init(expected: String, found: String) {
        self.expected = expected
        self.found = found
    }

    package var description: String { "expected \(expected), found \(found)" }
}

/// Gathers the parts of a page while its pieces go by.
struct TourReader {
    var title = ""
    var heading = ""
    var links: [(words: String, address: String)] = []
    var forms: [TourForm] = []
    var words = ""
    var mistakes: [String] = []
    private var inside: [String] = []
    private var form: TourForm?
    private var list: TourForm.Control?
    private var link: (words: String, address: String)?
    private var isOptional = false
    private var isSummary = false
    private var hasHeading = false

    mutating func take(_ piece: TourMarkup.Piece) {
        switch piece {
        case .open(let name, let attributes): open(name, attributes)
        case .close(let name): close(name)
        case .text(let text): read(text)
        }
    }

    private mutating func open(_ name: String, _ attributes: [String: String]) {
        let type = attributes["class"] ?? ""
        switch name {
        case "title", "h1", "textarea": inside.append(name)
        case "a": link = ("", attributes["href"] ?? "")
        case "form":
            form = TourForm(
                action: attributes["action"] ?? "", isPosted: attributes["method"] == "post",
                isMultipart: attributes["enctype"] == "multipart/form-data")
        case "div":
            if type.hasPrefix("field") { isOptional = false }
            if type == "error-summary" || type == "errors" { isSummary = true }
        case "span": if type == "optional" { isOptional = true }
        default: break
        }
        control(name, attributes)
    }

    private mutating func control(_ name: String, _ attributes: [String: String]) {
        let (field, value) = (attributes["name"] ?? "", attributes["value"] ?? "")
        switch name {
        case "input":
            add(field, attributes["type"] ?? "text", value, attributes)
        case "textarea":
            add(field, "textarea", "", attributes)
        case "select":
            list = TourForm.Control(name: field, kind: "select", value: "", isOptional: isOptional)
        case "option":
            guard attributes["disabled"] == nil else { return }
            list?.options.append(value)
            if attributes["selected"] != nil { list?.value = value }
        case "button":
            form?.buttons.append(TourForm.Button(name: field, value: value))
        default: break
        }
    }

    private mutating func add(_ name: String, _ kind: String, _ value: String, _ attributes: [String: String]) {
        guard !name.isEmpty else { return }
        let isTicked = kind == "radio" || kind == "checkbox"
        form?.controls.append(
            TourForm.Control(
                name: name, kind: kind, value: isTicked && value.isEmpty && attributes["value"] == nil ? "on" : value,
                isPicked: attributes["checked"] != nil, isClosed: attributes["disabled"] != nil,
                isOptional: isOptional, mode: attributes["inputmode"] ?? ""))
    }

    private mutating func read(_ text: String) {
        if inside.last == "textarea" {
            guard let last = form?.controls.indices.last else { return }
            form?.controls[last].value += text.hasPrefix("\n") ? String(text.dropFirst()) : text
            return
        }
        if inside.last == "title" { title += text } else { words += text }
        if inside.contains("h1"), !hasHeading { heading += text }
        link?.words += text
    }

    private mutating func close(_ name: String) {
        words += name == "a" || name == "span" || name == "b" || name == "bdi" ? "" : " "
        if inside.last == name { inside.removeLast() }
        switch name {
        case "h1": hasHeading = true
        case "ul": isSummary = false
        case "a":
            if let link {
                let said = link.words.trimmingCharacters(in: .whitespacesAndNewlines)
                links.append((said, link.address))
                if isSummary { mistakes.append(said) }
            }
            link = nil
        case "select":
            if let list { form?.controls.append(list) }
            list = nil
        case "form":
            if let form { forms.append(form) }
            form = nil
        default: break
        }
    }
}
