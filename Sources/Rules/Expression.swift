/// A rule as it is written in FEEL, read once and evaluated often.
///
/// Bounds, so that no pack can hang the server: a text has at most 10,000 bytes and nests at most 64 deep;
/// an evaluation takes at most 100,000 steps (a step is one operation, one element looked at, or 64 bytes
/// of text made), a list has at most 10,000 elements, a text 100,000 bytes. What exceeds them is null.
/// Operators and functions are resolved when the text is read; a comparison of a name costs a fraction of
/// a microsecond, `distinct values` and `union` grow with the square of the list.
package struct Expression: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    /// The free names and paths that are read, each place where one stands, from left to right.
    package let names: [Path]
    let node: Node
    /// Whether it defines a function that somebody outside would carry out.
    package let isForeign: Bool
    let meetings: [Meeting]

    /// `names` are those of the scope; only names of more than one word (`years of residence`, `exit-date`)
    /// need to be told. The longest that fits is taken.
    package init(_ text: String, names: Set<String> = []) throws(ExpressionMistake) {
        try self.init(text, Vocabulary(names: names))
    }

    package init(_ text: String, _ vocabulary: Vocabulary) throws(ExpressionMistake) {
        var parser = try Parser(text, vocabulary)
        node = try parser.wholeExpression()
        self.names = parser.paths
        self.text = text
        isForeign = parser.isForeign
        meetings = parser.met
    }

    /// Never fails: what is wrong while evaluating is null, as FEEL has it.
    package func value(in scope: Scope) -> Value {
        var steps = Steps.all
        return value(in: scope, &steps)
    }

    /// As a part of something larger, which may take so many steps together.
    package func value(in scope: Scope, _ steps: inout Steps) -> Value {
        var evaluation = Evaluation(scope, steps: steps)
        defer { steps.left = evaluation.steps.left }
        return evaluation.result(node)
    }

    package var description: String { text }

    package static func == (a: Expression, b: Expression) -> Bool { a.text == b.text && a.names == b.names }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    static let longestText = 10_000
    static let deepestNesting = 64
}

/// What an expression may speak of beside FEEL's own words.
package struct Vocabulary: Sendable {
    /// Names of the scope; only those of more than one word, and of functions, need to be told.
    package let names: Set<String>
    /// Types by their names, for `instance of`.
    package let types: [String: Kind]
    /// Whether a function that nobody knows, or one that is called with other arguments than it takes, is null when it
    /// is called, as the specification has it, instead of a mistake of whoever wrote it.
    package let isOpen: Bool
    /// Whether what is known beforehand is worked out when the text is read.
    let isFolded: Bool

    package init(names: Set<String> = [], types: [String: Kind] = [:], isOpen: Bool = false) {
        self.init(names: names, types: types, isOpen: isOpen, isFolded: true)
    }

    init(names: Set<String> = [], types: [String: Kind] = [:], isOpen: Bool, isFolded: Bool) {
        (self.names, self.types, self.isOpen, self.isFolded) = (names, types, isOpen, isFolded)
    }
}

/// A name that an expression reads from its scope, with the members it goes on to, such as `applicant.age`.
package struct Path: Sendable, Hashable, CustomStringConvertible {
    package let parts: [String]
    /// Counts Unicode scalars from 1.
    package let column: Int
    /// It stands within `list[…]`, where a name may also be a member of the list's elements.
    package let insideFilter: Bool

    package var description: String { parts.joined(separator: ".") }
}

/// One cell of a decision table: tests that an input must pass, such as `< 10, [20..30]`, `not("a")` or `-`.
package struct UnaryTests: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    package let names: [Path]
    let tests: [Test]
    let negated: Bool
    let meetings: [Meeting]

    package init(_ text: String, names: Set<String> = []) throws(ExpressionMistake) {
        try self.init(text, Vocabulary(names: names))
    }

    package init(_ text: String, _ vocabulary: Vocabulary) throws(ExpressionMistake) {
        var parser = try Parser(text, vocabulary)
        (tests, negated) = try parser.wholeUnaryTests()
        meetings = parser.met
        self.names = parser.paths
        self.text = text
    }

    /// Three-valued, as everything in FEEL; `?` in a test is the input.
    package func value(for input: Value, in scope: Scope = Scope()) -> Value {
        var steps = Steps.all
        return value(for: input, in: scope, &steps)
    }

    package func value(for input: Value, in scope: Scope, _ steps: inout Steps) -> Value {
        var evaluation = Evaluation(scope, steps: steps)
        defer { steps.left = evaluation.steps.left }
        let passed = evaluation.passes(input, tests)
        return .boolean(negated ? Logic.not(passed) : passed)
    }

    package func accepts(_ input: Value, in scope: Scope = Scope()) -> Bool {
        value(for: input, in: scope).holds
    }

    package var description: String { text }

    package static func == (a: UnaryTests, b: UnaryTests) -> Bool { a.text == b.text && a.names == b.names }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension UnaryTests {
    /// The tests that everything passes: `-`.
    package static let any = UnaryTests(tests: [.any])

    private init(tests: [Test]) {
        self.tests = tests
        negated = false
        meetings = []
        names = []
        text = "-"
    }
}

extension Expression {
    /// The expression that is always null.
    package static let null = Expression(node: .constant(.null))

    private init(node: Node) {
        self.node = node
        isForeign = false
        meetings = []
        names = []
        text = "null"
    }
}
