package import Kit
package import Web

/// Somebody the state knows: a citizen, a resident, or one who works for it.
package struct Person: Sendable, Hashable {
    package var id: String
    package var name: Bilingual
    package var qid: QID
    /// A mobile number: codes are sent to it.
    package var phone: Phone
    package var email: String?
    package var born: Day
    package var sex: Sex
    package var address: NationalAddress?
    package var iban: IBAN?
    /// The language in which messages are written to this person.
    package var language: Language
    package var roles: [Role]
    /// What an officer does within the services he has: review, inspection, appeal; empty means all of these. Only who has
    /// `counter` or `phone` among them may apply for others there; `edit` and `publish` let him write services and publish
    /// what others wrote.
    package var duties: [String]

    package init(
        id: String, name: Bilingual, qid: QID, phone: Phone, email: String?, born: Day, sex: Sex,
        address: NationalAddress?, iban: IBAN?, language: Language, roles: [Role], duties: [String]
    ) {
        self.id = id
        self.name = name
        self.qid = qid
        self.phone = phone
        self.email = email
        self.born = born
        self.sex = sex
        self.address = address
        self.iban = iban
        self.language = language
        self.roles = roles
        self.duties = duties
    }

    /// ISO 3166-1 numeric, as the QID says it.
    package var nationality: String { qid.nationality }
    package var isQatari: Bool { qid.isQatari }
}

/// As the register of people has it.
package enum Sex: String, Sendable, Hashable, CaseIterable { case female, male }

/// The blue plate on a house: zone, street and building.
package struct NationalAddress: Sendable, Hashable {
    package var zone: Int
    package var street: Int
    package var building: Int
    package var municipality: Municipality

    package init(zone: Int, street: Int, building: Int, municipality: Municipality) {
        self.zone = zone
        self.street = street
        self.building = building
        self.municipality = municipality
    }
}

/// The eight municipalities, by their ISO 3166-2 codes.
package enum Municipality: String, Sendable, Hashable, CaseIterable {
    case doha = "QA-DA"
    case khor = "QA-KH"
    case shamal = "QA-MS"
    case rayyan = "QA-RA"
    case shahaniya = "QA-SH"
    case ummSalal = "QA-US"
    case wakra = "QA-WA"
    case daayen = "QA-ZA"
}

/// A company or office that people act for.
package struct Organisation: Sendable, Hashable {
    package var id: String
    package var name: Bilingual
    /// Its number in the commercial register.
    package var registration: String
    package var phone: Phone?
    package var email: String?
    package var iban: IBAN?

    package init(
        id: String, name: Bilingual, registration: String, phone: Phone?, email: String?, iban: IBAN?
    ) {
        self.id = id
        self.name = name
        self.registration = registration
        self.phone = phone
        self.email = email
        self.iban = iban
    }

    package var principal: Principal { Principal(id: id, name: name) }
}
