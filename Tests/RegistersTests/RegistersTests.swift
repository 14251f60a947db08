import Content
import Foundation
import Kit
import Rules
import Store
import Support
import Testing

@testable import Registers

@Suite("Registers") struct RegistersTests {
    private static let qatar = "\(World.root)/Content/qatar"

    @Test("the registers of Qatar's pack are sound, and say that they are invented")
    func qatar() throws {
        let inspection = Inspection()
        let registers = Register.read(PackFolder(path: Self.qatar), inspection)
        #expect(inspection.isClean, "\(inspection.mistakes)")
        #expect(
            Set(registers.map(\.id)).isSuperset(of: ["violations", "residence-permits", "employees", "tariff-lines"]))
        for file in PackFolder(path: Self.qatar).files(in: "registers") {
            let text = try String(contentsOfFile: "\(Self.qatar)/\(file)", encoding: .utf8)
            #expect(text.contains("demo: true") || text.contains("public: true"), "\(file)")
        }
    }

    private static let occupations = """
        name: { ar: المهن, en: Occupations }
        entity: mol
        public: true
        search: [name]
        fields: { name: bilingual, code: text }
        records:
          - { id: bus-driver, holder: public, code: x1, name: { ar: سائق حافلة, en: Bus driver } }
          - { id: driver, holder: public, code: x2, name: { ar: سائق, en: Driver } }
          - { id: nurse, holder: public, code: x3, name: { ar: ممرّضة, en: Nurse } }
        """

    private func occupations(_ text: String = occupations) throws -> (register: Register, mistakes: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "registers-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appending(path: "registers"), withIntermediateDirectories: true)
        try text.write(to: folder.appending(path: "registers/occupations.yaml"), atomically: true, encoding: .utf8)
        let inspection = Inspection()
        let registers = Register.read(PackFolder(path: folder.path), inspection)
        return (try #require(registers.first), inspection.mistakes.map(\.description))
    }

    private func found(_ words: String, _ register: Register, _ store: Store) async throws -> [String]? {
        try await store.read { try $0.records(matching: words, of: register, most: 2)?.all.map(\.id) }
    }

    @Test("a long register is searched by words, in any spelling, begun or whole, and by the number")
    func searched() async throws {
        let store = try TestStore.make(Registers.migrations)
        let register = try occupations().register
        let (today, now) = (try #require(Day(2026, 11, 21)), Date(timeIntervalSince1970: 1_795_248_000))
        try await Registers([register]).load(into: store, today: today, at: now)
        #expect(try await found("السائق", register, store) == ["bus-driver", "driver"])
        #expect(try await found("driver BUS", register, store) == ["bus-driver"])
        #expect(try await found("nur", register, store) == ["nurse"])
        #expect(try await found("ممرضه", register, store) == ["nurse"])
        // What is not searched finds nothing, nor do words that are not together in one record.
        #expect(try await found("x1", register, store) == [])
        #expect(try await found("nurse bus", register, store) == [])
        #expect(try await found("' or 1=1 --", register, store) == [])
        #expect(try await found("%_\u{202E}", register, store) == nil)
    }

    @Test("a register that was loaded before it was searched is found as well")
    func indexedLater() async throws {
        let store = try TestStore.make(Registers.migrations)
        let plain = try occupations(Self.occupations.replacing("search: [name]\n", with: "")).register
        let searched = try occupations().register
        let (today, now) = (try #require(Day(2026, 11, 21)), Date(timeIntervalSince1970: 1_795_248_000))
        try await Registers([plain]).load(into: store, today: today, at: now)
        #expect(try await found("nurse", searched, store) == [])
        for _ in 1...2 { try await Registers([searched]).load(into: store, today: today, at: now) }
        #expect(try await found("nurse", searched, store) == ["nurse"])
    }

    @Test("only texts can be searched")
    func searchedFields() throws {
        let mistakes = try occupations(Self.occupations.replacing("search: [name]", with: "search: [names]")).mistakes
        #expect(mistakes.contains { $0.contains("«names» is none") }, "\(mistakes)")
    }

    @Test("loaded twice, the records are there once; what a case changed stays changed")
    func loadedTwice() async throws {
        let store = try TestStore.make(Registers.migrations)
        let registers = Registers(Register.read(PackFolder(path: Self.qatar), Inspection()))
        let now = Date(timeIntervalSince1970: 1_795_248_000)
        let today = try #require(Day(2026, 11, 21))
        try await registers.load(into: store, today: today, at: now)
        let count = try await store.read { try $0.one("select count(*) from record") { try $0.integer(0) } }
        try await registers.load(into: store, today: today + 1, at: now)
        #expect(try await store.read { try $0.one("select count(*) from record") { try $0.integer(0) } } == count)
    }
}
