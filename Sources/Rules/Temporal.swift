package import Foundation
package import Kit

/// Where a clock stands: so far from UTC, or at a place of the IANA time zone database.
package enum Zone: Sendable, Hashable {
    /// Seconds east of UTC, at most 18 hours.
    case offset(Int)
    case place(String)

    /// Reads `Z`, `+03:00`, `-00:30:15`, `@Asia/Qatar`.
    init?(_ text: Substring) {
        if text == "Z" || text == "z" {
            self = .offset(0)
        } else if text.hasPrefix("@") {
            let name = String(text.dropFirst())
            guard name.utf8.count <= 64, name.utf8.first.map({ $0 > 64 }) == true, TimeZone(identifier: name) != nil
            else { return nil }
            self = .place(name)
        } else {
            let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
            guard let sign = text.first, sign == "+" || sign == "-", (2...3).contains(parts.count) else { return nil }
            let numbers = parts.compactMap { ClockTime.two($0) }
            guard numbers.count == parts.count, numbers[1] < 60, numbers.count == 2 || numbers[2] < 60 else {
                return nil
            }
            let seconds = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
            guard seconds <= Zone.most else { return nil }
            self = .offset(sign == "-" ? -seconds : seconds)
        }
    }

    static let most = 18 * 3600

    /// Seconds east of UTC at a moment of this place's clock.
    func offset(at day: Day, _ second: Int) -> Int {
        switch self {
        case .offset(let seconds): return seconds
        case .place(let name):
            guard let zone = TimeZone(identifier: name) else { return 0 }
            let clock = Double(day.number) * 86_400 + Double(second)
            // The offset is known by UTC only: found from one that is near, which differs in the hour of a change.
            let near = zone.secondsFromGMT(for: Date(timeIntervalSince1970: clock))
            return zone.secondsFromGMT(for: Date(timeIntervalSince1970: clock - Double(near)))
        }
    }

    /// Seconds east of UTC at a moment of UTC.
    func offset(atUTC seconds: Int) -> Int {
        switch self {
        case .offset(let seconds): seconds
        case .place(let name):
            TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) ?? 0
        }
    }

    fileprivate var written: String {
        switch self {
        case .place(let name): return "@" + name
        case .offset(0): return "Z"
        case .offset(let seconds):
            let (hours, rest) = abs(seconds).quotientAndRemainder(dividingBy: 3600)
            let tail = rest % 60 == 0 ? "" : ":" + ClockTime.padded(rest % 60)
            return (seconds < 0 ? "-" : "+") + ClockTime.padded(hours) + ":" + ClockTime.padded(rest / 60) + tail
        }
    }
}

/// FEEL's time: of a day, to the nanosecond; without a zone it is that of wherever one is.
package struct ClockTime: Sendable, Hashable {
    /// Since midnight, below 86,400.
    package let second: Int
    package let nanosecond: Int
    package let zone: Zone?

    package init(second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
        (self.second, self.nanosecond, self.zone) = (second, nanosecond, zone)
    }

    /// Nil where a clock does not show it.
    init?(_ hour: Int, _ minute: Int, _ second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(second: hour * 3600 + minute * 60 + second, nanosecond: nanosecond, zone: zone)
    }

    /// Reads `10:30:00`, `10:30:00.123Z`, `10:30:00+03:00`, `10:30:00@Asia/Qatar`.
    init?(_ text: Substring) {
        let bytes = text.utf8
        guard bytes.count >= 8, bytes.count <= 100 else { return nil }
        let clock = text.prefix(8)
        guard clock.utf8.count == 8 else { return nil }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).compactMap { ClockTime.two($0) }
        guard parts.count == 3 else { return nil }
        var rest = text.dropFirst(8)
        var nanosecond = 0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return nil }
            nanosecond = Int(digits.prefix(9) + repeatElement("0", count: max(0, 9 - digits.count))) ?? 0
            rest = rest.dropFirst(1 + digits.count)
        }
        var zone: Zone?
        if !rest.isEmpty {
            guard let found = Zone(rest) else { return nil }
            zone = found
        }
        self.init(parts[0], parts[1], parts[2], nanosecond: nanosecond, zone: zone)
    }

    static let midnight = ClockTime(second: 0)

    /// Two digits and nothing else.
    fileprivate static func two(_ text: Substring) -> Int? {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    fileprivate static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    var hour: Int { second / 3600 }
    var minute: Int { second / 60 % 60 }

    package var written: String {
        var text = [hour, minute, second % 60].map(ClockTime.padded).joined(separator: ":")
        if nanosecond > 0 {
            var digits = String(nanosecond)
            digits = "." + String(repeating: "0", count: 9 - digits.count) + digits
            while digits.hasSuffix("0") { digits.removeLast() }
            text += digits
        }
        return text + (zone?.written ?? "")
    }

    /// Seconds of UTC, which may lie a day away.
    var utc: Int { second - (zone?.offset(at: Day(number: 0), second) ?? 0) }

    /// So much later, around the clock.
    func moved(seconds: Decimal) -> ClockTime? {
        guard let (whole, nano) = Moment.parts(seconds) else { return nil }
        let (carry, left) = Moment.floor(nanosecond + nano, 1_000_000_000)
        return ClockTime(second: Moment.floor(second + whole + carry, 86_400).rest, nanosecond: left, zone: zone)
    }
}

/// FEEL's date and time.
package struct Moment: Sendable, Hashable {
    package let day: Day
    package let time: ClockTime

    package init(day: Day, time: ClockTime) { (self.day, self.time) = (day, time) }

    /// Reads a date, or a date and a time with `T` between them.
    init?(_ text: String) {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = Day(feel: halves[0]) else { return nil }
        guard halves.count == 2 else {
            self.init(day: day, time: .midnight)
            return
        }
        guard let time = ClockTime(halves[1]) else { return nil }
        self.init(day: day, time: time)
    }

    /// A moment of the machine, in UTC.
    package init(_ date: Date) {
        let (whole, part) = (date.timeIntervalSince1970.rounded(.down), date.timeIntervalSince1970)
        self.init(
            utc: Int(whole), nanosecond: Int((part - whole) * 1_000_000) * 1000, zone: .offset(0))
    }

    /// Seconds since 1970 in UTC, as the clock of a zone shows them.
    private init(utc: Int, nanosecond: Int, zone: Zone?) {
        let clock = utc + (zone?.offset(atUTC: utc) ?? 0)
        let (day, second) = Moment.floor(clock, 86_400)
        self.init(day: Day(number: day), time: ClockTime(second: second, nanosecond: nanosecond, zone: zone))
    }

    package var written: String { day.written + "T" + time.written }

    /// Seconds since 1970; without a zone as if its clock showed UTC.
    var utc: Int { day.number * 86_400 + time.second - (time.zone?.offset(at: day, time.second) ?? 0) }

    /// Seconds from the other moment; nil where only one of the two has a zone.
    func seconds(since other: Moment) -> Decimal? {
        guard (time.zone == nil) == (other.time.zone == nil) else { return nil }
        return Decimal(utc - other.utc)
            + Decimal(time.nanosecond - other.time.nanosecond) * Decimal(sign: .plus, exponent: -9, significand: 1)
    }

    func moved(seconds: Decimal) -> Moment? {
        guard let (whole, nano) = Moment.parts(seconds) else { return nil }
        let (carry, left) = Moment.floor(time.nanosecond + nano, 1_000_000_000)
        let moved = Moment(utc: utc + whole + carry, nanosecond: left, zone: time.zone)
        return Day.feel.contains(moved.day.number) ? moved : nil
    }

    /// Whole seconds and nanoseconds, both of the same sign.
    fileprivate static func parts(_ seconds: Decimal) -> (Int, Int)? {
        guard let whole = seconds.rounded(.towardZero, 0).integer else { return nil }
        let rest = seconds.plus(-Decimal(whole)).times(1_000_000_000).rounded(.towardZero, 0)
        return rest.integer.map { (whole, $0) }
    }

    fileprivate static func floor(_ number: Int, _ by: Int) -> (count: Int, rest: Int) {
        let rest = (number % by + by) % by
        return ((number - rest) / by, rest)
    }
}

extension Day {
    /// FEEL's years reach from -999,999,999 to 999,999,999.
    static let feel = -365_243_219_162...365_241_780_471

    /// Reads `2026-11-21`, with a minus for years before the first, and without zeros before years of five digits.
    init?(feel text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, (4...9).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts[2].utf8.count == 2, parts[0].utf8.count == 4 || parts[0].first != "0",
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(feel: isNegative ? -year : year, month, day)
    }

    /// The day, or nil where the calendar (proleptic Gregorian, with a year nought) has none such.
    init?(feel year: Int, _ month: Int, _ day: Int) {
        guard abs(year) <= 999_999_999, (1...12).contains(month), day >= 1,
            day <= Day.daysInMonth(month, of: year)
        else { return nil }
        // The calendar repeats itself every 400 years, which are 146,097 days.
        let cycles = Int((Double(year - 2000) / 400).rounded(.down))
        guard let near = Day(year - cycles * 400, month, day) else { return nil }
        self.init(number: near.number + cycles * 146_097)
    }

    package var written: String {
        let (year, month, day) = civil
        let digits = String(abs(year))
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return (year < 0 ? "-" : "") + padded + (month < 10 ? "-0" : "-") + "\(month)" + (day < 10 ? "-0" : "-")
            + "\(day)"
    }

    /// The week of the year by ISO 8601: it begins on Monday, and the first one holds a Thursday.
    var isoWeek: Int {
        let thursday = self + (3 - (weekday.rawValue + 6) % 7)
        guard let first = Day(feel: thursday.year, 1, 1) else { return 0 }
        return (thursday - first) / 7 + 1
    }
}
