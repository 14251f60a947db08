import Content
import Foundation
import Kit
import Support
import Testing

@Suite("Fragments of a pack") struct FragmentTests {
    private func folder(_ fragments: String, _ file: String) throws -> PackFolder {
        let path = try TestFolder.make()
        try FileManager.default.createDirectory(
            at: path.appending(path: "fragments"), withIntermediateDirectories: true)
        try Data(fragments.utf8).write(to: path.appending(path: "fragments/all.yaml"))
        try Data(file.utf8).write(to: path.appending(path: "a.yaml"))
        return PackFolder(path: path.path)
    }

    private let fragments = """
        greeting: { words: { ar: "مرحبا {{name}}", en: "Hello {{name}}" }, count: 1 }
        steps:
          - { id: one }
          - { id: two }
        nested:
          inside: { use: greeting, with: { name: { ar: بك, en: you } } }
        circle: { inside: { use: circle } }
        """

    @Test("a fragment stands where it is used, with its words filled in and keys put in the place of its own")
    func used() throws {
        let inspection = Inspection()
        let folder = try folder(
            fragments,
            """
            plain: { use: greeting, with: { name: { ar: علي, en: Ali } }, count: 3 }
            list:
              - { id: zero }
              - { use: steps }
              - { id: three }
            deep: { use: nested }
            """)
        let sheet = try #require(folder.sheet("a.yaml", inspection))
        let plain = try #require(sheet.optionalSheet("plain"))
        #expect(plain.bilingual("words") == Bilingual(ar: "مرحبا علي", en: "Hello Ali") && plain.integer("count") == 3)
        #expect(sheet.sheets("list").map { $0.text("id") } == ["zero", "one", "two", "three"])
        let deep = try #require(sheet.optionalSheet("deep")?.optionalSheet("inside"))
        #expect(deep.bilingual("words").en == "Hello you" && deep.integer("count") == 1)
        #expect(inspection.isClean, "\(inspection.mistakes)")
    }

    @Test("what is wrong in a fragment is told at the line that uses it")
    func placed() throws {
        let inspection = Inspection()
        let folder = try folder("bad: { count: many }", "first: 1\n\nsecond: { use: bad }\n")
        _ = folder.sheet("a.yaml", inspection)?.optionalSheet("second")?.integer("count")
        #expect(inspection.mistakes.map(\.description).contains { $0.hasPrefix("a.yaml:3:") && $0.contains("count") })
    }

    @Test("a fragment that is not there, or uses itself, is a mistake", arguments: ["nothing", "circle"])
    func missing(_ name: String) throws {
        let inspection = Inspection()
        _ = try folder(fragments, "a: { use: \(name) }").sheet("a.yaml", inspection)
        #expect(!inspection.isClean)
    }

    @Test("the text that is kept needs no fragments, and reads as the same")
    func kept() throws {
        let inspection = Inspection()
        let folder = try folder(fragments, "a: { use: greeting, with: { name: { ar: علي, en: Ali } } }\nb: plain\n")
        let text = try #require(folder.source(of: "a.yaml", inspection))
        #expect(!text.contains("use:"))
        let sheet = try #require(PackFolder.sheet(of: text, file: "a.yaml", inspection))
        #expect(sheet.optionalSheet("a")?.bilingual("words").ar == "مرحبا علي" && sheet.text("b") == "plain")
        let untouched = try self.folder(fragments, "b: plain # as it is\n")
        #expect(untouched.source(of: "a.yaml", inspection) == "b: plain # as it is\n")
    }

    @Test("a decision model is put where it is named; other files, and those outside the pack, never are")
    func models() throws {
        let inspection = Inspection()
        let path = try TestFolder.make()
        try Data("<definitions/>".utf8).write(to: path.appending(path: "x.dmn"))
        try Data("secret".utf8).write(to: path.appending(path: "people.yaml"))
        let text = "dmn: { file: x.dmn }\nother: { file: people.yaml }\n"
        try Data(text.utf8).write(to: path.appending(path: "a.yaml"))
        try Data("dmn: { file: ../x.dmn }\n".utf8).write(to: path.appending(path: "b.yaml"))
        let folder = PackFolder(path: path.path)
        let sheet = try #require(folder.sheet("a.yaml", inspection))
        #expect(sheet.text("dmn") == "<definitions/>")
        #expect(sheet.optionalSheet("other")?.text("file") == "people.yaml" && inspection.isClean)
        #expect(folder.source(of: "a.yaml", inspection)?.contains("secret") == false)
        _ = folder.sheet("b.yaml", inspection)
        #expect(inspection.mistakes.map(\.description).contains { $0.contains("../x.dmn") })
    }
}
