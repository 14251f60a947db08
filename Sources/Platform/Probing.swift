import Appointments
import Casework
import Catalogue
package import Content
package import Definitions
import Kit
import Registers
package import Web

extension ContentPack {
    /// Breaks the rules of services, one small slip at a time, and tells which of them no example notices.
    ///
    /// - Parameter services: their ids; nil for all that can be applied for.
    package static func probe(
        _ path: String, services: [String]? = nil, texts: TextLibrary
    ) async throws(BrokenPack) -> [Probe] {
        let pack = try read(path, texts: texts)
        let all = pack.catalogue.services.map(\.id)
        let probes = await withTaskGroup(of: Probe?.self) { group in
            for service in all where services?.contains(service) ?? true {
                group.addTask { pack.probe(service, in: PackFolder(path: path), texts.texts(in: .english)) }
            }
            var probes: [Probe] = []
            for await probe in group { if let probe { probes.append(probe) } }
            return probes.sorted { $0.service < $1.service }
        }
        return Probe.together(probes)
    }

    /// - Parameter most: so many slips are tried at most.
    func probe(_ service: String, in folder: PackFolder, most: Int = .max, _ texts: Texts) -> Probe? {
        let file = "services/\(service).yaml"
        guard let text = folder.text(of: file, Inspection()), let book = folder.book(file, Inspection()),
            CaseworkServices.definition(of: service, on: book.sheet(Inspection())) != nil
        else { return nil }
        let (registers, calendars) = (Registers(registers), Set(calendars.map(\.id)))
        let isOwn = { (rule: String) in rule.split(separator: "\n").allSatisfy { text.contains($0) } }
        return Probe(service, most: most, isOwn: isOwn) { inspection in
            let definition = CaseworkServices.definition(of: service, on: book.sheet(inspection))
            guard let definition else { return }
            Definitions.check(
                definition, registers: registers, calendars: calendars, calendar: calendar,
                currency: catalogue.pack.currency, texts: texts, inspection)
        }
    }
}
