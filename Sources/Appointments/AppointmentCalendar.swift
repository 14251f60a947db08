package import Kit

/// Hours of a day during which people are received, in minutes since midnight.
package struct OpeningHours: Sendable, Hashable {
    package let opens: Int
    package let closes: Int

    /// Reads `06:30-17:30`.
    init?(_ text: String) {
        let sides = text.split(separator: "-", omittingEmptySubsequences: false).map(Clock.minute)
        guard sides.count == 2, let opens = sides[0], let closes = sides[1], opens < closes else { return nil }
        self.opens = opens
        self.closes = closes
    }
}

/// The time of a day as minutes since midnight, written `07:30`.
enum Clock {
    static func minute(_ text: some StringProtocol) -> Int? {
        let sides = text.split(separator: ":", omittingEmptySubsequences: false)
        guard sides.count == 2,
            sides.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        guard let hour = Int(sides[0]), let minute = Int(sides[1]), hour < 24, minute < 60 else { return nil }
        return hour * 60 + minute
    }

    static func text(_ minute: Int) -> String {
        "\(minute < 600 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
}

/// A place where people are received, or where somebody comes to them.
package struct Centre: Sendable, Hashable {
    package let id: String
    package let name: Bilingual
    package let place: Bilingual
    /// How many can be received at the same time.
    package let places: Int
}

/// What appointments can be made for: the medical check, the visit to a farm.
package struct AppointmentCalendar: Sendable, Hashable {
    package let id: String
    package let name: Bilingual
    package let centres: [Centre]
    package let hours: [Weekday: [OpeningHours]]
    package let slotMinutes: Int
    /// The first day that can be had is so many days after today, the last so many.
    package let daysAhead: ClosedRange<Int>
    /// Whether hours and places were made up for demonstration.
    package let isDemo: Bool

    package func centre(_ id: String) -> Centre? { centres.first { $0.id == id } }

    /// When slots begin on such a day, in minutes since midnight; a slot that would end after closing is none.
    func beginnings(on weekday: Weekday) -> [Int] {
        (hours[weekday] ?? []).flatMap {
            Array(stride(from: $0.opens, through: $0.closes - slotMinutes, by: slotMinutes))
        }
    }
}
