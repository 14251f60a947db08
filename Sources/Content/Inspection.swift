/// Where something stands in a content pack.
package struct Place: Hashable, Sendable, Comparable {
    package let file: String
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    package static func < (a: Place, b: Place) -> Bool { (a.file, a.line) < (b.file, b.line) }
}

/// One mistake of a content pack, said so that its author can mend it.
package struct Mistake: Hashable, Sendable, CustomStringConvertible {
    package let place: Place
    package let text: String

    package init(place: Place, text: String) {
        self.place = place
        self.text = text
    }

    /// `services/exit-permit.yaml:12: unknown key «fess»; did you mean «fees»?`
    package var description: String { "\(place.file):\(place.line): \(text)" }
}

/// Gathers every mistake of a pack, so that they are reported at once and not one by one.
package final class Inspection {
    private var found: Set<Mistake> = []
    /// Every rule that was read, in the order of reading.
    package private(set) var rules: [(text: String, place: Place)] = []
    private let misread: (rule: Int, text: String)?

    /// - Parameter misread: what is read in the place of the rule that is read after so many others, to see who notices.
    package init(misread: (rule: Int, text: String)? = nil) { self.misread = misread }

    /// A rule as it is to be understood: as it is written, but for the one that is misread.
    package func rule(_ text: String, at place: Place) -> String {
        rules.append((text, place))
        if let misread, misread.rule == rules.count - 1 { return misread.text }
        return text
    }

    package func note(_ text: String, at place: Place) { found.insert(Mistake(place: place, text: text)) }

    /// In the order of files and lines.
    package var mistakes: [Mistake] { found.sorted { ($0.place, $0.text) < ($1.place, $1.text) } }

    package var isClean: Bool { found.isEmpty }
}

/// A pack that cannot be served, with all that is wrong with it.
package struct BrokenPack: Error {
    package let mistakes: [Mistake]
    package init(mistakes: [Mistake]) { self.mistakes = mistakes }
}
