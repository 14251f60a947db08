import Foundation
import Kit
import Rules

/// The fields of a record as they are stored and sent: each a text, or a text in both languages.
struct StoredFields: DecodableWithConfiguration, Encodable {
    /// How texts are read.
    struct Reading {
        let kinds: [String: Register.FieldKind]
        /// Whether a field that cannot be read is a fault of whoever wrote it, and not null.
        var isStrict = false
        /// Whether a field that is not written is left out, and not null.
        var isPartial = false
    }

    let entries: Entries

    init(_ entries: Entries) { self.entries = entries }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder, configuration reading: Reading) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var entries = Entries()
        for (name, kind) in reading.kinds.sorted(by: { $0.key < $1.key }) {
            let key = Key(stringValue: name)
            if reading.isPartial && !container.contains(key) { continue }
            // What was stored while the field was of another kind is still read.
            let cell =
                (try? container.decode(Bilingual.self, forKey: key)).map { Cell.both($0) }
                ?? (try? container.decode(String.self, forKey: key)).map { Cell.one($0) }
            let value = cell.map { $0.value(kind) } ?? .null
            if reading.isStrict, value.isNull || cell?.isOf(kind) == false, container.contains(key),
                try !container.decodeNil(forKey: key)
            {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "no \(kind)")
            }
            entries[name] = value
        }
        self.entries = entries
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, value) in zip(entries.keys, entries.values) {
            try container.encode(Cell(value), forKey: Key(stringValue: name))
        }
    }

    /// A field as it is written.
    enum Cell: Encodable {
        case one(String)
        case both(Bilingual)

        init?(_ value: Value) {
            switch value {
            case .string(let text): self = .one(text)
            case .number(let number): self = .one("\(number)")
            case .boolean(let flag): self = .one(flag ? "true" : "false")
            case .date(let day): self = .one(day.description)
            case .context(let entries):
                self = .both(Bilingual(ar: entries["ar"]?.string ?? "", en: entries["en"]?.string ?? ""))
            default: return nil
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .one(let text): try container.encode(text)
            case .both(let text): try container.encode(text)
            }
        }

        /// Whether it is written as its kind is.
        func isOf(_ kind: Register.FieldKind) -> Bool {
            if case .both = self { kind == .bilingual } else { kind != .bilingual }
        }

        func value(_ kind: Register.FieldKind) -> Value {
            switch (self, kind) {
            case (.both(let text), _): ["ar": Value(text.ar), "en": Value(text.en)]
            case (.one(let text), .number): Decimal(string: text).map { Value($0) } ?? .null
            case (.one(let text), .flag): text == "true" ? true : text == "false" ? false : .null
            case (.one(let text), .date): Day(iso: text).map { Value($0) } ?? .null
            case (.one(let text), _): Value(text)
            }
        }
    }
}

extension Registers {
    /// Fields as JSON.
    static func text(of fields: Entries) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: (try? encoder.encode(StoredFields(fields))) ?? Data("{}".utf8), as: UTF8.self)
    }

    static func fields(_ text: String, _ register: Register) throws -> Entries {
        try fields(text, StoredFields.Reading(kinds: register.fields))
    }

    /// The fields that a case wrote, and no others.
    static func changes(_ text: String, _ register: Register) throws -> Entries {
        try fields(text, StoredFields.Reading(kinds: register.fields, isPartial: true))
    }

    private static func fields(_ text: String, _ reading: StoredFields.Reading) throws -> Entries {
        try JSONDecoder().decode(StoredFields.self, from: Data(text.utf8), configuration: reading).entries
    }
}
