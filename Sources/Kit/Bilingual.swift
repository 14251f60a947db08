/// A text that officials write in both languages, such as the name of a service.
package struct Bilingual: Hashable, Sendable, Codable {
    package var ar: String
    package var en: String

    package init(ar: String, en: String) {
        self.ar = ar
        self.en = en
    }

    /// The same text in both languages, for what has no translation (a reference, a licence plate).
    package init(same text: String) { self.init(ar: text, en: text) }

    package subscript(language: Language) -> String { language == .arabic ? ar : en }
}
