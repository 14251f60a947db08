import Foundation
import Kit
import Messaging
import Web

/// What a visitor says of himself, and what is wrong with it. The password never goes back to the page.
struct NewAccountForm: Sendable {
    static let fields = ["name", "name-ar", "nationality", "passport", "born", "phone", "password"]

    let name: String
    let arabicName: String
    let nationality: String
    let passport: String
    let born: (day: String, month: String, year: String)
    let phone: String
    let password: String
    private(set) var errors: [String: TextKey] = [:]

    init() {
        name = ""
        arabicName = ""
        nationality = ""
        passport = ""
        born = ("", "", "")
        phone = ""
        password = ""
    }

    init(_ context: Context, _ address: MailAddress) {
        let form = context.form
        name = String(form["name"].prefix(NewAccountForm.longest))
        arabicName = String(form["name-ar"].prefix(NewAccountForm.longest))
        nationality = String(form["nationality"].prefix(3))
        passport = String(form["passport"].prefix(40))
        let parts = ["born-day", "born-month", "born-year"].map { String(form[$0].prefix(8)) }
        born = (parts[0], parts[1], parts[2])
        phone = String(form["phone"].prefix(40))
        // As it was typed: spaces at its ends are part of a password.
        password = form.all("password").first ?? ""
        check(address, today: context.today)
    }

    private static let longest = 101

    private mutating func check(_ address: MailAddress, today: Day) {
        errors["name"] = NewAccountForm.fault(
            name, NewAccountForm.isLatin, missing: "identity.new.name.missing", "identity.new.name.latin")
        errors["name-ar"] = NewAccountForm.fault(
            arabicName, NewAccountForm.isArabic, missing: nil, "identity.new.name-ar.arabic")
        if country == nil { errors["nationality"] = "identity.new.nationality.missing" }
        if passport.isEmpty {
            errors["passport"] = "identity.new.passport.missing"
        } else if let country, Passport(passport, of: country) == nil {
            errors["passport"] = "identity.new.passport.malformed"
        }
        if let day {
            if day > today { errors["born"] = "identity.new.born.later" }
        } else {
            errors["born"] = "identity.new.born.none"
        }
        if !phone.isEmpty, InternationalPhone(phone) == nil { errors["phone"] = "identity.new.phone.malformed" }
        let mailbox = address.account.prefix { $0 != "@" }
        errors["password"] = NewPassword.fault(
            password, known: [String(mailbox), Digits.compact(passport)] + name.split(separator: " ").map(String.init)
        ).map { TextKey($0, ["least": String(NewPassword.least)]) }
    }

    private static func fault(
        _ name: String, _ isAllowed: (Unicode.Scalar) -> Bool, missing: TextKey?, _ other: TextKey
    ) -> TextKey? {
        if name.isEmpty { return missing }
        let scalars = name.unicodeScalars
        let isName =
            scalars.contains { $0.properties.isAlphabetic }
            && scalars.allSatisfy { isAllowed($0) || " -'’.".unicodeScalars.contains($0) }
        if !isName { return other }
        return name.count < longest ? nil : "identity.new.name.long"
    }

    /// Letters as they stand in passports, with the marks that some languages put on them.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 65...90, 97...122, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x300...0x36F, 0x1E00...0x1EFF: true
        default: false
        }
    }

    private static func isArabic(_ scalar: Unicode.Scalar) -> Bool {
        (0x0620...0x06D3).contains(scalar.value)
            && (scalar.properties.isAlphabetic || (0x064B...0x0655).contains(scalar.value))
    }

    private var country: Country? { Country(nationality) }

    private var day: Day? {
        let numbers = [born.year, born.month, born.day].map { Digits.compact($0) }.compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] >= 1900 else { return nil }
        return Day(numbers[0], numbers[1], numbers[2])
    }

    /// The person that all of it makes; nil where something is wrong.
    func person(_ address: MailAddress, language: Language, at now: Date) -> Person? {
        guard errors.isEmpty, let country, let day, let passport = Passport(passport, of: country) else { return nil }
        return Person(
            id: Identifier.make(at: now), name: Bilingual(ar: arabicName.isEmpty ? name : arabicName, en: name),
            passport: passport, email: address, phone: InternationalPhone(phone), born: day, language: language)
    }
}
