import Foundation
package import Kit
import Yams

/// A mapping of a YAML file. What is read is checked on the spot and remembered, so that `finish()` can name the keys
/// that nobody knows. A value that is missing or wrong is noted, and reading goes on with a neutral one.
package final class Sheet {
    package let place: Place
    package let inspection: Inspection
    /// The entries in the order of the file.
    private let entries: [(name: String, key: Node, value: Node)]
    private let values: [String: Node]
    private var known: Set<String> = []

    init(_ mapping: Node.Mapping, place: Place, inspection: Inspection) {
        entries = mapping.compactMap { key, value in key.scalar.map { ($0.string, key, value) } }
        values = Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.place = place
        self.inspection = inspection
    }

    package func has(_ key: String) -> Bool { node(key) != nil }

    package func place(of key: String) -> Place { values[key].map(place(of:)) ?? place }

    package func note(_ text: String, at key: String? = nil) {
        inspection.note(text, at: key.map { place(of: $0) } ?? place)
    }

    // MARK: Values

    package func optionalText(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            note("«\(key)» must be a text", at: key)
            return nil
        }
        return scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    package func text(_ key: String) -> String {
        guard let text = optionalText(key), !text.isEmpty else {
            missing(key, "a text")
            return ""
        }
        return text
    }

    package func texts(_ key: String) -> [String] {
        nodes(key).compactMap { node in
            if case .scalar(let scalar) = node { return scalar.string }
            inspection.note("«\(key)» must be a list of texts", at: place(of: node))
            return nil
        }
    }

    package func optionalInteger(_ key: String) -> Int? {
        guard let text = optionalText(key) else { return nil }
        if let number = Int(Digits.folded(text)) { return number }
        note("«\(key)» must be a whole number, not «\(text)»", at: key)
        return nil
    }

    package func integer(_ key: String) -> Int {
        if !has(key) { missing(key, "a whole number") }
        return optionalInteger(key) ?? 0
    }

    /// An amount of money in minor units, written in major units: `4410` or `4410.50`.
    package func optionalMinorUnits(_ key: String) -> Int? {
        guard let text = optionalText(key) else { return nil }
        if let amount = Decimal(string: text, locale: nil), amount >= 0, amount <= 1_000_000_000 {
            return NSDecimalNumber(decimal: amount * 100).intValue
        }
        note("«\(key)» must be an amount such as 4410 or 12.50, not «\(text)»", at: key)
        return nil
    }

    package func flag(_ key: String, default standard: Bool = false) -> Bool {
        guard let text = optionalText(key) else { return standard }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            note("«\(key)» must be true or false, not «\(text)»", at: key)
            return standard
        }
    }

    package func optionalDay(_ key: String) -> Day? {
        guard let text = optionalText(key) else { return nil }
        if let day = Day(iso: text) { return day }
        note("«\(key)» must be a day of the calendar such as 2026-11-21, not «\(text)»", at: key)
        return nil
    }

    package func day(_ key: String) -> Day {
        if !has(key) { missing(key, "a day such as 2026-11-21") }
        return optionalDay(key) ?? Day(number: 0)
    }

    package func optionalBilingual(_ key: String) -> Bilingual? {
        guard let sheet = optionalSheet(key) else { return nil }
        let text = Bilingual(ar: sheet.text("ar"), en: sheet.text("en"))
        sheet.finish()
        return text
    }

    package func bilingual(_ key: String) -> Bilingual {
        if !has(key) { missing(key, "a text in both languages: { ar: …, en: … }") }
        return optionalBilingual(key) ?? Bilingual(same: "")
    }

    package func bilinguals(_ key: String) -> [Bilingual] {
        sheets(key).map { sheet in
            let text = Bilingual(ar: sheet.text("ar"), en: sheet.text("en"))
            sheet.finish()
            return text
        }
    }

    /// One of a set of words.
    package func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        guard let text = optionalText(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        note("«\(text)» is not known here; «\(key)» is one of: \(words)", at: key)
        return nil
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        if !has(key) { missing(key, "one of: " + Choice.allCases.map(\.rawValue).joined(separator: ", ")) }
        return optionalChoice(key) ?? standard
    }

    // MARK: Structure

    package func optionalSheet(_ key: String) -> Sheet? {
        guard let node = node(key) else { return nil }
        if case .mapping(let mapping) = node {
            return Sheet(mapping, place: place(of: node), inspection: inspection)
        }
        note("«\(key)» must be a mapping of keys and values", at: key)
        return nil
    }

    package func sheets(_ key: String) -> [Sheet] {
        nodes(key).compactMap { node in
            if case .mapping(let mapping) = node {
                return Sheet(mapping, place: place(of: node), inspection: inspection)
            }
            inspection.note("each entry of «\(key)» must be a mapping of keys and values", at: place(of: node))
            return nil
        }
    }

    /// The named parts of a mapping, in the order of the file.
    package func parts(_ key: String) -> [(name: String, sheet: Sheet)] {
        guard let node = node(key) else { return [] }
        guard case .mapping(let mapping) = node else {
            note("«\(key)» must be a mapping of names", at: key)
            return []
        }
        return mapping.compactMap { name, node in
            guard case .scalar(let scalar) = name, case .mapping(let inner) = node else {
                inspection.note("each name under «\(key)» must hold a mapping", at: place(of: node))
                return nil
            }
            return (scalar.string, Sheet(inner, place: place(of: node), inspection: inspection))
        }
    }

    /// Any value as it stands: texts, numbers, flags, lists and mappings, for answers and facts in examples.
    package func plain(_ key: String) -> Plain? { node(key).map(Sheet.plain) }

    /// The keys of this mapping in the order of the file; asking for them makes them known.
    package var keys: [String] {
        let names = entries.map(\.name)
        known.formUnion(names)
        return names
    }

    /// Notes every key that nothing has asked for.
    package func finish() {
        for (key, name, node) in entries where !known.contains(key) {
            let close = known.min { Distance.between($0, key) < Distance.between($1, key) }
            let hint = close.flatMap { Distance.between($0, key) <= 2 ? "; did you mean «\($0)»?" : nil } ?? ""
            let all = known.sorted().joined(separator: ", ")
            inspection.note(
                "unknown key «\(key)»" + (hint.isEmpty ? "; known here: \(all)" : hint),
                at: place(of: name.isPlaced ? name : node))
        }
    }

    // MARK: Inside

    private func missing(_ key: String, _ what: String) {
        inspection.note("«\(key)» is missing: write \(what)", at: place)
    }

    private func node(_ key: String) -> Node? {
        known.insert(key)
        guard let node = values[key] else { return nil }
        if case .scalar(let scalar) = node, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
            return nil
        }
        return node
    }

    private func nodes(_ key: String) -> [Node] {
        guard let node = node(key) else { return [] }
        if case .sequence(let sequence) = node { return Array(sequence) }
        note("«\(key)» must be a list", at: key)
        return []
    }

    private func place(of node: Node) -> Place { Place(file: place.file, line: node.mark?.line ?? place.line) }

    private static func plain(_ node: Node) -> Plain {
        switch node {
        case .mapping(let mapping):
            return .fields(
                mapping.compactMap { name, node in name.scalar.map { ($0.string, plain(node)) } }.map(Plain.Field.init))
        case .sequence(let sequence): return .list(sequence.map(plain))
        case .alias: return .nothing
        case .scalar(let scalar):
            if scalar.style != .plain { return .text(scalar.string) }
            switch scalar.string {
            case "true": return .flag(true)
            case "false": return .flag(false)
            case "", "~", "null": return .nothing
            default: return Double(scalar.string) == nil ? .text(scalar.string) : .number(scalar.string)
            }
        }
    }
}

/// A value of a YAML file as it stands.
package indirect enum Plain: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: Plain
    }

    case nothing
    case flag(Bool)
    /// As it was written: `1000`, `00010`, `12.50`.
    case number(String)
    case text(String)
    case list([Plain])
    case fields([Field])
}

extension Node {
    var isPlaced: Bool { (mark?.line ?? 0) > 0 }
}

/// How many letters two words differ in (Levenshtein), for «did you mean».
enum Distance {
    static func between(_ a: String, _ b: String) -> Int {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
