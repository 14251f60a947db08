import Content
package import Kit

/// All that the catalogue tells, as read from a content pack. It never changes while the program runs.
package struct CatalogueContent: Sendable {
    /// A digest of the pack's files: a new one means new content.
    package let version: String
    package let pack: Pack
    package let entities: [Entity]
    package let services: [PublicService]
    /// Groups of words that people use for the same thing.
    let synonyms: [[String]]
    private let serviceByID: [String: PublicService]
    private let entityByID: [String: Entity]

    package init(
        version: String, pack: Pack, entities: [Entity], services: [PublicService], synonyms: [[String]] = []
    ) {
        self.version = version
        self.pack = pack
        self.entities = entities
        self.services = services
        self.synonyms = synonyms
        serviceByID = Dictionary(services.map { ($0.id, $0) }) { first, _ in first }
        entityByID = Dictionary(entities.map { ($0.id, $0) }) { first, _ in first }
    }

    package func service(_ id: String) -> PublicService? { serviceByID[id] }
    package func entity(_ id: String) -> Entity? { entityByID[id] }

    /// The name of the body that provides a service.
    package func provider(of service: PublicService) -> Bilingual {
        entityByID[service.entity]?.name ?? Bilingual(same: service.entity)
    }

    package func services(in category: String) -> [PublicService] { services.filter { $0.category == category } }
    package func services(for audience: String) -> [PublicService] {
        services.filter { $0.audiences.contains(audience) }
    }
    package func services(of entity: String) -> [PublicService] { services.filter { $0.entity == entity } }
}

extension CatalogueContent {
    /// Reads the pack. Every mistake is noted; nil where `pack.yaml` cannot be read at all.
    init?(_ folder: PackFolder, _ inspection: Inspection) {
        guard let pack = Pack(folder, inspection) else { return nil }
        let entities = Entity.all(folder, inspection)
        let known = Set(entities.map(\.id))
        let services = folder.files(in: "services").compactMap {
            PublicService($0, folder, pack, entities: known, inspection)
        }
        for id in pack.busiest where !services.contains(where: { $0.id == id }) {
            inspection.note("«\(id)» under busiest is not a service", at: Place(file: "pack.yaml", line: 1))
        }
        let synonyms = folder.sheets("synonyms.yaml", inspection).map { sheet in
            let group = Phrases(sheet)
            sheet.finish()
            if group.all.count < 2 { sheet.note("a group needs two words or more") }
            return group.all
        }
        self.init(
            version: folder.version(), pack: pack, entities: entities, services: services, synonyms: synonyms)
    }
}
