import Definitions
import Platform
import Support
import Testing

/// What the examples of the pack are worth.
@Suite("Rules of the pack, broken on purpose") struct ProbingTests {
    @Test("every slip in the rules of these services is noticed by an example")
    func noticed() async throws {
        let services = ["trade-name", "customs-clearance", "driving-licence-issue", "kahramaa-bill-inquiry"]
        let probes = try await ContentPack.probe(
            "\(World.root)/Content/qatar", services: services, texts: Platform.texts())
        #expect(probes.map(\.service) == services.sorted())
        for probe in probes {
            #expect(probe.slips > 5 && probe.gaps.allSatisfy(\.isShared), "\(probe.gaps.map(\.description))")
        }
    }

    @Test("a service that nobody can apply for here has no rules to break")
    func none() async throws {
        let probes = try await ContentPack.probe(
            "\(World.root)/Content/qatar", services: ["contact-109", "no-such-service"], texts: Platform.texts())
        #expect(probes.isEmpty)
    }
}
