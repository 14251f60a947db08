/// Why a text is no expression: where, what should stand there, and what does.
package struct ExpressionMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// Counts Unicode scalars from 1.
    package let column: Int
    package let expected: String
    package let found: String

    package init(column: Int, expected: String, found: String) {
        self.column = column
        self.expected = expected
        self.found = found
    }

    /// `column 14: expected a value, found "then"`.
    package var description: String { "column \(column): expected \(expected), found \(found)" }
}
