import Content
import Kit
import Testing

@testable import Catalogue

@Suite("reading a pack")
struct PackTests {
    @Test("the product's pack has no mistake, every service and every entity")
    func product() throws {
        let content = try SamplePack.product()
        #expect(content.services.count == 105)
        #expect(content.entities.count == 80)
        #expect(content.pack.calendar.isWorkingDay(try #require(Day(2026, 11, 22))))
        #expect(!content.pack.calendar.isWorkingDay(try #require(Day(2026, 12, 18))))
    }

    @Test("a small pack is read as it is written")
    func small() throws {
        let (content, mistakes) = try SamplePack().read()
        #expect(mistakes == [])
        let service = try #require(content?.service("certificate"))
        #expect(service.fees == nil)
        #expect(service.evidence.asOf == 2020)
        #expect(!service.isStartable)
        #expect(content?.services(of: "moi").map(\.id) == ["certificate"])
        #expect(content?.services(for: "citizen") == [])
    }

    @Test("a service with an application can be started; its section is not read here")
    func startable() throws {
        let service = SamplePack.service + "\napplication:\n  anything: { at: all }\n"
        let (content, mistakes) = try SamplePack(services: ["certificate": service]).read()
        #expect(mistakes == [])
        #expect(content?.service("certificate")?.isStartable == true)
    }

    @Test(
        "each mistake of a service is named with its line",
        arguments: [
            (
                "entity: moi", "entity: moj",
                "services/certificate.yaml:3: «moj» is not known; it must stand in entities.yaml"
            ),
            ("category: documents", "category: papers", "«papers» is not known"),
            ("audiences: [resident]", "audiences: [tourist]", "«tourist» is not known"),
            ("audiences: [resident]", "audiences: [resident, resident]", "stands twice"),
            ("fees: unknown", "fees: [{ amount: -5, for: { ar: رسم, en: fee } }]", "must be an amount"),
            ("fees: unknown", "fees: []", "«fees» is missing"),
            ("fees: unknown", "fess: unknown", "unknown key «fess»; did you mean «fees»?"),
            ("en: Certificate }", "}", "«en» is missing"),
            ("ar: شهادة أحمد", "ar: Certificate", "has no Arabic letters"),
            ("en: Certificate", "en: شهادة", "has Arabic letters"),
            ("en: Certificate", "en: \"Certi\\u202Eficate\"", "control character (U+202E)"),
            ("en: Certificate", "en: \"Certi\\0ficate\"", "control character (U+0)"),
            ("https://example.org\" }", "javascript:alert(1)\" }", "must be an address that begins with https://"),
            ("gazette", "gazete", "neither a web address nor a key"),
            ("level: online", "level: end-to-end", "end-to-end needs an «application»"),
            ("level: online", "level: offline", "is one of: information, procedural, online, end-to-end"),
            (
                "level: online", "level: information\nphysical_step: { ar: حضور, en: Visit }",
                "information has no physical_step"
            ),
            ("level: online", "level: information\napplication: {}", "information has nothing to apply for"),
            ("checked: 2026-11-21", "checked: 2026-02-30", "must be a day of the calendar"),
            ("as_of: 2020", "as_of: lately", "must be a whole number"),
        ])
    func mistake(written: String, broken: String, said: String) throws {
        let service = SamplePack.service.replacing(written, with: broken)
        let (_, mistakes) = try SamplePack(services: ["certificate": service]).read()
        #expect(mistakes.contains { $0.contains(said) }, "\(mistakes)")
        #expect(mistakes.allSatisfy { $0.hasPrefix("services/certificate.yaml:") })
    }

    @Test("all mistakes of all files are said at once")
    func together() throws {
        let pack = SamplePack.pack
            .replacing("friday", with: "fryday").replacing("Asia/Qatar", with: "Asia/Nowhere")
            .replacing("languages: [ar, en]", with: "languages: [ar]").replacing(
                "currency: QAR", with: "currency: riyal")
        let services = [
            "Certificate": SamplePack.service, "category": SamplePack.service, "broken": "name: [", "list": "- one",
        ]
        let (_, mistakes) = try SamplePack(
            pack: pack + "\nbusiest: [nothing]\n", entities: SamplePack.entities + "\n" + SamplePack.entities,
            services: services
        ).read()
        for said in [
            "«fryday» is not a day", "Asia/Nowhere", "must name en", "three capital letters", "stands twice",
            "services/Certificate.yaml:1: the file's name", "services/category.yaml:1: the file's name", "not YAML",
            "must be a mapping", "«nothing» under busiest",
        ] {
            #expect(mistakes.contains { $0.contains(said) }, "\(said)")
        }
    }

    @Test("a pack without pack.yaml is not read")
    func missing() {
        let inspection = Inspection()
        #expect(Catalogue.read(PackFolder(path: "/nonexistent"), inspection) == nil)
        #expect(inspection.mistakes.map(\.description) == ["pack.yaml:1: the file is missing"])
    }
}
