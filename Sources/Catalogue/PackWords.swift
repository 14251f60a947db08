import Content
import Foundation
package import Kit

/// What is checked of every text that officials write: each language in its own letters, and nothing invisible that
/// turns the words around it (Unicode UAX #9, explicit directional formatting).
enum PackWords {
    static func inspect(_ text: Bilingual, at place: Place, _ inspection: Inspection) {
        inspect(text.ar, in: .arabic, at: place, inspection)
        inspect(text.en, in: .english, at: place, inspection)
    }

    static func inspect(_ text: String, in language: Language, at place: Place, _ inspection: Inspection) {
        for scalar in Set(text.unicodeScalars.filter(isHostile)) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            inspection.note("the text hides a control character (U+\(code)): delete it", at: place)
        }
        let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
        switch language {
        case .arabic where !letters.isEmpty && !letters.contains(where: isArabic):
            inspection.note("the Arabic text has no Arabic letters: «\(shown(text))»; write it in Arabic", at: place)
        case .english where letters.contains(where: isArabic):
            inspection.note("the English text has Arabic letters: «\(shown(text))»; write it in English", at: place)
        default: break
        }
    }

    /// Control characters, and the marks that embed, override or isolate a direction. Plain direction marks may stand.
    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
        default: false
        }
    }

    private static func isArabic(_ scalar: Unicode.Scalar) -> Bool { (0x0600...0x06FF).contains(scalar.value) }

    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !isHostile($0) }.prefix(60)))
    }
}

extension Sheet {
    /// A text in both languages, checked.
    func words(_ key: String) -> Bilingual {
        let text = bilingual(key)
        PackWords.inspect(text, at: place(of: key), inspection)
        return text
    }

    func optionalWords(_ key: String) -> Bilingual? {
        guard let text = optionalBilingual(key) else { return nil }
        PackWords.inspect(text, at: place(of: key), inspection)
        return text
    }

    /// A list of texts in both languages, each checked at its own line.
    func wordsList(_ key: String) -> [Bilingual] {
        sheets(key).map { entry in
            let text = Bilingual(ar: entry.text("ar"), en: entry.text("en"))
            entry.finish()
            PackWords.inspect(text, at: entry.place, inspection)
            return text
        }
    }

    /// Short texts of each language under `ar` and `en`.
    func phrases(_ key: String) -> Phrases {
        guard let entry = optionalSheet(key) else { return Phrases(ar: [], en: []) }
        let phrases = Phrases(entry)
        entry.finish()
        return phrases
    }

    /// A name for machines: small letters, digits and single hyphens, as in `exit-permit`.
    func identifier(_ key: String) -> String {
        let text = text(key)
        if !text.isEmpty, !text.isKebabCase {
            note("«\(text)» must be small Latin letters, digits and hyphens, such as exit-permit", at: key)
        }
        return text
    }

    /// An address of the web, where there is one.
    func optionalAddress(_ key: String) -> String? {
        guard let text = optionalText(key) else { return nil }
        if text.isWebAddress { return text }
        note("«\(key)» must be an address that begins with https:// or http://, not «\(text)»", at: key)
        return nil
    }
}

/// Several short texts in each language, not one for one.
package struct Phrases: Sendable, Hashable {
    package let ar: [String]
    package let en: [String]

    init(ar: [String], en: [String]) {
        self.ar = ar
        self.en = en
    }

    init(_ sheet: Sheet) {
        ar = sheet.texts("ar")
        en = sheet.texts("en")
        for text in ar { PackWords.inspect(text, in: .arabic, at: sheet.place(of: "ar"), sheet.inspection) }
        for text in en { PackWords.inspect(text, in: .english, at: sheet.place(of: "en"), sheet.inspection) }
    }

    package subscript(language: Language) -> [String] { language == .arabic ? ar : en }
    package var all: [String] { ar + en }
}

extension String {
    var isKebabCase: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
    }

    /// Only what a browser opens as a page: no `javascript:`, no `data:`.
    var isWebAddress: Bool {
        guard let parts = URLComponents(string: self), let scheme = parts.scheme?.lowercased() else { return false }
        return ["http", "https"].contains(scheme) && !(parts.host ?? "").isEmpty
    }
}
