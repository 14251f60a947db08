/// A line of two texts that are compared: it stands in both, or in one of them.
package struct ComparedLine: Sendable, Hashable {
    package enum Side: Sendable { case both, removed, added }
    package var side: Side
    package var text: String

    package init(_ side: Side, _ text: String) {
        self.side = side
        self.text = text
    }
}

/// Changed lines that stand together, with what stands around them.
package struct ComparedPassage: Sendable, Hashable {
    /// The number of the first line in the newer text, from 1.
    package var line: Int
    package var lines: [ComparedLine]

    package init(line: Int, lines: [ComparedLine]) {
        self.line = line
        self.lines = lines
    }
}

extension Part {
    /// What changed between two files, passage by passage; signs and words say what colours say.
    package static func difference(_ t: Texts, label: String, _ passages: [ComparedPassage]) -> HTML {
        """
        <div class="difference" role="region" aria-label="\(label)">\
        \(each: passages, { passage in
            """
            <p>\(t("web.difference.line", ["line": String(passage.line)]))</p>\
            <pre dir="ltr" tabindex="0">\(each: passage.lines, { line(t, $0) })</pre>
            """
        })</div>
        """
    }

    private static func line(_ t: Texts, _ line: ComparedLine) -> HTML {
        switch line.side {
        case .both: "<span>  \(line.text)</span>"
        case .removed: "<del>\(unseen(t("web.difference.removed") + " "))− \(line.text)</del>"
        case .added: "<ins>\(unseen(t("web.difference.added") + " "))+ \(line.text)</ins>"
        }
    }
}
