package import Appointments
package import Content
package import Definitions
package import Documents
package import Foundation
package import Forms
package import Kit
import Payments
package import Registers
package import Store
package import Web

/// Applications for services: what people fill in, where their cases stand, who decides.
///
/// A service is data (`Definition`); the way of a case is pure (`Course`); what happens on the way is done in one
/// transaction (`Procedure`).
package struct Casework: Sendable {
    package let store: Store
    package let office: Office
    package let procedure: Procedure
    package let files: FileShelf

    /// - Parameters:
    ///   - entities: the names of the entities, by their ids.
    ///   - filesFolder: where files that people send lie; never inside what is served.
    package init(
        store: Store, site: Site, services: CaseworkServices, registers: Registers, appointments: Appointments,
        documents: Documents, entities: [String: Bilingual], currency: String, filesFolder: String
    ) {
        self.store = store
        office = Office(
            shelf: services.shelf, map: services.map, registers: registers, appointments: appointments,
            documents: documents, site: site,
            entities: entities, currency: currency)
        procedure = Procedure(office: office)
        files = FileShelf(folder: filesFolder)
    }

    package var routes: [Route] {
        [
            .get("/cases", .signedIn, listCases),
            .get("/cases/:case", .signedIn, showCase),
            .get("/cases/:case/files/:file", .signedIn, downloadFile),
            .post("/cases/:case/withdrawal", .signedIn, withdraw),
            .post("/cases/:case/appeal", .signedIn, appeal),
            .get("/requests/:case", .signedIn, showRequest),
            .post("/requests/:case/answer", .signedIn, answerRequest),
            .get("/queue", .officer, showQueue),
            .get("/queue/:case", .officer, openCase),
            .get("/queue/:case/files/:file", .officer, openFile),
            .post("/queue/:case/decision", .officer, decide),
            .post("/queue/:case/notes", .officer, note),
        ]
    }

    package static var texts: Bundle { .module }

    /// Keeps today's definitions, so that cases can outlive them.
    package func prepare() async throws {
        let current = office.shelf.current.values.sorted { $0.definition.service < $1.definition.service }
        try await store.write { transaction in
            for entry in current {
                try transaction.keep(
                    service: entry.definition.service, version: entry.definition.version, source: entry.source)
            }
        }
    }

    /// Hears of payments and of terms that have passed.
    package func listen(clock: @escaping @Sendable () -> Date) {
        let procedure = procedure
        store.hear(ChargePaid.self, as: "casework.charge-paid") { transaction, paid in
            try procedure.paid(paid, now: clock(), in: transaction)
        }
        store.perform(CaseTimer.self) { transaction, timer in
            try procedure.wake(timer, now: clock(), in: transaction)
        }
        store.perform(DrawTimer.self) { transaction, timer in
            try procedure.draw(timer, now: clock(), in: transaction)
        }
        store.perform(OpinionTimer.self) { transaction, timer in
            try procedure.wake(timer, now: clock(), in: transaction)
        }
        store.perform(StepReminder.self) { transaction, reminder in
            try procedure.remind(reminder, now: clock(), in: transaction)
        }
        store.perform(VisitReminder.self) { transaction, reminder in
            try procedure.remind(reminder, now: clock(), in: transaction)
        }
    }
}

/// The services that can be applied for here, as the pack defines them.
package struct CaseworkServices: Sendable {
    let shelf: DefinitionShelf
    /// On which people show a place; nil where the pack has none.
    package let map: CountryMap?

    /// Reads every service file that has an application, checks it, and plays its examples.
    package static func read(
        _ folder: PackFolder, registers: Registers, calendars: Set<String>, calendar: WorkingCalendar, currency: String,
        texts: Texts, _ inspection: Inspection
    ) -> CaseworkServices {
        let current = folder.files(in: "services").compactMap { file in
            read(String(file.dropFirst("services/".count).dropLast(".yaml".count)), folder, inspection)
        }
        for entry in current {
            Definitions.check(
                entry.definition, registers: registers, calendars: calendars, calendar: calendar, currency: currency,
                texts: texts, inspection)
        }
        let map = CountryMap.read(folder, inspection)
        if map == nil {
            let questions = current.flatMap { $0.definition.pages.flatMap(\.questions) }
            for question in questions where question.kind is PointKind {
                inspection.note("a point is shown on a map: write «map.yaml»", at: question.place)
            }
        }
        return CaseworkServices(shelf: DefinitionShelf(current), map: map)
    }

    private static func read(
        _ service: String, _ folder: PackFolder, _ inspection: Inspection
    ) -> DefinitionShelf.Current? {
        let file = "services/\(service).yaml"
        guard let sheet = folder.sheet(file, inspection), let source = folder.source(of: file, Inspection()) else {
            return nil
        }
        return DefinitionShelf.read(sheet, source: source, service: service)
    }

    /// Reads the definition of one service; nil where it cannot be applied for here.
    package static func readDefinition(
        of service: String, in folder: PackFolder, _ inspection: Inspection
    ) -> Definition? { read(service, folder, inspection)?.definition }

    /// The definition that stands on the sheet of a service's file; nil where it cannot be applied for here.
    package static func definition(of service: String, on sheet: Content.Sheet) -> Definition? {
        DefinitionShelf.read(sheet, source: "", service: service)?.definition
    }

    package var count: Int { shelf.current.count }
    package var examples: Int { shelf.current.values.reduce(0) { $0 + $1.definition.examples.count } }
}

/// What a handler gives back; an answer to a question is `FormAnswer`.
typealias Answer = Web.Answer
