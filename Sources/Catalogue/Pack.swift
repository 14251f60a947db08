package import Kit

/// How a government describes itself: its name, its calendar, and the words by which people find its services.
package struct Pack: Sendable {
    /// A group of services, by subject or by whom they are for.
    package struct Topic: Sendable, Hashable {
        package let id: String
        package let name: Bilingual
        package let summary: Bilingual
    }

    /// Where facts come from that have no public address.
    package struct Source: Sendable, Hashable {
        package let name: Bilingual
        package let note: Bilingual?
    }

    package struct Holiday: Sendable, Hashable {
        package let day: Day
        package let name: Bilingual
    }

    /// Who answers when something is not clear.
    package struct Contact: Sendable, Hashable {
        package let name: Bilingual
        package let phone: String
        package let fromAbroad: String?
    }

    package let id: String
    package let name: Bilingual
    package let tagline: Bilingual
    package let government: Bilingual
    package let languages: [Language]
    /// ISO 4217.
    package let currency: String
    package let usesArabicDigits: Bool
    package let calendar: WorkingCalendar
    package let holidays: [Holiday]
    package let contact: Contact
    package let categories: [Topic]
    package let audiences: [Topic]
    package let sources: [String: Source]
    /// Services that the first page offers, the most used first.
    package let busiest: [String]

    package func category(_ id: String) -> Topic? { categories.first { $0.id == id } }
    package func audience(_ id: String) -> Topic? { audiences.first { $0.id == id } }
}
