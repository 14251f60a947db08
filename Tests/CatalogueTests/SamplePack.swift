import Content
import Foundation
import Support

@testable import Catalogue

/// A small pack in a folder of its own, and the pack of the product.
struct SamplePack {
    static let pack = """
        id: sample
        name: { ar: بوابة, en: Portal }
        tagline: { ar: خدمات, en: Services }
        government: { ar: دولة, en: State }
        languages: [ar, en]
        currency: QAR
        time_zone: Asia/Qatar
        digits: latin
        weekend: [friday, saturday]
        holidays:
          - { date: 2026-12-18, name: { ar: اليوم الوطني, en: National Day } }
        contact: { phone: "109", name: { ar: مركز الاتصال, en: Contact centre } }
        categories:
          - { id: documents, name: { ar: الوثائق, en: Documents }, summary: { ar: الوثائق الرسمية, en: Official papers } }
        audiences:
          - { id: resident, name: { ar: المقيمون, en: Residents }, summary: { ar: من يقيم هنا, en: Who lives here } }
        sources:
          gazette: { name: { ar: الجريدة الرسمية, en: The gazette } }
        """

    static let entities = """
        - id: moi
          name: { ar: وزارة الداخلية, en: Ministry of Interior }
          kind: ministry
          summary: { ar: وثائق وإقامات, en: Papers and permits }
          evidence: seen
        """

    static let service = """
        name: { ar: شهادة أحمد, en: Certificate }
        name_origin: common
        entity: moi
        audiences: [resident]
        category: documents
        level: online
        summary: { ar: شهادة تطلبها, en: A certificate you ask for }
        fees: unknown
        channels:
          - { kind: web, name: { ar: الموقع, en: Website }, url: "https://example.org" }
        evidence: { as_of: 2020, sources: [gazette, "https://example.org/facts"] }
        checked: 2026-11-21
        """

    let folder: PackFolder

    init(
        pack: String = SamplePack.pack, entities: String = SamplePack.entities,
        services: [String: String] = ["certificate": SamplePack.service],
        synonyms: String = "- { ar: [وثيقة], en: [paper] }"
    ) throws {
        let path = try TestFolder.make()
        try FileManager.default.createDirectory(at: path.appending(path: "services"), withIntermediateDirectories: true)
        var files = ["pack.yaml": pack, "entities.yaml": entities, "synonyms.yaml": synonyms]
        for (name, text) in services { files["services/\(name).yaml"] = text }
        for (name, text) in files { try Data(text.utf8).write(to: path.appending(path: name)) }
        folder = PackFolder(path: path.path)
    }

    func read() -> (content: CatalogueContent?, mistakes: [String]) {
        let inspection = Inspection()
        return (Catalogue.read(folder, inspection), inspection.mistakes.map(\.description))
    }

    /// The content pack of the product, read once.
    static func product() throws -> CatalogueContent { try read.get() }

    private static let read = Result { try readProduct() }

    private static func readProduct() throws -> CatalogueContent {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Content/qatar")
        let inspection = Inspection()
        guard let content = Catalogue.read(PackFolder(path: root.standardizedFileURL.path), inspection) else {
            throw BrokenPack(mistakes: inspection.mistakes)
        }
        if !inspection.isClean { throw BrokenPack(mistakes: inspection.mistakes) }
        return content
    }
}
