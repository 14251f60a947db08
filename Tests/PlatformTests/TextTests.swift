import Foundation
import Kit
import Platform
import Support
import Testing
import Web

/// The words of the portal: complete in both languages, all used, none missing.
@Suite("Texts") struct TextTests {
    private let library = Platform.texts()
    private static let categories = ["zero", "one", "two", "few", "many", "other"]

    /// The key without its plural category, where it has one.
    private func base(_ key: String, _ keys: Set<String>) -> String {
        guard let dot = key.lastIndex(of: "."), Self.categories.contains(String(key[key.index(after: dot)...])) else {
            return key
        }
        let base = String(key[..<dot])
        return keys.contains("\(base).other") ? base : key
    }

    private func bases(_ language: Language) -> Set<String> {
        let keys = library.keys(in: language)
        return Set(keys.map { base($0, keys) })
    }

    @Test("no key stands twice, and every file can be read")
    func faults() { #expect(library.faults.isEmpty, "\(library.faults)") }

    @Test("both languages have the same keys")
    func sameKeys() {
        let (arabic, english) = (bases(.arabic), bases(.english))
        #expect(arabic.subtracting(english).isEmpty)
        #expect(english.subtracting(arabic).isEmpty)
    }

    @Test("plural keys have every category of their language")
    func plurals() {
        for language in Language.allCases {
            let keys = library.keys(in: language)
            let needed = language == .arabic ? Self.categories : ["one", "other"]
            for plural in keys where plural.hasSuffix(".other") {
                let base = plural.dropLast(".other".count)
                // A word that is just called «other» has no brothers.
                guard Self.categories.dropLast().contains(where: { keys.contains("\(base).\($0)") }) else { continue }
                let missing = needed.filter { !keys.contains("\(base).\($0)") }
                #expect(missing.isEmpty, "\(language.rawValue): \(base) lacks \(missing)")
            }
        }
    }

    @Test("both languages fill in the same values")
    func samePlaceholders() {
        let (arabic, english) = (library.keys(in: .arabic), library.keys(in: .english))
        for base in bases(.arabic) {
            func names(_ language: Language, _ keys: Set<String>) -> Set<String> {
                let main = keys.contains(base) ? base : "\(base).other"
                let names = library.placeholders(of: main, in: language)
                for category in Self.categories where !keys.contains(base) && keys.contains("\(base).\(category)") {
                    let some = library.placeholders(of: "\(base).\(category)", in: language)
                    #expect(some.isSubset(of: names.union(["count"])), "\(base).\(category) in \(language.rawValue)")
                }
                return names
            }
            #expect(names(.arabic, arabic) == names(.english, english), "\(base)")
        }
    }

    @Test("every key of the sources has a text, and every text is used")
    func usedAndThere() throws {
        let keys = library.keys(in: .english)
        let all = bases(.english)
        let modules = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        let sources = try SourceKeys(modules: modules)
        let missing = sources.whole.filter { key in
            !all.contains(key) && !keys.contains(key) && !keys.contains("\(key).other")
                && !keys.contains("\(key).subject")
        }
        #expect(missing.isEmpty, "without a text: \(missing.sorted())")
        let empty = sources.patterns.filter { pattern in
            !all.contains { SourceKeys.fits($0, pattern) } && !keys.contains { SourceKeys.fits($0, pattern) }
        }
        #expect(empty.isEmpty, "patterns without a text: \(empty)")
        let unused = keys.filter { !sources.uses($0) && !sources.uses(base($0, keys)) && !sources.uses(letter($0)) }
        #expect(unused.isEmpty, "never used: \(unused.sorted())")
    }

    /// The letter that a text is a part of; sources name the whole letter.
    private func letter(_ key: String) -> String {
        let parts = key.split(separator: ".")
        guard parts.contains("letter"), ["subject", "body", "sms"].contains(parts.last) else { return key }
        return parts.dropLast().joined(separator: ".")
    }

    @Test("no text is empty or has a space at its ends")
    func written() {
        for language in Language.allCases {
            let texts = library.texts(in: language)
            for key in library.keys(in: language) {
                let values = library.placeholders(of: key, in: language).map { ($0, "x") }
                let text = texts(key, Dictionary(uniqueKeysWithValues: values))
                // What stands between the items of a list is nothing but a sign and a space.
                let isSign = !text.contains(where: \.isLetter)
                let isTrimmed = text.first != " " && text.last != " "
                #expect(!text.isEmpty && (isTrimmed || isSign), "\(key) in \(language.rawValue)")
            }
        }
    }
}
