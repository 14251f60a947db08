import Kit

/// A month as a table for other programs: one line for each number, with the names in both languages.
///
/// CSV by RFC 4180, in UTF-8 behind a byte-order mark: without it the spreadsheets that most people open it with take
/// Arabic for another encoding, and programs that read CSV know how to skip it.
enum MonthTable {
    static let type = "text/csv; charset=utf-8; header=present"

    private static let head = [
        "month", "source", "by", "id", "name_ar", "name_en", "transactions", "share_percent", "change_percent",
    ]

    static func text(
        _ sources: [MonthFigures], services: [String: Bilingual], entities: [String: Bilingual]
    ) -> String {
        var lines = [line(head.map(Cell.text))]
        for figures in sources {
            let start: [Cell] = [.text(figures.month.description), .text(figures.source.rawValue)]
            lines.append(
                line(
                    start + [
                        .text("total"), .text(""), .text(""), .text(""), .number(figures.total), .percent(1000),
                        .percent(figures.change),
                    ]))
            let parts: [(String, [Figure], [String: Bilingual])] = [
                ("service", figures.services, services), ("entity", figures.entities, entities),
                ("channel", figures.channels, [:]), ("outcome", figures.outcomes, [:]),
            ]
            for (kind, list, names) in parts {
                for figure in list {
                    let name = names[figure.id]
                    lines.append(
                        line(
                            start + [
                                .text(kind), .text(figure.id), .text(name?.ar ?? ""), .text(name?.en ?? ""),
                                .number(figure.count), .percent(figures.share(of: figure)), .percent(figure.change),
                            ]))
                }
            }
        }
        return "\u{FEFF}" + lines.joined()
    }

    /// What stands in one field.
    enum Cell {
        case text(String)
        case number(Int)
        /// In tenths; empty where it is not known.
        case percent(Int?)

        var written: String {
            switch self {
            case .text(let text): Cell.quoted(Cell.harmless(text))
            case .number(let number): String(number)
            case .percent(let tenths): tenths.map(Percent.plain) ?? ""
            }
        }

        /// A text that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection).
        private static func harmless(_ text: String) -> String {
            guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
                return text
            }
            return "'" + text
        }

        private static func quoted(_ text: String) -> String {
            guard text.utf8.contains(where: { [10, 13, 34, 44].contains($0) }) else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }

    static func line(_ cells: [Cell]) -> String { cells.map(\.written).joined(separator: ",") + "\r\n" }
}
