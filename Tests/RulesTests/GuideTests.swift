import Foundation
import Testing

@testable import Rules

@Suite("The guide to rules, docs/rules.md")
struct GuideTests {
    @Test("every expression comes to what stands below it, as hukoomi rules eval prints it")
    func expressions() throws {
        let groups = try Guide().blocks.filter { $0.language == "feel" }.flatMap { try $0.groups() }
        #expect(groups.count > 50)
        for group in groups {
            let found = evaluate(group.expression, group.facts).text ?? "null"
            #expect(found == group.value, "line \(group.line): \(group.expression)")
        }
    }

    @Test("every excerpt stands in the file that it names")
    func excerpts() throws {
        let excerpts = try Guide().blocks.filter { $0.language == "yaml" }
        #expect(excerpts.count >= 5)
        for excerpt in excerpts {
            let name = try #require(excerpt.file, "line \(excerpt.line): the line above names no file")
            let file = try Guide.lines(of: name)
            #expect(excerpt.stands(in: file), "line \(excerpt.line): not so in \(name)")
        }
    }

    @Test(
        "the limits are those of the code",
        arguments: [
            ("a rule as it is written", Rules.Expression.longestText),
            ("brackets, conditions and lists", Rules.Expression.deepestNesting),
            ("steps of one calculation", Evaluation.mostSteps),
            ("parts that are worked out", Evaluation.deepest),
            ("a list", Evaluation.longestList),
            ("a text", Evaluation.longestString),
        ])
    func limits(what: String, limit: Int) throws {
        let rows = try Guide().lines.filter { $0.hasPrefix("| \(what)") }
        let row = try #require(rows.first, "no row begins with \(what)")
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let digits = cells[1].filter { $0 != "," }.prefix { $0.isNumber }
        #expect(Int(digits) == limit, "\(row)")
    }
}

/// A page of the documentation with what can be checked on it: its blocks between fences.
private struct Guide {
    let lines: [String]
    let blocks: [Block]

    init() throws {
        lines = try Guide.lines(of: "docs/rules.md")
        var blocks: [Block] = []
        var fence: Int?
        for (place, line) in lines.enumerated() where line.hasPrefix("```") {
            if let opened = fence {
                let above = opened > 0 ? lines[opened - 1] : ""
                blocks.append(
                    Block(
                        language: String(lines[opened].dropFirst(3)), above: above,
                        lines: Array(lines[(opened + 1)..<place]), line: opened + 2))
                fence = nil
            } else {
                fence = place
            }
        }
        self.blocks = blocks
    }

    /// The lines of a file of the repository.
    static func lines(of file: String) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let text = try String(contentsOfFile: "\(root.path)/\(file)", encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}

/// What stands between two fences.
private struct Block {
    let language: String
    /// The line above the fence.
    let above: String
    let lines: [String]
    /// Where it begins in the page, counted from 1.
    let line: Int

    /// Expressions with their values, parted by empty lines.
    func groups() throws -> [Group] {
        try lines.split(separator: "").map { try Group(Array($0), line: line + $0.startIndex) }
    }

    /// The file of the pack that the line above names.
    var file: String? {
        guard above.hasPrefix("<!-- from Content/qatar/services/"), above.hasSuffix(".yaml -->") else { return nil }
        return String(above.dropFirst("<!-- from ".count).dropLast(" -->".count))
    }

    /// Whether the lines stand in a file one after the other, all of them further in by the same.
    func stands(in file: [String]) -> Bool {
        guard let first = lines.first, lines.count <= file.count else { return false }
        return (0...(file.count - lines.count)).contains { start in
            let further = Block.margin(file[start]) - Block.margin(first)
            guard further >= 0 else { return false }
            let margin = String(repeating: " ", count: further)
            return zip(file[start...], lines).allSatisfy { $0 == ($1.isEmpty ? "" : margin + $1) }
        }
    }

    private static func margin(_ line: String) -> Int { line.prefix { $0 == " " }.count }
}

/// An expression of the guide, the facts that it may name, and what it comes to.
private struct Group {
    let expression: String
    let facts: [String: Value]
    let value: String
    /// Counted from 1.
    let line: Int

    init(_ lines: [String], line: Int) throws {
        var rest = lines
        var facts: [String: Value] = [:]
        if let first = rest.first, first.hasPrefix("with ") {
            let context = try #require(Value(json: Data(first.dropFirst(5).utf8))?.context, "line \(line): no JSON")
            for (key, value) in zip(context.keys, context.values) { facts[key] = value }
            rest.removeFirst()
        }
        let last = try #require(rest.last, "line \(line): there is no expression")
        try #require(last.hasPrefix("= "), "line \(line): the last line is no value")
        value = String(last.dropFirst(2))
        expression = rest.dropLast().joined(separator: "\n")
        self.facts = facts
        self.line = line
    }
}
