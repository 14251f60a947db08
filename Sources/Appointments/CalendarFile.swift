package import Foundation
package import Kit

/// An appointment for the calendar of a phone, by RFC 5545. Times are UTC, so that no zone has to be described.
package struct CalendarFile: Sendable {
    package let uid: String
    package let startsAt: Date
    package let endsAt: Date
    package let changedAt: Date
    /// Counts up with every change, so that a phone knows which file is newer (§3.8.7.4).
    package let sequence: Int
    package let summary: String
    package let location: String
    package let description: String
    package let language: Language

    package init(
        uid: String, startsAt: Date, endsAt: Date, changedAt: Date, sequence: Int, summary: String, location: String,
        description: String, language: Language
    ) {
        self.uid = uid
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.changedAt = changedAt
        self.sequence = sequence
        self.summary = summary
        self.location = location
        self.description = description
        self.language = language
    }

    package var text: String {
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hukoomi//Appointments//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            "UID:\(CalendarFile.escaped(uid))", "DTSTAMP:\(CalendarFile.moment(changedAt))",
            "LAST-MODIFIED:\(CalendarFile.moment(changedAt))", "SEQUENCE:\(sequence)",
            "DTSTART:\(CalendarFile.moment(startsAt))", "DTEND:\(CalendarFile.moment(endsAt))",
            "SUMMARY;LANGUAGE=\(language.rawValue):\(CalendarFile.escaped(summary))",
            "LOCATION;LANGUAGE=\(language.rawValue):\(CalendarFile.escaped(location))",
            "DESCRIPTION;LANGUAGE=\(language.rawValue):\(CalendarFile.escaped(description))", "STATUS:CONFIRMED",
            "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR",
        ]
        return lines.map { CalendarFile.folded($0) + "\r\n" }.joined()
    }

    /// A text value (§3.3.11): backslash, semicolon and comma escaped, line ends as `\n`, no other control characters.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": escaped.append(contentsOf: ["\\", "n"])
            case _ where scalar.properties.generalCategory == .control: continue
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// Lines of at most 75 octets, never parted within a character's bytes (§3.1).
    static func folded(_ line: String) -> String {
        var folded = String.UnicodeScalarView()
        var octets = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if octets + size > 75 {
                folded.append(contentsOf: ["\r", "\n", " "])
                octets = 1
            }
            folded.append(scalar)
            octets += size
        }
        return String(folded)
    }

    /// `20261123T043000Z`.
    private static func moment(_ moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let number = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let (year, month, day) = Day(number: number).civil
        let time = seconds - number * 86_400
        return String(
            format: "%04d%02d%02dT%02d%02d%02dZ", year, month, day, time / 3600, time / 60 % 60, time % 60)
    }
}
