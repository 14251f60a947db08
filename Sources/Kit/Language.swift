/// A language that people read the portal in. Arabic comes first everywhere.
package enum Language: String, CaseIterable, Sendable, Codable, Hashable {
    case arabic = "ar"
    case english = "en"

    /// The value of HTML's `dir` attribute.
    package var direction: String { self == .arabic ? "rtl" : "ltr" }

    /// A text of Latin letters and digits, kept in its order within plain text of this language (UAX #9 isolates).
    package func isolated(_ text: String) -> String { self == .arabic ? "\u{2066}\(text)\u{2069}" : text }

    package var other: Language { self == .arabic ? .english : .arabic }
}
