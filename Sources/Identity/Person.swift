package import Kit
package import Messaging
package import Web

/// Somebody the state knows: a citizen, a resident, a visitor from abroad, or one who works for it.
package struct Person: Sendable, Hashable {
    package var id: String
    package var name: Bilingual
    package var proof: Proof
    /// A mobile number of Qatar: codes are sent to it. Visitors have none.
    package var phone: Phone?
    /// What a visitor says his number is: nobody has proved it, and nothing is sent to it.
    package var phoneAbroad: InternationalPhone?
    package var email: String?
    package var born: Day
    package var sex: Sex?
    package var address: NationalAddress?
    package var iban: IBAN?
    /// The language in which messages are written to this person.
    package var language: Language
    package var roles: [Role]
    /// What an officer does within the services he has: review, inspection, appeal; empty means all of these. Only who has
    /// `counter` or `phone` among them may apply for others there; `edit` and `publish` let him write services and publish
    /// what others wrote.
    package var duties: [String]

    /// A citizen or resident.
    package init(
        id: String, name: Bilingual, qid: QID, phone: Phone, email: String?, born: Day, sex: Sex,
        address: NationalAddress?, iban: IBAN?, language: Language, roles: [Role], duties: [String]
    ) {
        self.id = id
        self.name = name
        proof = .qid(qid)
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

    /// A visitor from abroad, whose account is his e-mail address.
    package init(
        id: String, name: Bilingual, passport: Passport, email: MailAddress, phone: InternationalPhone?, born: Day,
        language: Language
    ) {
        self.id = id
        self.name = name
        proof = .passport(passport)
        phoneAbroad = phone
        self.email = email.account
        self.born = born
        self.language = language
        roles = []
        duties = []
    }

    /// Null for visitors.
    package var qid: QID? { if case .qid(let qid) = proof { qid } else { nil } }
    /// Null for citizens and residents.
    package var passport: Passport? { if case .passport(let passport) = proof { passport } else { nil } }
    package var isFromAbroad: Bool { passport != nil }
    /// What he signs in with: his QID, or his e-mail address.
    package var account: String { qid?.digits ?? email ?? "" }

    package var nationality: Country? {
        switch proof {
        case .qid(let qid): Country(number: qid.nationality)
        case .passport(let passport): passport.nationality
        }
    }
}

/// By what the state tells a person from everybody else.
package enum Proof: Sendable, Hashable {
    case qid(QID)
    case passport(Passport)
}

/// What a visitor says his passport has in it; an officer compares it with the copy of one when he decides.
package struct Passport: Sendable, Hashable {
    /// Capital letters and digits.
    package let number: String
    package let nationality: Country

    /// Reads a number as it stands in the passport; nil where none looks like that.
    package init?(_ typed: String, of nationality: Country) {
        let number = Digits.compact(typed).uppercased()
        let isPlain = number.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        guard (5...20).contains(number.utf8.count), isPlain else { return nil }
        self.number = number
        self.nationality = nationality
    }

    /// For pages that others may see over a shoulder.
    package var masked: String { String(repeating: "•", count: number.count - 3) + number.suffix(3) }
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
