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
