import Foundation
import Kit

/// What an expression is made of: literals, names, calls, lists, contexts and ranges.
extension Parser {
    mutating func primary() throws(ExpressionMistake) -> Node {
        try descend()
        defer { depth -= 1 }
        switch token {
        case .number(let value): return try constant(.number(value))
        case .string(let value): return try constant(.string(value))
        case .name(let name): return try named(name)
        case .keyword(let word): return try worded(word)
        case .symbol(let symbol): return try signed(symbol)
        case .end: throw unexpected("a value")
        }
    }

    private mutating func constant(_ value: Value) throws(ExpressionMistake) -> Node {
        try advance()
        return .constant(value)
    }

    private mutating func worded(_ word: Keyword) throws(ExpressionMistake) -> Node {
        switch word {
        case .true: return try constant(true)
        case .false: return try constant(false)
        case .null: return try constant(.null)
        case .if: return try conditional()
        case .for: return try loop()
        case .some, .every: return try quantified(every: word == .every)
        case .function: return try functionDefinition()
        default: throw unexpected("a value")
        }
    }

    private mutating func signed(_ symbol: Symbol) throws(ExpressionMistake) -> Node {
        switch symbol {
        case .leftParenthesis:
            return try inBrackets { (parser) throws(ExpressionMistake) in try parser.parenthesised() }
        case .leftBracket:
            return try inBrackets { (parser) throws(ExpressionMistake) in try parser.bracketed() }
        case .rightBracket:
            return try inBrackets { (parser) throws(ExpressionMistake) in try parser.openRange() }
        case .leftBrace:
            return try inBrackets { (parser) throws(ExpressionMistake) in try parser.contextLiteral() }
        case .at: return try atLiteral()
        default: throw unexpected("a value")
        }
    }

    /// Inside brackets of its own, the end of an outer range is not at stake.
    private mutating func inBrackets(
        _ read: (inout Parser) throws(ExpressionMistake) -> Node
    ) throws(ExpressionMistake) -> Node {
        let outer = endsRange
        endsRange = false
        defer { endsRange = outer }
        return try read(&self)
    }

    // MARK: Names and calls

    private mutating func named(_ name: String) throws(ExpressionMistake) -> Node {
        let offset = start
        try advance()
        if token == .symbol(.leftParenthesis), !locals.contains(name) { return try call(name, at: offset) }
        if name == "?" { readsInput = true }
        if name == "partial" { readsPartial = true }
        if locals.contains(name) || name == "?" { return .name(name) }
        var parts = [name]
        while try accept(.dot) { parts.append(try memberName()) }
        record(parts, at: offset)
        return parts.count == 1 ? .name(name) : .access(.name(name), parts.dropFirst().map(Access.member))
    }

    private mutating func call(_ name: String, at offset: Int) throws(ExpressionMistake) -> Node {
        guard let function = Functions.table[name] else {
            guard vocabulary.isOpen || vocabulary.names.contains(name) else {
                throw lexer.mistake(at: offset, expected: "the name of a function")
            }
            record([name], at: offset)
            return try invocation(of: .name(name))
        }
        return try inBrackets { (parser) throws(ExpressionMistake) in
            let (given, labels, closing) = try parser.arguments()
            guard let arguments = function.placed(given, labels: labels) else {
                if parser.vocabulary.isOpen { return .constant(.null) }
                throw ExpressionMistake(
                    column: parser.lexer.column(at: closing), expected: "\(function.usage)",
                    found: labels.isEmpty ? "\(given.count) arguments" : labels.joined(separator: ", "))
            }
            let node = Node.call(function, arguments)
            return function.isPure ? parser.folded(node, arguments) : node
        }
    }

    /// The call of a value: of a function that was defined here or elsewhere.
    mutating func invocation(of callee: Node) throws(ExpressionMistake) -> Node {
        try descend()
        defer { depth -= 1 }
        return try inBrackets { (parser) throws(ExpressionMistake) in
            let (given, labels, _) = try parser.arguments()
            return .invoke(callee, given, labels: labels)
        }
    }

    /// The node's value at once, where all its parts are known: nothing depends on more than them.
    private func folded(_ node: Node, _ parts: [Node]) -> Node {
        let areKnown = parts.allSatisfy { if case .constant = $0 { true } else { false } }
        guard areKnown, vocabulary.isFolded else { return node }
        var evaluation = Evaluation(Scope())
        return .constant(evaluation.value(node))
    }

    private mutating func arguments() throws(ExpressionMistake) -> (given: [Node], labels: [String], closing: Int) {
        var given: [Node] = []
        var labels: [String] = []
        var closing = start
        repeat {
            rewindPastToken()
            if let label = try lexer.label() { labels.append(label) }
            try advance()
            closing = start
            if given.isEmpty, labels.isEmpty, token == .symbol(.rightParenthesis) { break }
            given.append(try listElement())
            guard labels.isEmpty || labels.count == given.count else {
                throw lexer.mistake(at: closing, expected: "all arguments with their names, or none")
            }
            closing = start
        } while token == .symbol(.comma)
        guard try accept(.rightParenthesis) else { throw unexpected("\",\" or \")\"") }
        return (given, labels, closing)
    }

    /// Behind the present token, which is an opening bracket or a comma, so that a label can be looked for.
    private mutating func rewindPastToken() { lexer.rewind(to: start + 1) }

    // MARK: Brackets

    private mutating func parenthesised() throws(ExpressionMistake) -> Node {
        try advance()
        if let sign = comparisonSign {
            try advance()
            let node = try sum()
            try expect(.rightParenthesis)
            return .comparisonRange(sign, node)
        }
        let node = try expression()
        if token == .symbol(.dots) { return try rangeEnd(low: node, lowIncluded: false) }
        try expect(.rightParenthesis)
        return node
    }

    private mutating func bracketed() throws(ExpressionMistake) -> Node {
        try advance()
        if try accept(.rightBracket) { return .list([]) }
        var nodes = [try listElement()]
        if token == .symbol(.dots) { return try rangeEnd(low: nodes[0], lowIncluded: true) }
        while try accept(.comma) { nodes.append(try listElement()) }
        guard try accept(.rightBracket) else { throw unexpected("\",\" or \"]\"") }
        return folded(.list(nodes), nodes)
    }

    /// A list may hold tests such as `< 5`, which are ranges.
    private mutating func listElement() throws(ExpressionMistake) -> Node {
        guard let sign = comparisonSign else { return try expression() }
        try advance()
        return .comparisonRange(sign, try sum())
    }

    private mutating func openRange() throws(ExpressionMistake) -> Node {
        try advance()
        let low = try expression()
        guard token == .symbol(.dots) else { throw unexpected("\"..\"") }
        return try rangeEnd(low: low, lowIncluded: false)
    }

    mutating func rangeEnd(low: Node, lowIncluded: Bool) throws(ExpressionMistake) -> Node {
        try expect(.dots)
        endsRange = true
        let high = try expression()
        endsRange = false
        for (symbol, included) in [
            (Symbol.rightBracket, true), (.rightParenthesis, false), (.leftBracket, false),
        ]
        where try accept(symbol) {
            let node = Node.interval(low: low, lowIncluded: lowIncluded, high: high, highIncluded: included)
            return folded(node, [low, high])
        }
        throw unexpected("\"]\" or \")\"")
    }

    private mutating func contextLiteral() throws(ExpressionMistake) -> Node {
        let known = locals.count
        defer { locals.removeLast(locals.count - known) }
        var entries: [Entry] = []
        repeat {
            rewindPastToken()
            let key: String
            if let label = try lexer.label() {
                key = label
                try advance()
            } else {
                try advance()
                if entries.isEmpty, try accept(.rightBrace) { return .context([]) }
                guard case .string(let text) = token else { throw unexpected("a name and \":\"") }
                key = text
                try advance()
                try expect(.colon)
            }
            guard !entries.contains(where: { $0.key == key }) else {
                throw unexpected("another name than \"\(key)\"")
            }
            entries.append(Entry(key: key, node: try expression()))
            locals.append(key)
            lexer.learn(key)
        } while token == .symbol(.comma)
        guard try accept(.rightBrace) else { throw unexpected("\",\" or \"}\"") }
        return .context(entries)
    }

    private mutating func atLiteral() throws(ExpressionMistake) -> Node {
        try advance()
        guard case .string(let text) = token else { throw unexpected("a text with a date or a duration") }
        guard let value = Value(literal: text) else {
            if vocabulary.isOpen { return try constant(.null) }
            throw lexer.mistake(
                at: start, expected: "a date such as 2026-11-21, a time or a duration such as P3M")
        }
        return try constant(value)
    }
}
