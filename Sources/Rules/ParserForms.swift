/// The forms that begin with a word, and unary tests.
extension Parser {
    mutating func conditional() throws(ExpressionMistake) -> Node {
        var branches: [Branch] = []
        repeat {
            try advance()
            let condition = try expression()
            try expect(.then)
            branches.append(Branch(condition: condition, result: try expression()))
            try expect(.else)
        } while token == .keyword(.if)
        return .conditional(branches, otherwise: try expression())
    }

    mutating func loop() throws(ExpressionMistake) -> Node {
        let known = locals.count
        defer { locals.removeLast(locals.count - known) }
        let iterations = try iterations()
        try expect(.return)
        let outer = readsPartial
        readsPartial = false
        locals.append("partial")
        let body = try expression()
        defer { readsPartial = outer }
        return .loop(iterations, body, readsPartial: readsPartial)
    }

    mutating func quantified(every: Bool) throws(ExpressionMistake) -> Node {
        let known = locals.count
        defer { locals.removeLast(locals.count - known) }
        let iterations = try iterations()
        try expect(.satisfies)
        return .quantified(iterations, try expression(), every: every)
    }

    private mutating func iterations() throws(ExpressionMistake) -> [Iteration] {
        var iterations: [Iteration] = []
        repeat {
            try advance()
            var words: [String] = []
            while case .name(let word) = token {
                words.append(word)
                try advance()
            }
            guard !words.isEmpty else { throw unexpected("the name of a variable") }
            guard iterations.count < 10 else { throw unexpected("at most 10 variables") }
            try expect(.in)
            let domain = try expression()
            let upTo = try accept(.dots) ? try expression() : nil
            let name = words.joined(separator: " ")
            iterations.append(Iteration(name: name, domain: domain, upTo: upTo))
            locals.append(name)
            lexer.learn(name)
        } while token == .symbol(.comma)
        return iterations
    }

    // MARK: Functions and types

    /// `function(a, b: number) a + b`; one that is `external` is carried out by nobody here.
    mutating func functionDefinition() throws(ExpressionMistake) -> Node {
        try descend()
        let known = locals.count
        defer {
            depth -= 1
            locals.removeLast(locals.count - known)
        }
        try advance()
        guard token == .symbol(.leftParenthesis) else { throw unexpected("\"(\"") }
        var parameters: [Lambda.Parameter] = []
        try advance()
        while token != .symbol(.rightParenthesis) {
            var words: [String] = []
            while case .name(let word) = token {
                words.append(word)
                try advance()
            }
            guard !words.isEmpty else { throw unexpected("the name of a parameter") }
            let name = words.joined(separator: " ")
            let kind = try accept(.colon) ? try kind() : .any
            parameters.append(Lambda.Parameter(name, kind))
            locals.append(name)
            lexer.learn(name)
            guard try accept(.comma) || token == .symbol(.rightParenthesis) else { throw unexpected("\",\" or \")\"") }
        }
        try advance()
        let isExternal = try accept(.external)
        let body = try expression()
        if isExternal { isForeign = true }
        return .function(parameters, isExternal ? .constant(.null) : body)
    }

    /// A type: a name, or `list<…>`, `range<…>`, `context<name: …>`, `function<…> -> …`.
    mutating func kind() throws(ExpressionMistake) -> Kind {
        try descend()
        defer { depth -= 1 }
        let place = start
        if try accept(.function) {
            let parameters = try inAngles { (parser) throws(ExpressionMistake) in try parser.kind() }
            guard try accept(.minus), try accept(.greater) else { throw unexpected("\"->\"") }
            return .function(parameters ?? [], try kind())
        }
        guard case .name(let first) = token else { throw unexpected("a type") }
        switch first {
        case "list", "range":
            try advance()
            let inner = try inAngles { (parser) throws(ExpressionMistake) in try parser.kind() }
            let kind = inner?.first ?? .any
            return first == "list" ? .list(kind) : .range(kind)
        case "context":
            try advance()
            let members = try inAngles { (parser) throws(ExpressionMistake) in
                let name = try parser.memberName()
                try parser.expect(.colon)
                return (name, try parser.kind())
            }
            return .context(Dictionary(members ?? [], uniquingKeysWith: { $1 }))
        default: break
        }
        var words = ""
        var found: Kind?
        // The longest run of words that names a type.
        while found == nil || longer(words) {
            switch token {
            case .name(let word): words += (words.isEmpty || words.hasSuffix(".") ? "" : " ") + word
            case .keyword(let word): words += " " + word.rawValue
            case .symbol(.dot): words += "."
            default: throw lexer.mistake(at: place, expected: "a type")
            }
            try advance()
            found = Kind(name: words) ?? vocabulary.types[words] ?? found
        }
        return found ?? .any
    }

    /// Whether a type is known that begins with these words and goes on with the token.
    private func longer(_ words: String) -> Bool {
        let next: String
        switch token {
        case .name(let word): next = words + " " + word
        case .keyword(let word): next = words + " " + word.rawValue
        case .symbol(.dot): next = words + "."
        default: return false
        }
        return Kind.named.keys.contains { $0.hasPrefix(next) } || vocabulary.types.keys.contains { $0.hasPrefix(next) }
    }

    /// What stands between `<` and `>`, parted by commas; nil where no `<` comes.
    private mutating func inAngles<Part>(
        _ read: (inout Parser) throws(ExpressionMistake) -> Part
    ) throws(ExpressionMistake) -> [Part]? {
        guard try accept(.less) else { return nil }
        var parts: [Part] = []
        if try accept(.greater) { return parts }
        repeat { parts.append(try read(&self)) } while try accept(.comma)
        try expect(.greater)
        return parts
    }

    // MARK: Unary tests

    mutating func wholeUnaryTests() throws(ExpressionMistake) -> (tests: [Test], negated: Bool) {
        if token == .symbol(.minus) {
            let ahead = self
            try advance()
            if token == .end { return ([.any], false) }
            self = ahead
        }
        if token == .name("not") {
            let ahead = self
            try advance()
            if try accept(.leftParenthesis), let tests = try? tests(), try accept(.rightParenthesis),
                token == .end
            {
                return (tests, true)
            }
            self = ahead
        }
        let found = try tests()
        guard token == .end else { throw unexpected("\",\" or the end") }
        return (found, false)
    }

    private mutating func tests() throws(ExpressionMistake) -> [Test] {
        var tests = [try test()]
        while try accept(.comma) { tests.append(try test()) }
        return tests
    }

    private mutating func test() throws(ExpressionMistake) -> Test {
        if let sign = comparisonSign {
            try advance()
            return .compared(sign, try sum())
        }
        let outer = readsInput
        readsInput = false
        defer { readsInput = outer || readsInput }
        let node = try expression()
        return readsInput ? .condition(node) : .value(node)
    }

    /// What follows `in`: one test, or several in parentheses.
    mutating func membershipTests() throws(ExpressionMistake) -> [Test] {
        if let sign = comparisonSign {
            try advance()
            return [.compared(sign, try sum())]
        }
        guard token == .symbol(.leftParenthesis) else { return [.value(try sum())] }
        try descend()
        defer { depth -= 1 }
        try advance()
        let first = try test()
        if token == .symbol(.dots), case .value(let low) = first {
            return [.value(try rangeEnd(low: low, lowIncluded: false))]
        }
        var tests = [first]
        while try accept(.comma) { tests.append(try test()) }
        guard try accept(.rightParenthesis) else { throw unexpected("\",\" or \")\"") }
        return tests
    }
}
