package import Foundation
package import Kit

/// A letter by e-mail: plain text, one recipient.
package struct Mail: Sendable, Hashable {
    package let id: String
    package let to: MailAddress
    package let subject: String
    package let text: String
    package let language: Language
    package let at: Date

    package init(id: String, to: MailAddress, subject: String, text: String, language: Language, at: Date) {
        self.id = id
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.at = at
    }
}

/// What an e-mail says, in one language.
package struct MailLetter: Sendable, Hashable {
    package let subject: String
    /// Plain text; an empty line parts paragraphs.
    package let body: String
    package let language: Language

    package init(subject: String, body: String, language: Language) {
        self.subject = subject
        self.body = body
        self.language = language
    }
}

/// An e-mail address that can stand in a header and in an SMTP command without meaning anything else: a dot-atom at a
/// domain (RFC 5322 §3.4.1), letters of any script allowed (RFC 6531).
package struct MailAddress: Sendable, Hashable {
    package let text: String
    package let domain: String

    package init?(_ typed: String) {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        let sides = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, sides.count == 2 else { return nil }
        let (local, domain) = (String(sides[0]), String(sides[1]))
        guard (1...64).contains(local.utf8.count), !domain.isEmpty else { return nil }
        guard MailAddress.isDotted(local, "!#$%&'*+-/=?^_`{|}~"), MailAddress.isDotted(domain, "-") else { return nil }
        self.text = text
        self.domain = domain
    }

    /// As an account is called by it: the same in small and capital letters.
    package var account: String { text.lowercased() }

    /// Needs a server that offers SMTPUTF8.
    var isInternational: Bool { !text.utf8.allSatisfy { $0 < 0x80 } }

    /// Labels parted by single dots, of letters, digits and the marks given.
    private static func isDotted(_ text: String, _ marks: String) -> Bool {
        let labels = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty
                && label.allSatisfy { scalar in
                    switch scalar.value {
                    case 48...57, 65...90, 97...122: true
                    case ..<0x80: marks.unicodeScalars.contains(scalar)
                    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    }
                }
        }
    }
}
