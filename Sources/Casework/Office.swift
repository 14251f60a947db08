package import Appointments
package import Definitions
import Documents
package import Foundation
package import Forms
import Identity
package import Kit
package import Messaging
package import Registers
import Rules
package import Store
package import Web

/// The office that cases are handled in, with all that forms and rules ask it: who applies, what the registers hold,
/// which times are free.
package struct Office: Sendable {
    package let shelf: DefinitionShelf
    let map: CountryMap?
    package let registers: Registers
    package let appointments: Appointments
    let documents: Documents
    package let site: Site
    package let entities: [String: Bilingual]
    /// Of all fees and amounts, by ISO 4217.
    package let currency: String

    package var calendar: WorkingCalendar { site.calendar }

    /// A text of the portal in both languages.
    func text(_ key: String, _ values: [String: Bilingual] = [:]) -> Bilingual {
        Bilingual(
            ar: site.texts(.arabic)(key, values.mapValues(\.ar)), en: site.texts(.english)(key, values.mapValues(\.en)))
    }

    /// A moment in the words of each language.
    func moment(_ moment: Date) -> Bilingual {
        Bilingual(ar: site.texts(.arabic).moment(moment, calendar), en: site.texts(.english).moment(moment, calendar))
    }

    /// When a term ends: with a whole day, which is the one before the midnight that is stored, or at a time of day.
    func ending(_ due: Date, _ t: Texts) -> String {
        let day = calendar.day(of: due)
        if calendar.start(of: day) != due { return t.moment(due, calendar) }
        return t("casework.case.day-end", ["day": t.dayOfWeek(day - 1)])
    }

    /// The same in both languages.
    func ending(_ due: Date) -> Bilingual {
        Bilingual(ar: ending(due, site.texts(.arabic)), en: ending(due, site.texts(.english)))
    }

    /// A letter of the portal under a key: its `subject`, its `body` and, where it has one, its `sms`.
    func letter(_ key: String, _ values: [String: Bilingual]) -> Letter {
        func part(_ part: String) -> Bilingual { text("\(key).\(part)", values) }
        let hasSMS = site.texts(.arabic).has("\(key).sms")
        return Letter(subject: part("subject"), body: part("body"), sms: hasSMS ? part("sms") : nil)
    }

    /// The same as a message that can be sent.
    ///
    /// - Parameters:
    ///   - text: the key of the letter.
    ///   - path: the page it is about, without the language.
    ///   - key: a person is sent one message of a key.
    package func message(_ text: String, _ values: [String: Bilingual], path: String, key: String) -> NewMessage {
        let letter = letter(text, values)
        return NewMessage(subject: letter.subject, body: letter.body, sms: letter.sms, path: path, key: key)
    }

    /// Asks for somebody for whom an application is made.
    private func ask(_ holder: String, in transaction: Transaction) throws -> AskedHolder {
        let id = String(holder.drop { $0 != ":" }.dropFirst())
        return if holder.hasPrefix("person:") {
            .person(try transaction.person(id))
        } else if holder.hasPrefix("organisation:") {
            .organisation(try transaction.organisation(id))
        } else {
            .nobody
        }
    }

    private enum AskedHolder {
        case person(Asked<Person>)
        case organisation(Asked<Organisation>)
        case nobody
    }

    /// Somebody for whom an application is made, as rules see him.
    private func applicant(_ holder: AskedHolder, today: Day) throws -> Value {
        switch holder {
        case .person(let asked): try asked.one.map { Office.value(of: $0, today) } ?? ["kind": "anonymous"]
        case .organisation(let asked): try asked.one.map { Office.value(of: $0) } ?? ["kind": "anonymous"]
        case .nobody: ["kind": "anonymous"]
        }
    }

    private static func value(of person: Person, _ today: Day) -> Value {
        let birthday = person.born.adding(months: (today.year - person.born.year) * 12)
        let phone = person.phone?.description ?? person.phoneAbroad?.description
        return [
            "kind": person.isFromAbroad ? "visitor" : "person", "id": Value(person.id), "name": value(person.name),
            "qid": value(person.qid?.digits), "qatari": person.qid.map { Value($0.isQatari) } ?? .null,
            "passport": value(person.passport?.number), "nationality": value(person.nationality?.code),
            "born": Value(person.born), "age": Value(today.year - person.born.year - (birthday > today ? 1 : 0)),
            "phone": value(phone), "email": value(person.email),
            "address": person.address.map {
                ["zone": Value($0.zone), "street": Value($0.street), "building": Value($0.building)]
            } ?? .null,
        ]
    }

    static func value(_ text: String?) -> Value { text.map { Value($0) } ?? .null }

    private static func value(of organisation: Organisation) -> Value {
        [
            "kind": "organisation", "id": Value(organisation.id), "name": value(organisation.name),
            "registration": Value(organisation.registration),
            "phone": value(organisation.phone?.description), "email": value(organisation.email),
        ]
    }

    static func value(_ name: Bilingual) -> Value { ["ar": Value(name.ar), "en": Value(name.en)] }

    /// The name of a holder, for the case.
    package func name(of holder: String, in transaction: Transaction) throws -> Bilingual {
        let name: Bilingual? =
            switch try ask(holder, in: transaction) {
            case .person(let asked): try asked.one?.name
            case .organisation(let asked): try asked.one?.name
            case .nobody: nil
            }
        guard let name else { throw NotFound() }
        return name
    }

    /// For whom somebody may apply here: himself, the organisations that he represents, or both.
    package func parties(of visitor: Visitor, _ definition: Definition) -> [Party] {
        let himself = Party(holder: "person:\(visitor.person)", name: visitor.name)
        return (definition.applicants.contains(visitor.isFromAbroad ? .visitor : .person) ? [himself] : [])
            + (definition.applicants.contains(.organisation)
                ? visitor.represents.map { Party(holder: $0.holder, name: $0.name) } : [])
    }

    /// The world around the answers of a draft or case: all that can be chosen on the page that is asked, and elsewhere
    /// what was chosen.
    ///
    /// - Parameters:
    ///   - files: the draft and the case that the files came with.
    ///   - checksTimes: whether a time that was chosen must still be free.
    package func setting(
        _ definition: Definition, _ answers: Answers, asking page: String?, holder: String, person: String?,
        files: (draft: String?, case: String?), t: Texts, now: Date, subject: Reference? = nil, checksTimes: Bool,
        in transaction: Transaction
    ) throws -> Setting {
        let today = calendar.day(of: now)
        // Everything is asked for before any of it is looked at.
        let asked = try ask(holder, in: transaction)
        let attachments =
            definition.takesFiles ? try transaction.attachments(ofDraft: files.draft, orCase: files.case) : nil
        let elsewhere = registers.elsewhere(definition.registers)
        let answered = elsewhere.isEmpty ? nil : try transaction.answeredAt(elsewhere, for: holder)
        var records: [String: [Asked<Record>]] = [:]
        for name in definition.registers {
            guard let register = registers[name] else { continue }
            records[name] = try self.records(
                register, definition, answers, asking: page, holder: register.holder(for: holder), subject, today,
                transaction)
        }
        let slots = try freeTimes(definition, answers, page, subject, checksTimes, now: now, in: transaction)
        let applicant = try applicant(asked, today: today)
        let fresh = Set(try answered?.all.filter { Registers.isFresh($0.at, now) }.map(\.register) ?? [])
        return Setting(
            t: t, calendar: calendar, today: today, currency: currency,
            scope: Scope(["today": Value(today), "applicant": applicant]),
            records: try records.mapValues { try $0.flatMap { try $0.all } },
            away: Set(elsewhere.map(\.id)).subtracting(fresh),
            parties: try person.map { try parties(ofPerson: $0, definition, in: transaction) } ?? [],
            attachments: try attachments?.all ?? [], slots: slots, map: map)
    }

    /// What can be chosen from a register on the page that is asked, and what was chosen.
    private func records(
        _ register: Register, _ definition: Definition, _ answers: Answers, asking page: String?, holder: String,
        _ subject: Reference?, _ today: Day, _ transaction: Transaction
    ) throws -> [Asked<Record>] {
        let choosing = definition.choices { $0.register == register.id }
        let given = choosing.compactMap { answers[$0.question] }
        let isShown = definition.choices { $0.register == register.id && !$0.searches }.contains { $0.page == page }
        if isShown || given.contains(where: \.isByHand) {
            if register.id == Register.documents.id { return [try issued(to: holder, nil, today, transaction)] }
            return [try transaction.records(of: register, holder: holder)]
        }
        let found = try given.compactMap(\.searched).compactMap {
            try transaction.records(matching: $0, of: register, most: SearchKind.most + 1)
        }
        let chosen = given.filter { $0.searched == nil }.flatMap(\.texts)
        guard !chosen.isEmpty else { return found }
        if register.id == Register.documents.id { return [try issued(to: holder, chosen, today, transaction)] }
        return found + [
            try transaction.records(chosen, of: register, holder: holder, changedBy: subject?.symbols)
        ]
    }

    /// The latest documents of a holder as records, or those that were chosen.
    private func issued(
        to holder: String, _ chosen: [String]?, _ today: Day, _ transaction: Transaction
    ) throws -> Asked<Record> {
        try transaction.documents(heldBy: holder, among: chosen?.compactMap { Reference($0) }, most: 50) { document in
            Record(
                register: Register.documents.id, id: document.reference.symbols, holder: holder,
                fields: Entries([
                    "number": Value(document.reference.description), "kind": Value(document.kind),
                    "service": Value(document.service), "title": Office.value(document.title),
                    "issued_on": Value(calendar.day(of: document.issuedAt)),
                    "valid_until": document.validUntil.map { Value($0) } ?? .null,
                    "standing": Value(document.standing(on: today).rawValue),
                ]))
        }
    }

    /// Himself and the organisations that a person represents, where a question asks for whom something is.
    private func parties(
        ofPerson id: String, _ definition: Definition, in transaction: Transaction
    ) throws -> [Party] {
        guard definition.pages.contains(where: { $0.questions.contains { $0.kind is PartyKind } }),
            let person = try transaction.person(id).one
        else { return [] }
        return [Party(holder: "person:\(id)", name: person.name)]
            + (try transaction.organisations(representedBy: id).map {
                Party(holder: $0.principal.holder, name: $0.name)
            })
    }

    private func freeTimes(
        _ definition: Definition, _ answers: Answers, _ page: String?, _ subject: Reference?, _ checksTimes: Bool,
        now: Date, in transaction: Transaction
    ) throws -> [String: [FreeTime]] {
        var free: [String: [FreeTime]] = [:]
        for name in definition.calendars {
            guard let calendar = appointments.calendar(name) else { continue }
            let choosing = definition.choices { $0.calendar == name }
            var times: [FreeTime]
            if choosing.contains(where: { $0.page == page }) {
                let (today, days) = (self.calendar.day(of: now), calendar.daysAhead.upperBound + 1)
                let place = definition.place(of: name, notOn: page).flatMap { answers[$0]?.text }
                times = try calendar.centres.filter { place == nil || place == $0.id }.flatMap {
                    try freeTimes(calendar, $0.id, from: today, days, now, transaction)
                }
            } else if checksTimes {
                times = try choosing.compactMap { answers[$0.question]?.text }.flatMap { chosen -> [FreeTime] in
                    guard let slot = try? appointments.slot(chosen, calendar: name, at: now) else { return [] }
                    return try freeTimes(calendar, slot.centre, from: slot.day, 1, now, transaction)
                }
            } else {
                continue
            }
            // The time that the case already holds stays a good answer, until it has passed.
            if let subject, let booking = try transaction.booking(of: subject).one, booking.calendar == name,
                booking.startsAt > now
            {
                times.append(FreeTime(centre: booking.centre, value: booking.value, left: 1))
            }
            free[name] = times
        }
        return free
    }

    private func freeTimes(
        _ calendar: AppointmentCalendar, _ centre: String, from day: Day, _ days: Int, _ now: Date,
        _ transaction: Transaction
    ) throws -> [FreeTime] {
        try transaction.openSlots(appointments, calendar: calendar.id, centre: centre, from: day, days: days, at: now)
            .map { FreeTime(centre: centre, value: $0.slot.value, left: $0.left) }
    }
}
