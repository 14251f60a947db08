import Foundation
import Kit
import Support

/// The keys of texts that the sources name: whole ones, and patterns of those that are put together.
struct SourceKeys {
    private(set) var whole: Set<String> = []
    /// Pieces around what is filled in: `web.month.\(month)` is `["web.month.", ""]`.
    private(set) var patterns: Set<[String]> = []
    private let modules: Set<String>

    init(modules: Set<String>) throws {
        self.modules = modules
        let folder = "\(World.root)/Sources"
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for line in text.split(separator: "\n") where !SourceKeys.namesSomethingElse(line) { read(line) }
        }
    }

    /// Names of log lines, events, jobs and messages look alike.
    private static func namesSomethingElse(_ line: Substring) -> Bool {
        let others = [
            "log.", "static let name =", "static let kind =", "as: \"", "key: \"", "///", "secret(", ".yaml\"",
        ]
        return others.contains { line.contains($0) }
    }

    private mutating func read(_ line: Substring) {
        var rest = line
        while let quote = rest.firstIndex(of: "\"") {
            rest = rest[rest.index(after: quote)...]
            guard let dot = rest.firstIndex(of: "."), modules.contains(String(rest[..<dot])) else { continue }
            take(rest)
        }
    }

    /// Reads a literal up to its end, with places for what is filled in.
    private mutating func take(_ text: Substring) {
        var pieces = [""]
        var rest = text
        while let next = rest.first, next != "\"" {
            if rest.hasPrefix("\\(") {
                var depth = 0
                while let inner = rest.first {
                    if inner == "(" { depth += 1 }
                    if inner == ")" { depth -= 1 }
                    rest = rest.dropFirst()
                    if inner == ")", depth == 0 { break }
                }
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(next)
                rest = rest.dropFirst()
            }
        }
        let isKey = pieces.allSatisfy {
            $0.utf8.allSatisfy { $0 == 45 || $0 == 46 || (48...57).contains($0) || (97...122).contains($0) }
        }
        guard isKey else { return }
        if pieces.count == 1 { whole.insert(pieces[0]) } else { patterns.insert(pieces) }
    }

    func uses(_ key: String) -> Bool {
        whole.contains(key) || patterns.contains { SourceKeys.fits(key, $0) }
    }

    static func fits(_ key: String, _ pieces: [String]) -> Bool {
        guard let first = pieces.first, let last = pieces.last, key.hasPrefix(first), key.hasSuffix(last) else {
            return false
        }
        var rest = key.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard let range = rest.dropFirst().range(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count > last.count
    }
}
