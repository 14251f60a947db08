/// A language that people read the portal in. Arabic comes first everywhere.
package enum Language: String, CaseIterable, Sendable, Codable, Hashable {
    case arabic = "ar"
    case english = "en"

    /// The value of HTML's `dir` attribute.
    package var direction: String { self == .arabic ? "rtl" : "ltr" }

    /// A text of Latin letters and digits, kept in its order within plain text of this language (UAX #9 isolates).
    package func isolated(_ text: String) -> String { self == .arabic ? "\u{2066}\(text)\u{2069}" : text }

    /// A text in which each run of numbers and codes keeps its order: `26-104417`, `+974 5550 1234`, `5%`. For the words
    /// of packs, which are filled in from registers.
    package func isolatingNumbers(in text: String) -> String {
        guard self == .arabic, text.utf8.contains(where: { (48...57).contains($0) }) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let end = Language.endOfRun(in: bytes, from: place)
            let run = bytes[place..<max(end, place + 1)]
            let hasNumber = run.contains { (48...57).contains($0) }
            result += hasNumber ? Array(isolated(String(decoding: run, as: UTF8.self)).utf8) : Array(run)
            place = run.endIndex
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Where a run of Latin letters and digits ends that begins here; joined by single marks or spaces.
    private static func endOfRun(in bytes: [UInt8], from start: Int) -> Int {
        func isWord(_ place: Int) -> Bool {
            guard place < bytes.count else { return false }
            return [48...57, 65...90, 97...122].contains { $0.contains(bytes[place]) }
        }
        var end = bytes[start] == UInt8(ascii: "+") && isWord(start + 1) ? start + 1 : start
        guard isWord(end) else { return start }
        while isWord(end) || (end < bytes.count && "-+.,:/@_ ".utf8.contains(bytes[end]) && isWord(end + 1)) {
            end += 1
        }
        return end < bytes.count && bytes[end] == UInt8(ascii: "%") ? end + 1 : end
    }

    package var other: Language { self == .arabic ? .english : .arabic }
}
