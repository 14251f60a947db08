import Content
import Kit

/// A row of a table that is filled in.
struct TableRow: Sendable {
    /// A name that rules use: `friday`.
    let id: String
    let label: Bilingual

    init(_ row: Sheet) {
        id = row.text("row")
        label = row.bilingual("label")
        if !Question.isName(id) {
            row.note("«\(id)» is no name for rules: small Latin letters, digits and _ only", at: "row")
        }
        row.finish()
    }
}
