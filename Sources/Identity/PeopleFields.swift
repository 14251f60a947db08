import Content
import Kit
import Messaging

/// Values that only people and organisations have.
extension Sheet {
    func identifier(_ key: String) -> String {
        let text = text(key)
        let isGood = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        if !isGood { note("«\(key)» is made of small letters, digits and dashes, not «\(text)»", at: key) }
        return text
    }

    func qid(_ key: String) -> QID? {
        let text = text(key)
        if let qid = QID(text) { return qid }
        if !text.isEmpty { note("«\(text)» is not a QID: eleven digits that begin with 2 or 3, in quotes", at: key) }
        return nil
    }

    /// A number that a code can be sent to.
    func mobile(_ key: String) -> Phone? {
        let text = text(key)
        if let phone = Phone(text), phone.isMobile { return phone }
        if !text.isEmpty { note("«\(text)» is not a mobile number such as \"+974 5550 0101\"", at: key) }
        return nil
    }

    func phone(_ key: String) -> Phone? {
        guard let text = optionalText(key) else { return nil }
        if let phone = Phone(text) { return phone }
        note("«\(text)» is not a telephone number such as \"+974 4450 0101\"", at: key)
        return nil
    }

    /// The number of a visitor's passport, and the country that issued it.
    func passport() -> Passport? {
        let (number, code) = (text("number"), text("nationality"))
        finish()
        guard let country = Country(code) else {
            if !code.isEmpty { note("«\(code)» is not a country by three letters, such as IND", at: "nationality") }
            return nil
        }
        if let passport = Passport(number, of: country) { return passport }
        if !number.isEmpty { note("«\(number)» is not the number of a passport, such as P1234567", at: "number") }
        return nil
    }

    /// A number of any country.
    func phoneAbroad(_ key: String) -> InternationalPhone? {
        guard let text = optionalText(key) else { return nil }
        if let phone = InternationalPhone(text) { return phone }
        note("«\(text)» is not a telephone number with its country, such as \"+44 20 7946 0123\"", at: key)
        return nil
    }

    func email(_ key: String) -> String? {
        guard let text = optionalText(key) else { return nil }
        if let address = MailAddress(text) { return address.text }
        note("«\(text)» is not an e-mail address such as name@example.qa", at: key)
        return nil
    }

    func iban(_ key: String) -> IBAN? {
        guard let text = optionalText(key) else { return nil }
        if let iban = IBAN(text) { return iban }
        note("«\(text)» is not an IBAN of Qatar, or its check digits are wrong", at: key)
        return nil
    }
}
