package import Kit
import Web

/// A service as the content folder has it, with what its editors need to know of it.
package struct EditedService: Sendable {
    package let id: String
    package let name: Bilingual
    /// Whose service it is: its officers write and publish it.
    package let entity: String
    let file: EditionText

    /// - Parameter text: of the file in the folder, whatever was published over it.
    package init(id: String, name: Bilingual, entity: String, text: String) {
        self.id = id
        self.name = name
        self.entity = entity
        file = EditionText(sound: text)
    }

    /// Its file's name in the folder.
    var path: String { EditedService.path(of: id) }

    static func path(of service: String) -> String { "services/\(service).yaml" }
}

/// The services of the folder that can be edited.
package struct EditedServices: Sendable {
    /// By their Arabic names.
    let all: [EditedService]
    /// The version of the folder without anything that was published over it.
    let folder: String
    private let byID: [String: EditedService]

    package init(_ services: [EditedService], folder: String) {
        all = services.sorted { ($0.name.ar, $0.id) < ($1.name.ar, $1.id) }
        self.folder = folder
        byID = Dictionary(services.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Those that somebody may write or publish.
    func services(of visitor: Visitor) -> [EditedService] { all.filter { visitor.works(on: $0) } }

    /// A service, where this person may write or publish it.
    func service(_ id: String, of visitor: Visitor) throws(NotFound) -> EditedService {
        guard let service = byID[id], visitor.works(on: service) else { throw NotFound() }
        return service
    }

    /// Whether a text that was published over a file still counts: not where the file has changed since.
    func counts(_ edition: PublishedEdition) -> Bool { byID[edition.service]?.file.digest == edition.file }
}

extension Visitor {
    fileprivate func works(on service: EditedService) -> Bool {
        may(.edit, for: service.entity) || may(.publish, for: service.entity)
    }
}
