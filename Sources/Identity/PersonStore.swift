import Foundation
package import Kit
package import Messaging
package import Store
import Web

extension Transaction {
    package func person(_ id: String) throws -> Asked<Person> {
        try ask("select \(Person.columns) from person where id = \(id)", Person.init)
    }

    package func person(qid: QID) throws -> Person? {
        try one("select \(Person.columns) from person where qid = \(qid)", Person.init)
    }

    package func organisation(_ id: String) throws -> Asked<Organisation> {
        try ask("select \(Organisation.columns) from organisation where id = \(id)", Organisation.init)
    }

    /// The organisations that this person may act for today, by name.
    package func organisations(representedBy person: String) throws -> [Organisation] {
        try all(
            """
            select \(Organisation.columns) from organisation where id in (
                select organisation from representation where person = \(person) and withdrawn_at is null)
            order by name_en, id
            """, Organisation.init)
    }

    /// Whether this person may act for that organisation today.
    package func represents(_ person: String, _ organisation: String) throws -> Bool {
        try one(
            """
            select 1 from representation
            where person = \(person) and organisation = \(organisation) and withdrawn_at is null
            """
        ) { _ in true } ?? false
    }

    /// The people who may act for that organisation today.
    package func representatives(of organisation: String) throws -> [String] {
        try all(
            """
            select person from representation where organisation = \(organisation) and withdrawn_at is null
            order by person
            """
        ) { try $0.text(0) }
    }

    /// The officers who may decide cases of that service; those with the duty, where one is named.
    package func officers(of service: String, duty: String? = nil) throws -> [String] {
        let officers = try all(
            """
            select p.id, p.duties from officer o join person p on p.id = o.person
            where o.service = \(service) order by p.id
            """
        ) { row in
            let duties: [String] = try Stored.list(row.text(1))
            return (id: try row.text(0), duties: duties)
        }
        return officers.filter { duty == nil || $0.duties.isEmpty || $0.duties.contains(duty ?? "") }.map(\.id)
    }

    /// Where messages to this person go, and in which language.
    package func recipient(for person: String) throws -> Recipient? {
        try self.person(person).one.map { person in
            Recipient(person: person.id, phone: person.phone, email: person.email, language: person.language)
        }
    }

    // MARK: Keeping the register

    func people(_ ids: [String]) throws -> [Person] {
        try all("select \(Person.columns) from person where id in \(list: ids)", Person.init)
    }

    func organisations(_ ids: [String]) throws -> [Organisation] {
        try all("select \(Organisation.columns) from organisation where id in \(list: ids)", Organisation.init)
    }

    /// Whether each has a password and may act for whom the pack says, or could once.
    func hasAll(_ people: People) throws -> Bool {
        let ids = people.entries.map(\.person.id)
        let passwords = Set(try all("select person from credential where person in \(list: ids)") { try $0.text(0) })
        let powers = Set(
            try all("select person, organisation from representation where person in \(list: ids)") { row in
                [try row.text(0), try row.text(1)]
            })
        return people.entries.allSatisfy { entry in
            passwords.contains(entry.person.id)
                && entry.represents.allSatisfy { powers.contains([entry.person.id, $0]) }
        }
    }

    func save(_ person: Person, isDemo: Bool) throws {
        let home = person.address
        try run(
            """
            insert into person (id, qid, passport, nationality, name_ar, name_en, phone, phone_abroad, email, born, sex,
                zone, street, building, municipality, iban, language, roles, duties, is_demo)
            values (\(person.id), \(person.qid?.digits), \(person.passport?.number),
                \(person.passport?.nationality.code), \(person.name.ar), \(person.name.en),
                \(person.phone?.description), \(person.phoneAbroad?.description), \(person.email), \(person.born),
                \(person.sex?.rawValue), \(home?.zone), \(home?.street), \(home?.building),
                \(home?.municipality.rawValue), \(person.iban?.text), \(person.language),
                \(try Stored.text(person.roles)), \(try Stored.text(person.duties)), \(isDemo))
            on conflict (id) do update set qid = excluded.qid, passport = excluded.passport,
                nationality = excluded.nationality, name_ar = excluded.name_ar, name_en = excluded.name_en,
                phone = excluded.phone, phone_abroad = excluded.phone_abroad, email = excluded.email,
                born = excluded.born, sex = excluded.sex, zone = excluded.zone, street = excluded.street,
                building = excluded.building, municipality = excluded.municipality, iban = excluded.iban,
                language = excluded.language, roles = excluded.roles, duties = excluded.duties,
                is_demo = excluded.is_demo
            """)
        try run("delete from officer where person = \(person.id)")
        for case .officer(let entity, let services) in person.roles {
            for service in services {
                try run(
                    """
                    insert into officer (service, person, entity) values (\(service), \(person.id), \(entity))
                    on conflict do nothing
                    """)
            }
        }
    }

    func save(_ organisation: Organisation) throws {
        try run(
            """
            insert into organisation (id, name_ar, name_en, registration, phone, email, iban)
            values (\(organisation.id), \(organisation.name.ar), \(organisation.name.en), \(organisation.registration),
                \(organisation.phone?.description), \(organisation.email), \(organisation.iban?.text))
            on conflict (id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
                registration = excluded.registration, phone = excluded.phone, email = excluded.email,
                iban = excluded.iban
            """)
    }

    /// Lets the person act for the organisation; a power that was withdrawn stays withdrawn.
    func empower(_ person: String, for organisation: String, at now: Date) throws {
        try run(
            """
            insert into representation (person, organisation, since) values (\(person), \(organisation), \(now))
            on conflict do nothing
            """)
    }

    /// Ends the person's power to act for the organisation, in running sessions too.
    func withdraw(_ person: String, from organisation: String, at now: Date) throws {
        try run(
            """
            update representation set withdrawn_at = \(now)
            where person = \(person) and organisation = \(organisation) and withdrawn_at is null
            """)
    }

    func setPassword(_ hash: String, of person: String, at now: Date) throws {
        try run(
            """
            insert into credential (person, hash, changed_at) values (\(person), \(hash), \(now))
            on conflict do nothing
            """)
    }
}

extension Person {
    static let columns: SQL = """
        id, qid, name_ar, name_en, phone, email, born, sex, zone, street, building, municipality, iban, language, roles,
        duties, passport, nationality, phone_abroad
        """

    init(_ row: Row) throws {
        id = try row.text(0)
        proof = try Proof(row)
        name = Bilingual(ar: try row.text(2), en: try row.text(3))
        phone = row.optionalText(4).flatMap { Phone($0) }
        phoneAbroad = row.optionalText(18).flatMap { InternationalPhone($0) }
        email = row.optionalText(5)
        born = try row.day(6)
        sex = row.optionalText(7).flatMap(Sex.init)
        if let municipality = row.optionalText(11).flatMap(Municipality.init) {
            address = NationalAddress(
                zone: try row.integer(8), street: try row.integer(9), building: try row.integer(10),
                municipality: municipality)
        }
        iban = row.optionalText(12).flatMap { IBAN($0) }
        language = Language(rawValue: try row.text(13)) ?? .arabic
        roles = try Stored.list(row.text(14))
        duties = try Stored.list(row.text(15))
    }
}

extension Proof {
    /// Reads the columns of a person.
    fileprivate init(_ row: Row) throws {
        if let digits = row.optionalText(1) {
            guard let qid = QID(digits) else { throw StoreDefect.emptyCell(1) }
            self = .qid(qid)
        } else {
            guard let country = Country(try row.text(17)) else { throw StoreDefect.emptyCell(17) }
            guard let passport = Passport(try row.text(16), of: country) else { throw StoreDefect.emptyCell(16) }
            self = .passport(passport)
        }
    }
}

extension Organisation {
    static let columns: SQL = "id, name_ar, name_en, registration, phone, email, iban"

    init(_ row: Row) throws {
        id = try row.text(0)
        name = Bilingual(ar: try row.text(1), en: try row.text(2))
        registration = try row.text(3)
        phone = row.optionalText(4).flatMap { Phone($0) }
        email = row.optionalText(5)
        iban = row.optionalText(6).flatMap { IBAN($0) }
    }
}

/// Short lists in one cell, as JSON. Most are empty and cost nothing to read.
enum Stored {
    static func list<Element: Decodable>(_ text: String) throws -> [Element] {
        text == "[]" ? [] : try JSONDecoder().decode([Element].self, from: Data(text.utf8))
    }

    static func text(_ list: [some Encodable]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(list), as: UTF8.self)
    }
}
