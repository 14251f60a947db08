package import Foundation
package import Kit

/// The words of the portal in every language, gathered from the `Texts` folders of the modules.
package struct TextLibrary: Sendable {
    private var words: [Language: [String: Template]] = [:]
    /// Keys that stand in two modules, or files that could not be read; a test says that there are none.
    package private(set) var faults: [String] = []
    package var icons = ""
    package var arabicDigits = false

    package init() {}

    /// Adds the texts of a module from its bundle.
    package mutating func add(_ bundle: Bundle, module: String) {
        for language in Language.allCases {
            guard let url = bundle.url(forResource: language.rawValue, withExtension: "json", subdirectory: "Texts"),
                let data = try? Data(contentsOf: url),
                let texts = try? JSONDecoder().decode([String: String].self, from: data)
            else {
                faults.append("\(module): Texts/\(language.rawValue).json cannot be read")
                continue
            }
            add(texts, in: language)
        }
    }

    /// Adds texts of one language.
    package mutating func add(_ texts: [String: String], in language: Language) {
        for (key, text) in texts {
            if words[language]?[key] != nil { faults.append("the key \(key) stands twice in \(language.rawValue)") }
            words[language, default: [:]][key] = Template(text)
        }
    }

    package func texts(in language: Language) -> Texts {
        Texts(language: language, icons: icons, arabicDigits: arabicDigits, words: words[language] ?? [:])
    }

    package func keys(in language: Language) -> Set<String> { Set((words[language] ?? [:]).keys) }

    /// Placeholders of a text: `{name}`.
    package func placeholders(of key: String, in language: Language) -> Set<String> {
        Set(words[language]?[key]?.names ?? [])
    }
}

/// The words of the portal in one language: `t("casework.check.title")`.
package struct Texts: Sendable {
    package let language: Language
    /// The address of the file of icons.
    package let icons: String
    let arabicDigits: Bool
    let words: [String: Template]

    package func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        words[key]?.filled(values) ?? "⟦\(key)⟧"
    }

    /// The text of a refusal or a mistake.
    package func callAsFunction(_ text: TextKey) -> String { self(text.key, text.values) }

    package func has(_ key: String) -> Bool { words[key] != nil }

    /// A text that depends on a number: `key.one`, `key.few` … by the language's CLDR plural categories, with `{count}`.
    package func callAsFunction(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        let filled = values.merging(["count": number(count)]) { own, _ in own }
        let exact = "\(key).\(Plural.category(of: count, in: language).rawValue)"
        return words[exact]?.filled(filled) ?? self("\(key).other", filled)
    }
}

/// A text with places for values, taken apart once.
package struct Template: Sendable {
    private enum Piece: Sendable {
        case words(String)
        case value(String)
    }

    private let pieces: [Piece]

    package init(_ text: String) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            pieces.append(.value(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    var names: [String] { pieces.compactMap { if case .value(let name) = $0 { name } else { nil } } }

    func filled(_ values: [String: String]) -> String { filled { values[$0] } }

    /// The text with each place filled; where there is no value, with nothing.
    package func filled(_ value: (String) -> String?) -> String {
        if pieces.count == 1, case .words(let text) = pieces[0] { return text }
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .value(let name): text += value(name) ?? ""
            }
        }
        return text
    }
}

/// The plural categories of CLDR for whole numbers.
package enum Plural: String, Sendable, CaseIterable {
    case zero, one, two, few, many, other

    package static func category(of number: Int, in language: Language) -> Plural {
        if language == .english { return number == 1 ? .one : .other }
        switch (number, abs(number) % 100) {
        case (0, _): return .zero
        case (1, _): return .one
        case (2, _): return .two
        case (_, 3...10): return .few
        case (_, 11...99): return .many
        default: return .other
        }
    }
}
