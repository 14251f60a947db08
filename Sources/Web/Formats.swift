package import Foundation
package import Kit

/// Numbers, money and dates as people of each language write them.
extension Texts {
    /// `375,580`.
    package func number(_ value: Int) -> String { digits(Texts.grouped(value)) }

    /// `500 ريال`, `QAR 4,410`, `QAR 12.50`.
    package func money(_ amount: Money) -> String {
        let whole = amount.minor / 100
        if amount.minor % 100 == 0 {
            return self("web.money.\(amount.currency.lowercased())", count: whole)
        }
        let plain = Texts.grouped(whole) + amount.plain.suffix(3)
        return self("web.money.\(amount.currency.lowercased()).other", ["count": digits(plain)])
    }

    /// `+24.7 %`, with the sign where asked; one decimal, halves away from zero.
    package func percent(tenths: Int, signed: Bool = false) -> String {
        let sign = tenths < 0 ? "−" : signed && tenths > 0 ? "+" : ""
        let text = digits("\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)")
        return "\u{2066}\(text)%\u{2069}"
    }

    /// `21 نوفمبر 2026`, `21 November 2026`; no line ends within a date, so its spaces are no-break spaces.
    package func day(_ day: Day) -> String {
        let (year, month, number) = day.civil
        return digits(Texts.unbroken("\(number) \(self("web.month.\(month)")) \(year)"))
    }

    /// With the day of the week before it: for deadlines and appointments.
    package func dayOfWeek(_ day: Day) -> String {
        self("web.date.weekday", ["weekday": self("web.weekday.\(day.weekday.rawValue)"), "day": self.day(day)])
    }

    /// Both calendars, as on official papers.
    package func dayInBothCalendars(_ day: Day) -> String {
        self("web.date.both", ["gregorian": self.day(day), "hijri": hijri(day)])
    }

    /// The day in the Umm al-Qura calendar.
    package func hijri(_ day: Day) -> String {
        let date = HijriDay(day)
        return digits(Texts.unbroken("\(date.day) \(self("web.hijri.\(date.month)")) \(date.year)"))
    }

    /// `21 November 2026, 14:05`, in the time of the country.
    package func moment(_ moment: Date, _ calendar: WorkingCalendar) -> String {
        self("web.date.moment", ["day": day(calendar.day(of: moment)), "time": time(moment, calendar)])
    }

    /// A moment with its day in both calendars.
    package func momentInBothCalendars(_ moment: Date, _ calendar: WorkingCalendar) -> String {
        let day = dayInBothCalendars(calendar.day(of: moment))
        return self("web.date.moment", ["day": day, "time": time(moment, calendar)])
    }

    /// `14:05`.
    package func time(_ moment: Date, _ calendar: WorkingCalendar) -> String {
        let seconds = Int(moment.timeIntervalSince(calendar.start(of: calendar.day(of: moment))))
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return digits("\(hours / 10)\(hours % 10):\(minutes / 10)\(minutes % 10)")
    }

    /// A time of day that is already written as `14:05`.
    package func clock(_ text: String) -> String { digits(text) }

    /// `September 2015`.
    package func month(_ year: Int, _ month: Int) -> String {
        digits(Texts.unbroken("\(self("web.month.\(month)")) \(year)"))
    }

    /// `1.4 MB`.
    package func size(_ bytes: Int) -> String {
        if bytes < 1_000_000 { return self("web.size.kb", ["size": number(max(1, bytes / 1000))]) }
        return self("web.size.mb", ["size": digits("\(bytes / 1_000_000).\(bytes / 100_000 % 10)")])
    }

    private func digits(_ text: String) -> String {
        guard arabicDigits, language == .arabic else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (48...57).contains(scalar.value) ? Unicode.Scalar(scalar.value - 48 + 0x0660) ?? scalar : scalar
                }))
    }

    private static func unbroken(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 4)
        for byte in text.utf8 { byte == UInt8(ascii: " ") ? bytes += [0xC2, 0xA0] : bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude).utf8)
        var text: [UInt8] = value < 0 ? [45] : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(44) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A day of the Umm al-Qura calendar, by the tables of ICU (Foundation).
struct HijriDay {
    let year: Int
    let month: Int
    let day: Int

    init(_ day: Day) {
        var calendar = Calendar(identifier: .islamicUmmAlQura)
        calendar.timeZone = .gmt
        let noon = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200)
        let parts = calendar.dateComponents([.year, .month, .day], from: noon)
        year = parts.year ?? 0
        month = parts.month ?? 1
        self.day = parts.day ?? 1
    }
}
