import Foundation

/// Reads an expression into nodes: recursive descent, one function for each level of precedence.
struct Parser {
    var lexer: Lexer
    var token: Token = .end
    /// Where the token begins, and where the one before it ended.
    var start = 0
    var depth = 0
    /// Names bound inside the expression, the innermost last.
    var locals: [String] = []
    var filters = 0
    /// The end of a range is being read: `[` may close it, as in `[1..10[`.
    var endsRange = false
    var readsInput = false
    var readsPartial = false
    private(set) var reads: [(parts: [String], offset: Int, insideFilter: Bool)] = []
    var isForeign = false
    private var meetings: [(left: Node, way: Meeting.Way, right: Node, offset: Int, bound: [String])] = []
    let vocabulary: Vocabulary

    init(_ text: String, _ vocabulary: Vocabulary) throws(ExpressionMistake) {
        guard text.utf8.count <= Expression.longestText else {
            throw ExpressionMistake(
                column: 1, expected: "at most \(Expression.longestText) bytes", found: "\(text.utf8.count)")
        }
        self.vocabulary = vocabulary
        lexer = Lexer(text, names: vocabulary.names)
        try advance()
    }

    var paths: [Path] {
        reads.sorted { $0.offset < $1.offset }.map {
            Path(parts: $0.parts, column: lexer.column(at: $0.offset), insideFilter: $0.insideFilter)
        }
    }

    /// Where two values meet, with their columns.
    var met: [Meeting] {
        meetings.map {
            Meeting(left: $0.left, way: $0.way, right: $0.right, column: lexer.column(at: $0.offset), bound: $0.bound)
        }
    }

    mutating func meet(_ left: Node, _ way: Meeting.Way, _ right: Node, at offset: Int) {
        // Of a chain that is longer than anybody writes, the beginning.
        // Inside of a filter a name may be that of a member, of which nothing is known.
        guard meetings.count < 500, filters == 0 else { return }
        meetings.append((left, way, right, offset, locals))
    }

    mutating func wholeExpression() throws(ExpressionMistake) -> Node {
        let node = try expression()
        guard token == .end else { throw unexpected("an operator or the end") }
        return node
    }

    // MARK: Tokens

    mutating func advance() throws(ExpressionMistake) { (token, start) = try lexer.next() }

    mutating func accept(_ symbol: Symbol) throws(ExpressionMistake) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    mutating func accept(_ keyword: Keyword) throws(ExpressionMistake) -> Bool {
        guard token == .keyword(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: Symbol) throws(ExpressionMistake) {
        guard try accept(symbol) else { throw unexpected("\"\(symbol.rawValue)\"") }
    }

    mutating func expect(_ keyword: Keyword) throws(ExpressionMistake) {
        guard try accept(keyword) else { throw unexpected("\"\(keyword.rawValue)\"") }
    }

    func unexpected(_ expected: String) -> ExpressionMistake { lexer.mistake(at: start, expected: expected) }

    /// Goes back to the beginning of the present token.
    mutating func rewind() { lexer.rewind(to: start) }

    mutating func record(_ parts: [String], at offset: Int) {
        reads.append((parts, offset, filters > 0))
    }

    // MARK: Precedence, from what binds least

    mutating func expression() throws(ExpressionMistake) -> Node {
        try disjunction()
    }

    /// To be called, and `depth` to be lowered after, wherever reading recurses.
    mutating func descend() throws(ExpressionMistake) {
        guard depth < Expression.deepestNesting else {
            throw unexpected("an expression nested at most \(Expression.deepestNesting) deep")
        }
        depth += 1
    }

    private mutating func disjunction() throws(ExpressionMistake) -> Node {
        let first = try conjunction()
        guard token == .keyword(.or) else { return first }
        var parts = [first]
        while try accept(.or) { parts.append(try conjunction()) }
        return .disjunction(parts)
    }

    private mutating func conjunction() throws(ExpressionMistake) -> Node {
        let first = try comparison()
        guard token == .keyword(.and) else { return first }
        var parts = [first]
        while try accept(.and) { parts.append(try comparison()) }
        return .conjunction(parts)
    }

    private mutating func comparison() throws(ExpressionMistake) -> Node {
        let left = try sum()
        if let sign = comparisonSign {
            let place = start
            try advance()
            let right = try sum()
            meet(left, .compared(sign), right, at: place)
            return .compared(left, sign, right)
        }
        let place = start
        if try accept(.between) {
            let low = try sum()
            try expect(.and)
            let high = try sum()
            meet(left, .compared(.atLeast), low, at: place)
            meet(left, .compared(.atMost), high, at: place)
            return .between(left, low: low, high: high)
        }
        if try accept(.in) {
            let tests = try membershipTests()
            for test in tests {
                switch test {
                case .compared(let comparison, let node): meet(left, .compared(comparison), node, at: place)
                case .value(let node): meet(left, .looked, node, at: place)
                case .any, .condition: break
                }
            }
            return .membership(left, tests)
        }
        if try accept(.instance) {
            guard case .name("of") = token else { throw unexpected("\"of\"") }
            try advance()
            return .instance(left, try kind())
        }
        return left
    }

    var comparisonSign: Comparison? {
        guard case .symbol(let symbol) = token else { return nil }
        return Comparison(rawValue: symbol.rawValue)
    }

    mutating func sum() throws(ExpressionMistake) -> Node {
        let first = try product()
        var operations: [Operation] = []
        while let sign = sign([.plus, .minus]) {
            let place = start
            try advance()
            let operand = try product()
            meet(operations.isEmpty ? first : .arithmetic(first, operations), .calculated(sign), operand, at: place)
            operations.append(Operation(sign: sign, operand: operand))
        }
        return operations.isEmpty ? first : .arithmetic(first, operations)
    }

    private mutating func product() throws(ExpressionMistake) -> Node {
        let first = try power()
        var operations: [Operation] = []
        while let sign = sign([.times, .over]) {
            let place = start
            try advance()
            let operand = try power()
            meet(operations.isEmpty ? first : .arithmetic(first, operations), .calculated(sign), operand, at: place)
            operations.append(Operation(sign: sign, operand: operand))
        }
        return operations.isEmpty ? first : .arithmetic(first, operations)
    }

    private mutating func power() throws(ExpressionMistake) -> Node {
        let first = try negation()
        var operations: [Operation] = []
        while let sign = sign([.power]) {
            try advance()
            operations.append(Operation(sign: sign, operand: try negation()))
        }
        return operations.isEmpty ? first : .arithmetic(first, operations)
    }

    private func sign(_ signs: [Arithmetic]) -> Arithmetic? {
        guard case .symbol(let symbol) = token, let sign = Arithmetic(rawValue: symbol.rawValue) else {
            return nil
        }
        return signs.contains(sign) ? sign : nil
    }

    /// The minus binds closer than `**`: -2 ** 2 is 4 (DMN 1.5, grammar rule 4).
    private mutating func negation() throws(ExpressionMistake) -> Node {
        guard token == .symbol(.minus) else { return try accessed() }
        try descend()
        defer { depth -= 1 }
        try advance()
        let node = try negation()
        if case .constant(.number(let value)) = node { return .constant(.number(-value)) }
        return .negated(node)
    }

    /// A value with what reaches into it: `a.b`, `a[1]`, `a[b > 2].c`.
    private mutating func accessed() throws(ExpressionMistake) -> Node {
        var base = try primary()
        var accesses: [Access] = []
        while true {
            if try accept(.dot) {
                accesses.append(.member(try memberName()))
            } else if token == .symbol(.leftBracket), !endsRange || filterFollows() {
                accesses.append(.filter(try filter()))
            } else if token == .symbol(.leftParenthesis) {
                let callee = accesses.isEmpty ? base : .access(base, accesses)
                (base, accesses) = (try invocation(of: callee), [])
            } else {
                return accesses.isEmpty ? base : .access(base, accesses)
            }
        }
    }

    mutating func memberName() throws(ExpressionMistake) -> String {
        switch token {
        case .name(let name):
            try advance()
            return name
        case .keyword(let word):
            try advance()
            return word.rawValue
        default: throw unexpected("the name of a member")
        }
    }

    private mutating func filter() throws(ExpressionMistake) -> Node {
        try descend()
        try expect(.leftBracket)
        let outer = endsRange
        endsRange = false
        filters += 1
        locals.append("item")
        defer {
            depth -= 1
            endsRange = outer
            filters -= 1
            locals.removeLast()
        }
        let node = try expression()
        try expect(.rightBracket)
        return node
    }

    /// Whether the bracket opens a filter: then a value comes next.
    private func filterFollows() -> Bool {
        var ahead = lexer
        guard let (token, _) = try? ahead.next() else { return false }
        switch token {
        case .number, .string, .name: return true
        case .symbol(let symbol): return [.minus, .leftParenthesis, .leftBracket, .at].contains(symbol)
        case .keyword(let word): return [.true, .false, .null, .if, .some, .every, .for].contains(word)
        case .end: return false
        }
    }
}
