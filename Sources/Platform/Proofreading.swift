import Appointments
import Applying
import Casework
import Catalogue
import Content
import Definitions
import Editing
import Forms
import Kit
import Registers
import Web

/// Reads the text of one service as the portal would, with the rest of the pack around it. A service's file can break
/// nothing but itself, so the rest is not read again.
struct Proofreading: Sendable {
    let pack: ContentPack
    /// The folder of the pack.
    let path: String
    let texts: TextLibrary

    var proofs: Proofs {
        Proofs(
            check: check, findGaps: findGaps,
            checkPack: { overlay in _ = try ContentPack.read(path, overlay: overlay, texts: texts) },
            show: show)
    }

    private func check(_ service: EditedService, _ text: String) -> Proof {
        let inspection = Inspection()
        let folder = folder(service, text)
        let read = Catalogue.readService(service.id, in: folder, among: pack.catalogue, inspection)
        if let read, read.entity != service.entity {
            inspection.note(
                "«entity» stays \(service.entity): no service is handed over from the portal",
                at: Place(file: "services/\(service.id).yaml", line: 1))
        }
        let definition = CaseworkServices.readDefinition(of: service.id, in: folder, inspection)
        let examples = definition.map { definition in
            Definitions.check(
                definition, registers: Registers(pack.registers), calendars: Set(pack.calendars.map(\.id)),
                calendar: pack.calendar, currency: pack.catalogue.pack.currency, texts: texts.texts(in: .english),
                inspection)
        }
        return Proof(mistakes: inspection.mistakes, examples: examples ?? [])
    }

    private func findGaps(_ service: EditedService, _ text: String) -> [Probe.Gap] {
        let probe = pack.probe(service.id, in: folder(service, text), most: 300, texts.texts(in: .english))
        return probe?.gaps.filter { !$0.isShared } ?? []
    }

    private func show(_ service: EditedService, _ text: String, _ page: String, _ t: Texts) -> Preview? {
        let inspection = Inspection()
        let folder = folder(service, text)
        let read = Catalogue.readService(service.id, in: folder, among: pack.catalogue, inspection)
        let definition = CaseworkServices.readDefinition(of: service.id, in: folder, inspection)
        guard let read, inspection.isClean else { return nil }
        let pages = definition?.pages.map { ($0.id, $0.title[t.language]) } ?? []
        let main =
            page.isEmpty
            ? Catalogue.page(of: read, among: pack.catalogue, t)
            : definition.flatMap {
                Applying.preview(
                    page: page, of: $0, map: pack.services.map, calendar: pack.calendar,
                    currency: pack.catalogue.pack.currency, today: read.checked, t)
            }
        return main.map { Preview(pages: [("", read.name[t.language])] + pages, main: $0) }
    }

    private func folder(_ service: EditedService, _ text: String) -> PackFolder {
        PackFolder(path: path, overlay: ["services/\(service.id).yaml": text])
    }
}

extension ContentPack {
    /// The services of a folder, as their editors need them.
    func editedServices(in folder: PackFolder) -> EditedServices {
        let services = catalogue.services.compactMap { service in
            folder.text(of: "services/\(service.id).yaml", Inspection()).map {
                EditedService(id: service.id, name: service.name, entity: service.entity, text: $0)
            }
        }
        return EditedServices(services, folder: folder.folderVersion())
    }
}
