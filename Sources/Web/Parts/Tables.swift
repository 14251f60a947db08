/// A head of a table's column; numbers stand at its end, one under the other.
package struct Column: Sendable {
    package var title: String
    package var isNumber: Bool

    package init(_ title: String, isNumber: Bool = false) {
        self.title = title
        self.isNumber = isNumber
    }
}

/// One bar of a chart: what it counts, how much, and how much it was before.
package struct Bar: Sendable {
    package var label: String
    package var value: Int
    /// The value as it is written out.
    package var text: String
    package var before: Int?
    package var beforeText: String
    package var address: String?

    package init(
        _ label: String, _ value: Int, text: String, before: Int? = nil, beforeText: String = "",
        address: String? = nil
    ) {
        self.label = label
        self.value = value
        self.text = text
        self.before = before
        self.beforeText = beforeText
        self.address = address
    }
}

extension Part {
    /// Rows under their caption, the first cell heading its row; too wide a table scrolls inside itself.
    package static func table(caption: String, id: String, columns: [Column], rows: [[HTML]]) -> HTML {
        table("table", caption: caption, id: id, columns, rows) { _ in .empty }
    }

    /// A table of records, as wide as the page; on a phone each is a block of lines, and each line has its label.
    package static func records(caption: String, id: String, columns: [Column], rows: [[HTML]]) -> HTML {
        table("table records", caption: caption, id: id, columns, rows) { " data-label=\"\(columns[$0].title)\"" }
    }

    private static func table(
        _ name: HTML, caption: String, id: String, _ columns: [Column], _ rows: [[HTML]], label: (Int) -> HTML
    ) -> HTML {
        """
        <div class="\(name)" role="region" aria-labelledby="\(id)" tabindex="0"><table>\
        <caption id="\(id)">\(caption)</caption><thead><tr>\
        \(each: columns, { column in
            "<th scope=\"col\"\(when: column.isNumber, " class=\"number\"")>\(column.title)</th>"
        })\
        </tr></thead><tbody>\
        \(each: rows, { row in
            let cells: [HTML] = zip(columns.indices, row).map { index, content in
                let kind: HTML = "\(when: columns[index].isNumber, " class=\"number\"")\(label(index))"
                return index == 0 ? "<th scope=\"row\"\(kind)>\(content)</th>" : "<td\(kind)>\(content)</td>"
            }
            return "<tr>\(cells)</tr>"
        })\
        </tbody></table></div>
        """
    }

    /// A chart that is its own table: each row has its name, its bar and its number.
    ///
    /// `before` names the second series, a thinner bar under the first, where bars have one.
    package static func barChart(
        caption: String, id: String, what: String, now: String, before: String? = nil, bars: [Bar]
    ) -> HTML {
        let most = max(1, bars.map { max($0.value, $0.before ?? 0) }.max() ?? 1)
        return """
            <div class="bar-chart" role="region" aria-labelledby="\(id)" tabindex="0"><table>\
            <caption id="\(id)">\(caption)</caption><thead><tr><th scope="col">\(what)</th>\
            <th scope="col" class="number\(when: before != nil, " now")">\(now)</th>\
            \(before.map { "<th scope=\"col\" class=\"number before\">\($0)</th>" } as HTML?)\
            </tr></thead><tbody>\
            \(each: bars, { bar in
                """
                <tr><th scope="row">\(name(bar))\(drawing(bar, most: most))</th>\
                <td class="number">\(bar.text)</td>\
                \(when: before != nil, "<td class=\"number\">\(bar.beforeText)</td>")</tr>
                """
            })\
            </tbody></table></div>
            """
    }

    private static func name(_ bar: Bar) -> HTML {
        guard let address = bar.address else { return "\(bar.label)" }
        return "<a href=\"\(address)\">\(bar.label)</a>"
    }

    private static func drawing(_ bar: Bar, most: Int) -> HTML {
        """
        <svg width="100%" height="\(bar.before == nil ? 16 : 24)" aria-hidden="true" focusable="false">\
        <rect class="now" width="\(share(bar.value, of: most))" height="14"/>\
        \(bar.before.map { """
            <rect class="before" y="16" width="\(share($0, of: most))" height="6"/>
            """ } as HTML?)</svg>
        """
    }

    private static func share(_ value: Int, of most: Int) -> String {
        let tenths = value * 1000 / most
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
