import Testing
import Web

@testable import Editing

@Suite("Differences")
struct DifferenceTests {
    private func signs(_ difference: Difference) -> String {
        difference.lines.map { line in
            switch line.side {
            case .both: " \(line.text)"
            case .removed: "-\(line.text)"
            case .added: "+\(line.text)"
            }
        }.joined(separator: "\n")
    }

    @Test("a changed line is one that is removed and one that is added, the others stay")
    func changed() {
        let difference = Difference(from: "a\nb\nc\n", to: "a\nB\nc\n")
        #expect(signs(difference) == " a\n-b\n+B\n c")
        #expect(difference.added == 1 && difference.removed == 1)
    }

    @Test(
        "what is left and what comes are the two texts, line by line",
        arguments: [
            ("", ""), ("", "a\n"), ("a\n", ""), ("a\nb\na\nb\n", "b\na\nb\na\n"),
            ("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"),
            ("x\n\n\ny\n", "x\n\ny\n\n"), ("a", "a\n"), ("رسم: 10\n", "رسم: 20\nثم\n"),
        ])
    func whole(_ old: String, _ new: String) {
        let lines = Difference(from: old, to: new).lines
        func text(_ sides: [ComparedLine.Side]) -> String {
            lines.filter { sides.contains($0.side) }.map { "\($0.text)\n" }.joined()
        }
        func ended(_ text: String) -> String { text.isEmpty || text.hasSuffix("\n") ? text : "\(text)\n" }
        #expect(text([.both, .removed]) == ended(old))
        #expect(text([.both, .added]) == ended(new))
    }

    @Test("no way with fewer changes is overlooked")
    func shortest() {
        let difference = Difference(from: "a\nb\nc\na\nb\nb\na\n", to: "c\nb\na\nb\na\nc\n")
        #expect(difference.added + difference.removed == 5)
    }

    @Test("passages hold the changes with three lines around them, numbered as in the newer text")
    func passages() {
        let old = (1...40).map { "line \($0)" }
        var new = old
        new[9] = "other"
        new.remove(at: 29)
        let passages = Difference(from: old.joined(separator: "\n"), to: new.joined(separator: "\n")).passages()
        #expect(passages.map(\.line) == [7, 27])
        #expect(passages.first?.lines.count == 8 && passages.last?.lines.count == 7)
        #expect(Difference(from: "a\n", to: "a\n").passages().isEmpty)
    }

    @Test("two texts that have nothing in common are replaced as a whole, at once")
    func bounded() {
        let (old, new) = ((0..<20_000).map { "a\($0)" }, (0..<20_000).map { "b\($0)" })
        let difference = Difference(
            from: "same\n" + old.joined(separator: "\n"), to: "same\n" + new.joined(separator: "\n"))
        #expect(difference.removed == 20_000 && difference.added == 20_000)
        #expect(difference.lines.first == ComparedLine(.both, "same"))
    }
}
