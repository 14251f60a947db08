package import Foundation
package import Kit
package import Rules
package import Store

extension Registers {
    package static let migrations = [
        Migration(
            "2026-11-21-registers-1",
            sqlite: """
                create table record (
                    register text not null,
                    id text not null,
                    holder text not null,
                    fields text not null check (json_valid(fields)),
                    changed_at integer not null,
                    changed_by text,
                    primary key (register, id)
                ) strict, without rowid;
                create index record_holder on record (holder, register);
                """),
        // What somebody holds lies together: by a key that began with the register, SQLite read all of the register.
        Migration(
            "2026-11-22-registers-2",
            sqlite: """
                create table record_held (
                    register text not null,
                    id text not null,
                    holder text not null,
                    fields text not null check (json_valid(fields)),
                    changed_at integer not null,
                    changed_by text,
                    primary key (holder, register, id)
                ) strict, without rowid;
                insert into record_held (register, id, holder, fields, changed_at, changed_by)
                    select register, id, holder, fields, changed_at, changed_by from record;
                drop table record;
                alter table record_held rename to record;
                create unique index record_number on record (register, id);
                """,
            postgresql: "select 1"),
    ]
}

extension Transaction {
    /// What a register holds for somebody, in the order of its numbers.
    package func records(of register: Register, holder: String) throws -> Asked<Record> {
        try ask(
            "select id, holder, fields from record where holder = \(holder) and register = \(register.id) order by id"
        ) { try Registers.record($0, register) }
    }

    /// Those of the records that somebody holds, in the order of their numbers.
    package func records(_ ids: [String], of register: Register, holder: String) throws -> Asked<Record> {
        try ask(
            """
            select id, holder, fields from record
            where register = \(register.id) and id in \(list: ids) and holder = \(holder) order by id
            """
        ) { try Registers.record($0, register) }
    }

    /// One record, where it is held by that holder.
    package func record(_ id: String, of register: Register, holder: String) throws -> Record? {
        try one(
            """
            select id, holder, fields from record
            where register = \(register.id) and id = \(id) and holder = \(holder)
            """
        ) { try Registers.record($0, register) }
    }

    /// Writes new values into a record; `reference` says by which case. Answers whether there is such a record.
    @discardableResult
    package func amend(
        _ id: String, of register: Register, with changes: Entries, by reference: String, at now: Date
    ) throws -> Bool {
        let found = try one("select id, holder, fields from record where register = \(register.id) and id = \(id)") {
            try Registers.record($0, register)
        }
        guard let record = found else { return false }
        var fields = record.fields
        for (key, value) in zip(changes.keys, changes.values) { fields[key] = value }
        let text = Registers.text(of: fields, register)
        return try changed(
            by:
                """
                update record set fields = \(text), changed_at = \(now), changed_by = \(reference)
                where register = \(register.id) and id = \(id)
                """) == 1
    }

    /// Puts the records of a pack into the database, where they are not there yet.
    package func load(_ register: Register, today: Day, at now: Date) throws {
        for entry in register.records {
            var fields = Entries()
            for (name, value) in entry.fields.sorted(by: { $0.key < $1.key }) {
                fields[name] = value.value(today: today)
            }
            try insert(
                Record(register: register.id, id: entry.id, holder: entry.holder, fields: fields), into: register,
                at: now)
        }
    }

    /// Puts a record into its register, where it is not there yet.
    package func insert(_ record: Record, into register: Register, at now: Date) throws {
        try run(
            """
            insert into record (register, id, holder, fields, changed_at) values (\(register.id), \(record.id),
                \(record.holder), \(Registers.text(of: record.fields, register)), \(now))
            on conflict do nothing
            """)
    }
}

extension Registers {
    static func record(_ row: Row, _ register: Register) throws -> Record {
        let text = try row.text(2)
        let fields = try register.memory.fields(text) {
            let stored = try JSONDecoder()
                .decode(Stored.self, from: Data(text.utf8), configuration: register.fields).cells
            var fields = Entries()
            for (name, kind) in register.fields.sorted(by: { $0.key < $1.key }) {
                fields[name] = stored[name].map { value($0, kind) } ?? .null
            }
            return fields
        }
        return try Record(register: register.id, id: row.text(0), holder: row.text(1), fields: fields)
    }

    static func text(of fields: Entries, _ register: Register) -> String {
        var cells: [String: Cell] = [:]
        for (name, value) in zip(fields.keys, fields.values) { cells[name] = cell(value) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: (try? encoder.encode(cells)) ?? Data("{}".utf8), as: UTF8.self)
    }

    /// The fields of a record as they are stored, each read by its kind.
    private struct Stored: DecodableWithConfiguration {
        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        var cells: [String: Cell] = [:]

        init(from decoder: any Decoder, configuration kinds: [String: Register.FieldKind]) throws {
            let container = try decoder.container(keyedBy: Key.self)
            for key in container.allKeys {
                guard let kind = kinds[key.stringValue] else { continue }
                // What was stored while the field was of another kind is still read.
                let both = { try? container.decode(Bilingual.self, forKey: key) }
                let one = { try? container.decode(String.self, forKey: key) }
                cells[key.stringValue] =
                    kind == .bilingual
                    ? both().map { .both($0) } ?? one().map { .one($0) }
                    : one().map { .one($0) } ?? both().map { .both($0) }
            }
        }
    }

    /// A field as it is stored: a text, or a text in both languages.
    enum Cell: Encodable {
        case one(String)
        case both(Bilingual)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .one(let text): try container.encode(text)
            case .both(let text): try container.encode(text)
            }
        }
    }

    private static func cell(_ value: Value) -> Cell? {
        switch value {
        case .string(let text): .one(text)
        case .number(let number): .one("\(number)")
        case .boolean(let flag): .one(flag ? "true" : "false")
        case .date(let day): .one(day.description)
        case .context(let entries):
            .both(Bilingual(ar: entries["ar"]?.string ?? "", en: entries["en"]?.string ?? ""))
        default: nil
        }
    }

    private static func value(_ cell: Cell, _ kind: Register.FieldKind) -> Value {
        switch (cell, kind) {
        case (.both(let text), _): ["ar": Value(text.ar), "en": Value(text.en)]
        case (.one(let text), .number): Decimal(string: text).map { Value($0) } ?? .null
        case (.one(let text), .flag): Value(text == "true")
        case (.one(let text), .date): Day(iso: text).map { Value($0) } ?? .null
        case (.one(let text), _): Value(text)
        }
    }
}
