/// A language that people read the portal in. Arabic comes first everywhere.
package enum Language: String, CaseIterable, Sendable, Codable, Hashable {
    case arabic = "ar"
    case english = "en"

    /// The value of HTML's `dir` attribute.
    package var direction: String { self == .arabic ? "rtl" : "ltr" }

    package var other: Language { self == .arabic ? .english : .arabic }
}
