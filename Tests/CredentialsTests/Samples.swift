import Foundation
import Kit
import Testing

@testable import Credentials

/// Keys, claims and credentials that the tests share; the people in them do not exist.
enum Samples {
    /// 2026-11-21T08:00:00Z.
    static let issued = Date(timeIntervalSince1970: 1_795_248_000)
    static let later = issued.addingTimeInterval(30 * 86_400)
    static let identity = WebIdentity(host: "hukoomi.gov.qa")
    static let code = PaperCode(portal: "https://hukoomi.gov.qa")

    static func key(
        _ seed: UInt8 = 7, from: Date = issued.addingTimeInterval(-86_400),
        to: Date = issued.addingTimeInterval(86_400), status: KeyStatus = .active
    ) throws -> SigningKey {
        try #require(
            SigningKey(privateKey: [UInt8](repeating: seed, count: 32), notBefore: from, notAfter: to, status: status))
    }

    static func reference() throws -> Reference {
        try #require("0123456789ABCDEFGHJKMNPQRSTVWXYZ".lazy.compactMap { Reference("8K2M47QDX\($0)") }.first)
    }

    static func claims() throws -> PaperClaims {
        PaperClaims(
            reference: try reference(), kind: "exit-permit", subject: "28463412345",
            name: "محمد عبدالله أحمد الكواري",
            issued: issued, expires: later, facts: ["AB1234567"])
    }

    static func credential() throws -> Credential {
        Credential(
            id: "https://hukoomi.gov.qa/documents/\(try reference().symbols)", type: "ExitPermit",
            title: Bilingual(ar: "إذن خروج", en: "Exit permit"),
            issuer: .init(
                identity: identity, name: Bilingual(ar: "وزارة الداخلية", en: "Ministry of Interior")),
            validFrom: issued, validUntil: later,
            claims: [
                .init(
                    "holderName",
                    .text(Bilingual(ar: "محمد عبدالله أحمد الكواري", en: "Mohammed Abdulla Al-Kuwari"))),
                .init("holderNumber", .code("28463412345")), .init("journeys", .integer(1)),
                .init("returnBy", .day(Day(number: 20_800))), .init("fee", .money(.riyals(minor: 0))),
            ],
            status: .init(list: "https://hukoomi.gov.qa/status/1", index: 94_567), host: "hukoomi.gov.qa")
    }
}

extension KeyRing {
    init(signing keys: [SigningKey]) { self.init(keys.map(\.verification)) }
}

extension DataIntegrity.Verdict {
    var isOurs: Bool { if case .signed = self { true } else { false } }
}

extension PaperCode.Verdict {
    var claims: PaperClaims? {
        switch self {
        case .valid(let claims, _), .expired(let claims, _), .compromised(let claims): claims
        case .altered, .notOurs: nil
        }
    }
}
