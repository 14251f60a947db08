import Content
import Foundation
import Kit
import Support
import Testing

@Suite("Reading a content pack") struct ContentTests {
    private enum Colour: String, CaseIterable { case red, green }

    /// Writes the files, and what was wrong after reading them.
    private func folder(_ files: [String: String]) throws -> PackFolder {
        let path = try TestFolder.make()
        for (name, text) in files {
            let url = path.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return PackFolder(path: path.path)
    }

    private func read(_ text: String, _ body: (Sheet) -> Void = { _ in }) -> [String] {
        let inspection = Inspection()
        if let sheet = PackFolder.sheet(of: text, file: "a.yaml", inspection) {
            body(sheet)
            sheet.finish()
        }
        return inspection.mistakes.map(\.description)
    }

    @Test("a text laid over a file is read in its place, and makes another version")
    func overlay() throws {
        let plain = try folder(["services/a.yaml": "name: old", "services/b.yaml": "name: b"])
        let text = "name: new"
        let laid = PackFolder(path: plain.path, overlay: ["services/a.yaml": text])
        let inspection = Inspection()
        #expect(laid.sheet("services/a.yaml", inspection)?.text("name") == "new")
        #expect(laid.sheet("services/b.yaml", inspection)?.text("name") == "b")
        #expect(laid.files(in: "services") == plain.files(in: "services") && inspection.isClean)
        #expect(laid.version() != plain.version() && laid.folderVersion() == plain.version())
        let digests = ["services/a.yaml": PackFolder.digest(text)]
        #expect(laid.version() == PackFolder.version(of: plain.version(), under: digests))
    }

    @Test("a short text that is endless, because its anchors use each other, is refused at once")
    func endless() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(read(text).contains { $0.contains("too much") })
        #expect(read("a: &a { b: c }\nd: *a") { _ = ($0.plain("a"), $0.plain("d")) }.isEmpty)
    }

    @Test("values are read as they are written")
    func values() {
        let mistakes = read(
            """
            name: { ar: قطر, en: Qatar }
            count: ١٢
            amount: 12.50
            open: yes
            day: 2026-11-21
            colour: green
            words: [a, b]
            nothing: ~
            quoted: "~"
            list:
              - id: x
              - id: "y"
            parts:
              second: { v: 2 }
              first: { v: 1 }
            """
        ) { sheet in
            #expect(sheet.bilingual("name") == Bilingual(ar: "قطر", en: "Qatar"))
            #expect(sheet.integer("count") == 12 && sheet.optionalMinorUnits("amount") == 1250 && sheet.flag("open"))
            #expect(sheet.day("day") == Day(2026, 11, 21) && sheet.choice("colour", default: Colour.red) == .green)
            #expect(sheet.texts("words") == ["a", "b"] && !sheet.has("nothing") && sheet.text("quoted") == "~")
            #expect(sheet.sheets("list").map { $0.text("id") } == ["x", "y"])
            #expect(sheet.parts("parts").map(\.name) == ["second", "first"])
            #expect(sheet.parts("parts").map { $0.sheet.integer("v") } == [2, 1])
        }
        #expect(mistakes.isEmpty, "\(mistakes)")
    }

    @Test("every mistake is told at once, with its line and how to mend it")
    func mistakes() {
        let mistakes = read(
            """
            name: { ar: قطر }
            count: many
            amount: -1
            open: perhaps
            day: 2026-02-30
            colour: blue
            words: one
            """
        ) { sheet in
            _ = (
                sheet.bilingual("name"), sheet.integer("count"), sheet.optionalMinorUnits("amount"), sheet.flag("open")
            )
            _ = (
                sheet.day("day"), sheet.choice("colour", default: Colour.red), sheet.texts("words"),
                sheet.text("missing")
            )
        }
        #expect(mistakes.count == 8)
        for (line, words) in [
            (1, "«en» is missing"), (2, "whole number, not «many»"), (3, "amount such as"), (4, "true or false"),
            (5, "day of the calendar"), (6, "one of: red, green"), (7, "must be a list"), (1, "«missing» is missing"),
        ] {
            #expect(
                mistakes.contains { $0.hasPrefix("a.yaml:\(line):") && $0.contains(words) },
                "\(line) \(words): \(mistakes)")
        }
    }

    @Test("an unknown key is named, with the one that was probably meant")
    func unknownKeys() {
        let close = read("summry: a\n") { _ = $0.optionalText("summary") }
        #expect(close == ["a.yaml:1: unknown key «summry»; did you mean «summary»?"])
        let far = read("a: 1\nzzzzzz: a\n") { _ = ($0.optionalText("a"), $0.optionalText("summary")) }
        #expect(far == ["a.yaml:2: unknown key «zzzzzz»; known here: a, summary"])
    }

    @Test("a key that stands twice is a mistake with its line")
    func duplicates() {
        let mistakes = read("a: 1\nb: 2\na: 3\n") { _ = ($0.optionalText("a"), $0.optionalText("b")) }
        #expect(mistakes.count == 1 && mistakes[0].hasPrefix("a.yaml:"), "\(mistakes)")
    }

    @Test(
        "what is no YAML is told with its line",
        arguments: [
            "a: [1, 2", "a: {b: c", "\tb: 1", "a: 'x", "a: b: c", "- a\nb: 1", "a: *nothing", "%YAML 9\n---\n:",
        ])
    func broken(_ text: String) {
        let mistakes = read(text)
        #expect(mistakes.count == 1 && mistakes[0].hasPrefix("a.yaml:"), "«\(text)»: \(mistakes)")
    }

    @Test("empty files, lists and single words in the place of a mapping are noted")
    func shapes() throws {
        let folder = try folder(["empty.yaml": "", "list.yaml": "- a\n", "word.yaml": "hello", "mapping.yaml": "a: 1"])
        for file in ["empty.yaml", "list.yaml", "word.yaml", "none.yaml"] {
            let inspection = Inspection()
            #expect(folder.sheet(file, inspection) == nil)
            #expect(inspection.mistakes.count == 1, "\(file)")
        }
        for file in ["mapping.yaml", "list.yaml"] {
            let inspection = Inspection()
            _ = folder.sheets(file, inspection)
            #expect(!inspection.isClean, "\(file)")
        }
    }

    @Test("a file that is not UTF-8 is noted")
    func encoding() throws {
        let folder = try folder(["a.yaml": "a: 1"])
        try Data([0x61, 0x3A, 0x20, 0xFF]).write(to: URL(filePath: "\(folder.path)/a.yaml"))
        let inspection = Inspection()
        #expect(folder.sheet("a.yaml", inspection) == nil && inspection.mistakes.first?.text.contains("UTF-8") ?? false)
    }

    @Test("places are those of the value, inside lists and mappings too")
    func places() {
        let mistakes = read(
            """
            # a word before
            list:
              - id: a
              - id: b
                wrong: 1
              - only a word
            inner:
              deep:
                day: 2026-13-01
            """
        ) { sheet in
            for entry in sheet.sheets("list") {
                _ = entry.text("id")
                entry.finish()
            }
            let deep = sheet.optionalSheet("inner")?.optionalSheet("deep")
            _ = deep?.day("day")
        }
        #expect(mistakes.map { $0.split(separator: ":")[1] } == ["5", "6", "9"], "\(mistakes)")
    }

    @Test("mistakes are in the order of files and lines, each once")
    func ordered() {
        let inspection = Inspection()
        for (file, line) in [("b", 1), ("a", 20), ("a", 3), ("a", 3)] {
            inspection.note("x", at: Place(file: file, line: line))
        }
        #expect(inspection.mistakes.map(\.description) == ["a:3: x", "a:20: x", "b:1: x"])
    }

    @Test("the version of a pack is that of its files, by name and content")
    func version() throws {
        let one = try folder(["a.yaml": "a: 1", "services/b.yaml": "b: 1"])
        let same = try folder(["a.yaml": "a: 1", "services/b.yaml": "b: 1", "note.txt": "x"])
        let other = try folder(["a.yaml": "a: 1", "services/c.yaml": "b: 1"])
        #expect(one.version() == same.version() && one.version() != other.version())
        #expect(one.files(in: "services") == ["services/b.yaml"] && one.files(in: "nothing").isEmpty)
    }
}
