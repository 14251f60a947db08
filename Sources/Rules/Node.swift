/// A part of an expression, resolved as far as it can be before the values are known.
///
/// Chains are lists, not towers: how deep evaluation recurses is bounded by how deep the text nests.
indirect enum Node: Sendable {
    case constant(Value)
    case name(String)
    /// Operators of one precedence, from left to right.
    case arithmetic(Node, [Operation])
    case negated(Node)
    case conjunction([Node])
    case disjunction([Node])
    case compared(Node, Comparison, Node)
    case between(Node, low: Node, high: Node)
    case membership(Node, [Test])
    /// `if`, and each `else if` that follows.
    case conditional([Branch], otherwise: Node)
    case access(Node, [Access])
    case list([Node])
    case context([Entry])
    case interval(low: Node, lowIncluded: Bool, high: Node, highIncluded: Bool)
    case comparisonRange(Comparison, Node)
    case loop([Iteration], Node, readsPartial: Bool)
    case quantified([Iteration], Node, every: Bool)
    case call(Function, [Node])
    /// A value that is called, with the names of its arguments where they were written.
    case invoke(Node, [Node], labels: [String])
    case function([Lambda.Parameter], Node)
    case instance(Node, Kind)
    /// The value, where it is of the type; else null.
    case only(Node, Kind)
}

/// An operator with what stands right of it.
struct Operation: Sendable {
    let sign: Arithmetic
    let operand: Node
}

/// The operators of FEEL's arithmetic; the raw value is how they are written.
enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "**"
}

/// A condition with what it leads to.
struct Branch: Sendable {
    let condition: Node
    let result: Node
}

/// What reaches into a value: a member, or a filter in brackets.
enum Access: Sendable {
    case member(String)
    case filter(Node)
}

/// A name of a context literal with its expression.
struct Entry: Sendable {
    let key: String
    let node: Node
}

/// A variable of `for`, `some` or `every`, with what it runs through: a list, or `from .. to`.
struct Iteration: Sendable {
    let name: String
    let domain: Node
    let upTo: Node?
}

/// One unary test: a comparison, a value that is looked for, or a condition on `?`.
enum Test: Sendable {
    case any
    case compared(Comparison, Node)
    case value(Node)
    case condition(Node)
}
