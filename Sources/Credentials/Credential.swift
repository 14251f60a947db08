package import Kit
package import struct Foundation.Date

/// What the state says in a document it issues: W3C Verifiable Credentials Data Model 2.0, before it is
/// signed.
package struct Credential: Sendable, Hashable {
    /// The address of the document, `https://hukoomi.gov.qa/documents/8K2M47QDXP`.
    var id: String
    /// The type in the portal's own vocabulary, such as `ExitPermit`.
    var type: String
    var title: Bilingual
    var issuer: Issuer
    var validFrom: Date
    var validUntil: Date?
    /// Who or what it is about, where that has an identifier of its own.
    var subject: String?
    var claims: [Claim]
    var status: StatusEntry?
    /// The host whose vocabulary defines the type and the claims.
    var host: String

    package init(
        id: String, type: String, title: Bilingual, issuer: Issuer, validFrom: Date, validUntil: Date? = nil,
        subject: String? = nil, claims: [Claim], status: StatusEntry? = nil, host: String
    ) {
        self.id = id
        self.type = type
        self.title = title
        self.issuer = issuer
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.subject = subject
        self.claims = claims
        self.status = status
        self.host = host
    }
}

extension Credential {
    /// The government under its published identity, and the entity that speaks.
    package struct Issuer: Sendable, Hashable {
        var identity: WebIdentity
        var name: Bilingual

        package init(identity: WebIdentity, name: Bilingual) {
            self.identity = identity
            self.name = name
        }
    }

    /// One thing that the document says, under its name in the vocabulary: `dateOfBirth`, `employer`.
    package struct Claim: Sendable, Hashable {
        package var name: String
        var value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The kinds of value a document states; machines read them without knowing a language.
    package enum Value: Sendable, Hashable {
        case text(Bilingual)
        /// A number, plate or name that is the same in every language.
        case code(String)
        case integer(Int)
        case flag(Bool)
        case day(Day)
        case moment(Date)
        case money(Money)
        case list([Value])
    }

    /// The place of the document in a list of those that were revoked (W3C Bitstring Status List 1.0, section
    /// 2.1).
    package struct StatusEntry: Sendable, Hashable {
        /// The address of the list's own credential.
        var list: String
        var index: Int
        var purpose: String

        package init(list: String, index: Int, purpose: String = "revocation") {
            self.list = list
            self.index = index
            self.purpose = purpose
        }
    }
}

extension Credential {
    /// The first context of every credential (VCDM 2.0, section 4.3).
    package static let baseContext = "https://www.w3.org/ns/credentials/v2"

    static func portalContext(host: String) -> String { "https://\(host)/contexts/documents/v1" }

    /// What the portal serves at `portalContext(host:)`: every claim is a term of its vocabulary.
    package static func contextDocument(host: String) -> JSONValue {
        ["@context": ["@vocab": .string("https://\(host)/vocabulary#")]]
    }

    /// The credential as JSON, ready to be signed (VCDM 2.0, section 4).
    package var json: JSONValue {
        var json: JSONValue = [
            "@context": [.string(Credential.baseContext), .string(Credential.portalContext(host: host))],
            "id": .string(id), "type": ["VerifiableCredential", .string(type)],
            "name": Credential.json(title),
            "issuer": ["id": .string(issuer.identity.did), "name": Credential.json(issuer.name)],
            "validFrom": .string(Timestamp.text(validFrom)),
        ]
        if let validUntil { json["validUntil"] = .string(Timestamp.text(validUntil)) }
        var about: [JSONMember] = []
        if let subject { about.append(JSONMember("id", .string(subject))) }
        about += claims.map { JSONMember($0.name, $0.value.json) }
        json["credentialSubject"] = .object(about)
        if let status { json["credentialStatus"] = status.json }
        return json
    }

    /// Both languages as language-tagged values with their direction (VCDM 2.0, section 11.1), or one text
    /// where they are the same.
    static func json(_ text: Bilingual) -> JSONValue {
        guard !text.ar.utf8.elementsEqual(text.en.utf8) else { return .string(text.ar) }
        return .array(
            Language.allCases.map { language in
                [
                    "@value": .string(text[language]), "@language": .string(language.rawValue),
                    "@direction": .string(language.direction),
                ]
            })
    }
}

extension Credential.StatusEntry {
    var json: JSONValue {
        [
            "id": .string("\(list)#\(index)"), "type": "BitstringStatusListEntry",
            "statusPurpose": .string(purpose),
            "statusListIndex": .string(String(index)), "statusListCredential": .string(list),
        ]
    }
}

extension Credential.Value {
    var json: JSONValue {
        switch self {
        case .text(let text): Credential.json(text)
        case .code(let text): .string(text)
        case .integer(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .day(let day): .string(day.description)
        case .moment(let moment): .string(Timestamp.text(moment))
        case .money(let money): ["amount": .string(money.plain), "currency": .string(money.currency)]
        case .list(let values): .array(values.map(\.json))
        }
    }
}
