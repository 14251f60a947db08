package import Content
import Foundation
package import Kit
import Messaging
import Web

/// The demonstration's people and organisations, as `people.yaml` of a content pack has them.
package struct People: Sendable {
    /// One of them, with what he is there for.
    package struct Entry: Sendable {
        package let person: Person
        package let about: Bilingual
        /// Identifiers of the organisations he acts for.
        package let represents: [String]

        package init(person: Person, about: Bilingual, represents: [String]) {
            self.person = person
            self.about = about
            self.represents = represents
        }
    }

    /// The password that all of them share.
    package let password: String
    package let entries: [Entry]
    package let organisations: [Organisation]

    package init(password: String, entries: [Entry], organisations: [Organisation]) {
        self.password = password
        self.entries = entries
        self.organisations = organisations
    }

    /// Reads the file and notes every mistake; nil where the pack has no people of its own.
    package static func read(_ folder: PackFolder, _ inspection: Inspection) -> People? {
        let file = "people.yaml"
        guard FileManager.default.fileExists(atPath: "\(folder.path)/\(file)") else { return nil }
        guard let sheet = folder.sheet(file, inspection) else { return nil }
        let world = PackWorld(
            services: Set(folder.files(in: "services").map { String($0.dropFirst(9).dropLast(5)) }),
            entities: Set(folder.sheets("entities.yaml", inspection).compactMap { $0.optionalText("id") }))
        if !sheet.flag("demo") {
            sheet.note("people in a pack are for demonstrations only: write «demo: true»", at: "demo")
        }
        let organisations = sheet.sheets("organisations").map(organisation)
        let known = Set(organisations.map(\.id))
        let entries = sheet.sheets("people").compactMap { entry($0, known, world) }
        let people = People(password: sheet.text("password"), entries: entries, organisations: organisations)
        people.noteDoubles(sheet)
        sheet.finish()
        return people
    }

    private func noteDoubles(_ sheet: Sheet) {
        let numbers = [
            ("id", entries.map(\.person.id) + organisations.map(\.id)),
            ("qid", entries.compactMap(\.person.qid?.digits)),
            ("email", entries.filter(\.person.isFromAbroad).compactMap(\.person.email)),
            ("registration", organisations.map(\.registration)),
        ]
        for (key, values) in numbers {
            let doubles = Dictionary(grouping: values) { $0 }.filter { $0.value.count > 1 && !$0.key.isEmpty }.keys
            for double in doubles.sorted() { sheet.note("«\(key): \(double)» stands twice", at: "people") }
        }
    }

    private static func organisation(_ sheet: Sheet) -> Organisation {
        let organisation = Organisation(
            id: sheet.identifier("id"), name: sheet.bilingual("name"), registration: sheet.text("registration"),
            phone: sheet.phone("phone"), email: sheet.email("email"), iban: sheet.iban("iban"))
        sheet.finish()
        return organisation
    }

    private static func entry(_ sheet: Sheet, _ organisations: Set<String>, _ world: PackWorld) -> Entry? {
        let person = person(sheet, world)
        let about = sheet.bilingual("about")
        let represents = sheet.texts("represents")
        for id in represents where !organisations.contains(id) {
            sheet.note("there is no organisation «\(id)» in this file", at: "represents")
        }
        sheet.finish()
        return person.map { Entry(person: $0, about: about, represents: represents) }
    }

    private static func person(_ sheet: Sheet, _ world: PackWorld) -> Person? {
        let (id, name) = (sheet.identifier("id"), sheet.bilingual("name"))
        if let passport = sheet.optionalSheet("passport") { return visitor(id, name, passport, sheet) }
        let (email, iban) = (sheet.email("email"), sheet.iban("iban"))
        let (qid, phone, born) = (sheet.qid("qid"), sheet.mobile("phone"), sheet.day("born"))
        let sex = sheet.choice("sex", default: Sex.female)
        let language = sheet.choice("language", default: Language.arabic)
        let (home, work) = (address(sheet), roles(sheet, world))
        guard let qid, let phone else { return nil }
        if sheet.has("born"), qid.yearOfBirth != born.year {
            sheet.note("the QID says born in \(qid.yearOfBirth), «born» says \(born.year)", at: "born")
        }
        return Person(
            id: id, name: name, qid: qid, phone: phone, email: email, born: born, sex: sex, address: home, iban: iban,
            language: language, roles: work.roles, duties: work.duties)
    }

    private static func visitor(_ id: String, _ name: Bilingual, _ document: Sheet, _ sheet: Sheet) -> Person? {
        let (passport, phone) = (document.passport(), sheet.phoneAbroad("phone"))
        let (born, language) = (sheet.day("born"), sheet.choice("language", default: Language.english))
        if !sheet.has("email") {
            sheet.note("a visitor signs in with his e-mail address: write «email»", at: "passport")
        }
        guard let passport, let address = sheet.email("email").flatMap({ MailAddress($0) }) else { return nil }
        return Person(
            id: id, name: name, passport: passport, email: address, phone: phone, born: born, language: language)
    }

    private static func address(_ sheet: Sheet) -> NationalAddress? {
        guard let sheet = sheet.optionalSheet("address") else { return nil }
        let address = NationalAddress(
            zone: sheet.integer("zone"), street: sheet.integer("street"), building: sheet.integer("building"),
            municipality: sheet.choice("municipality", default: .doha))
        sheet.finish()
        return address
    }

    private static func roles(_ sheet: Sheet, _ world: PackWorld) -> (roles: [Role], duties: [String]) {
        var roles: [Role] = []
        var duties: [String] = []
        if let office = sheet.optionalSheet("officer") {
            let entity = office.text("entity")
            let services = office.texts("services")
            duties = office.texts("duties")
            if !world.entities.contains(entity) { office.note("there is no entity «\(entity)»", at: "entity") }
            if services.isEmpty { office.note("«services» is missing: list those he decides", at: "services") }
            for service in services where !world.services.contains(service) {
                office.note("there is no service «\(service)»", at: "services")
            }
            office.finish()
            roles.append(.officer(entity: entity, services: services))
        }
        for word in sheet.texts("roles") {
            switch word {
            case "editor": roles.append(.editor)
            case "auditor": roles.append(.auditor)
            default: sheet.note("«\(word)» is not a role; the roles are: editor, auditor", at: "roles")
            }
        }
        return (roles, duties)
    }
}

/// What else the pack has, for the names that officers refer to.
private struct PackWorld {
    let services: Set<String>
    let entities: Set<String>
}
