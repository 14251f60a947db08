import Content
import Definitions
import Kit
import Registers
import Rules
import Support
import Testing

@Suite("Rules that are broken on purpose") struct ProbeTests {
    private func probe(_ examples: String, isOwn: Bool = true) -> Probe {
        let source = SampleService.source(examples: "[\(examples)]")
        return Probe("sample", isOwn: { _ in isOwn }) { SampleService.read(source, $0) }
    }

    private static let fee =
        "{ name: fee, today: 2026-11-22, answers: { years: 2 }, fee: 200.50, route: [check, review] }"
    private static let border = "{ name: three, today: 2026-11-22, answers: { years: 3 }, route: [check, review] }"
    private static let many = "{ name: four, today: 2026-11-22, answers: { years: 4 }, route: [check, no] }"
    private static let one = "{ name: one, today: 2026-11-22, answers: { years: 1 }, fee: 0, route: [check, review] }"

    @Test("a limit that no example stands at is told, with its rule and the slip")
    func gap() throws {
        let found = probe([ProbeTests.fee, ProbeTests.one].joined(separator: ", "))
        let gaps = found.gaps.filter { $0.rule == "years > 3" }
        #expect(gaps.map(\.slip.text) == ["years >= 3", "years > 4"], "\(found.gaps)")
        let words = try #require(gaps.first).description
        #expect(words.contains("services/sample.yaml:") && words.contains("with «>=» for «>» at column 7"), "\(words)")
    }

    @Test("examples on both sides of a limit notice every slip in it")
    func noticed() {
        let found = probe([ProbeTests.fee, ProbeTests.one, ProbeTests.border, ProbeTests.many].joined(separator: ", "))
        #expect(
            Set(found.gaps.map(\.rule)) == ["years * 1000.5", "today + duration(\"P2Y\")"],
            "of what no example speaks: \(found.gaps.map(\.description))")
        #expect(found.slips > found.gaps.count)
    }

    @Test("what stands in a fragment need be noticed by one of the services that use it")
    func shared() {
        let weak = probe(ProbeTests.fee, isOwn: false)
        let strong = probe([ProbeTests.fee, ProbeTests.border, ProbeTests.many].joined(separator: ", "), isOwn: false)
        let together = Probe.together([weak, strong])
        #expect(weak.gaps.contains { $0.rule == "years > 3" })
        #expect(!together[0].gaps.contains { $0.rule == "years > 3" })
        let own = Probe.together([probe(ProbeTests.fee), strong])
        #expect(own[0].gaps.contains { $0.rule == "years > 3" }, "its own rules are for its own examples")
    }
}
