package import Kit

/// A public service as its page tells of it: what it is, for whom, what it costs, where it is had
/// (CPSV-AP 3.2.0, «Public Service»).
package struct PublicService: Sendable, Hashable {
    /// How much of it can be done without going anywhere.
    package enum Level: String, Sendable, CaseIterable {
        case information, procedural, online
        case endToEnd = "end-to-end"
    }

    package enum Fee: Sendable, Hashable {
        case amount(Money, for: Bilingual)
        case unknown(for: Bilingual)
        /// A condition on fees that is not an amount: a discount, a percentage.
        case terms(Bilingual)
    }

    /// Where the service is had.
    package struct Channel: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable { case web, app, counter, phone, post, embassy, sms }
        package let kind: Kind
        package let name: Bilingual
        package let address: String?
    }

    /// Where the facts come from, and of which year they are, if that is known.
    package struct Evidence: Sendable, Hashable {
        package let asOf: Int?
        /// Addresses of the web, or keys of the pack's sources.
        package let sources: [String]
    }

    /// Where the Arabic name comes from.
    package enum NameOrigin: String, Sendable, CaseIterable { case official, article, press, common, translated }

    package let id: String
    package let name: Bilingual
    package let nameOrigin: NameOrigin
    package let entity: String
    package let audiences: [String]
    package let category: String
    package let level: Level
    /// What cannot be done from afar, and why.
    package let physicalStep: Bilingual?
    package let summary: Bilingual
    package let alsoCalled: Phrases
    package let requirements: [Bilingual]
    /// Nil where the fees are not known.
    package let fees: [Fee]?
    /// For what the amounts are, where they are not for the whole: a year, a person.
    package let feePeriod: Bilingual?
    package let time: Bilingual?
    package let steps: [Bilingual]
    package let channels: [Channel]
    package let note: Bilingual?
    package let evidence: Evidence
    package let checked: Day
    /// Whether it can be applied for on this portal.
    package let isStartable: Bool
}
