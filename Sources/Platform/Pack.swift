import Appointments
package import Casework
package import Catalogue
package import Content
import Identity
package import Kit
import Registers
import Statistics
package import Web

/// A content pack, read whole: everything by which a government describes itself.
package struct ContentPack: Sendable {
    package let catalogue: CatalogueContent
    package let services: CaseworkServices
    let registers: [Register]
    let calendars: [AppointmentCalendar]
    let people: People?
    let history: History

    /// Reads and checks every file; throws all mistakes at once.
    ///
    /// - Parameter overlay: texts in the place of files, by their names.
    package static func read(
        _ path: String, overlay: [String: String] = [:], texts: TextLibrary
    ) throws(BrokenPack) -> ContentPack {
        let folder = PackFolder(path: path, overlay: overlay)
        let inspection = Inspection()
        let catalogue = Catalogue.read(folder, inspection)
        let calendar = catalogue?.pack.calendar
        let registers = Register.read(folder, inspection)
        var pack: ContentPack?
        if let catalogue, let calendar {
            let calendars = Appointments.read(folder, working: calendar, inspection)
            let services = CaseworkServices.read(
                folder, registers: Registers(registers), calendars: Set(calendars.map(\.id)), calendar: calendar,
                currency: catalogue.pack.currency, texts: texts.texts(in: .english), inspection)
            let history = History.read(folder, services: Set(catalogue.services.map(\.id)), inspection)
            pack = ContentPack(
                catalogue: catalogue, services: services, registers: registers, calendars: calendars,
                people: People.read(folder, inspection), history: history)
        }
        guard inspection.isClean, let pack else { throw BrokenPack(mistakes: inspection.mistakes) }
        return pack
    }

    /// Working days, in the time zone of the pack.
    package var calendar: WorkingCalendar { catalogue.pack.calendar }

    /// What the pack holds, in one sentence for the terminal.
    package var summary: String {
        """
        \(catalogue.services.count) services of \(catalogue.entities.count) entities; \(services.count) can be applied for \
        here, \(services.examples) examples hold
        """
    }

    /// The people of the demonstration, for those who want to sign in as one of them.
    package var demoPeople: [(account: String, name: Bilingual, about: Bilingual)] {
        people?.entries.map { ($0.person.account, $0.person.name, $0.about) } ?? []
    }

    package var demoPassword: String? { people?.password }
}
