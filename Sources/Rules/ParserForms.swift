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
