package import Content
package import Kit
package import Rules
import Synchronization

/// A register of the state: what it already knows and need not ask, such as residence permits or traffic violations.
package struct Register: Sendable {
    /// How a field of a record is written and read.
    package enum FieldKind: String, CaseIterable, Sendable {
        case text, number, date, flag, bilingual
    }

    package let id: String
    package let name: Bilingual
    /// The entity that keeps it.
    package let entity: String
    package let fields: [String: FieldKind]
    /// Whether everybody may choose from it, such as the lines of the customs tariff.
    package let isPublic: Bool
    /// The fields by whose words it is searched; none where it is short enough to be shown whole.
    package let searched: [String]
    let records: [Entry]
    let memory = RecordMemory()

    /// What a record looks like to rules.
    package var kind: Kind {
        var members = fields.mapValues { field -> Kind in
            switch field {
            case .text: .string
            case .number: .number
            case .date: .date
            case .flag: .boolean
            case .bilingual: .context(["ar": .string, "en": .string])
            }
        }
        members["id"] = .string
        return .context(members)
    }

    /// A record of the pack; its days may be counted from the day it is loaded.
    struct Entry: Sendable {
        let id: String
        let holder: String
        let fields: [String: PackValue]

        func fields(today: Day) -> Entries { Entries(fields.mapValues { $0.value(today: today) }) }
    }

    enum PackValue: Sendable {
        case fixed(Value)
        case daysFromToday(Int)

        func value(today: Day) -> Value {
            switch self {
            case .fixed(let value): value
            case .daysFromToday(let days): Value(today + days)
            }
        }
    }
}

/// One entry of a register.
package struct Record: Sendable {
    package let register: String
    package let id: String
    /// `person:<id>`, `organisation:<id>`, or `public`.
    package let holder: String
    package let fields: Entries

    package init(register: String, id: String, holder: String, fields: Entries) {
        self.register = register
        self.id = id
        self.holder = holder
        self.fields = fields
    }

    /// Whether a number can be one of a record: what people type by hand cannot be mistaken for it, and it fits into forms.
    package static func isName(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 100 && !id.contains(":") && !id.contains("|") && !id.hasPrefix("?")
            && !id.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// As rules see it: the fields, and the number of the record.
    package var value: Value {
        var all = fields
        all["id"] = Value(id)
        return .context(all)
    }
}

extension Register {
    /// What the portal itself issued to somebody, as forms choose from it and rules see it. It is kept by `Documents`; no
    /// file of the pack describes it.
    package static let documents = Register(
        id: "documents", name: Bilingual(ar: "الوثائق الصادرة", en: "Issued documents"), entity: "",
        fields: [
            "number": .text, "kind": .text, "service": .text, "title": .bilingual, "issued_on": .date,
            "valid_until": .date, "standing": .text,
        ], isPublic: false, searched: [], records: [])

    /// Reads `registers/*.yaml` of a pack.
    package static func read(_ folder: PackFolder, _ inspection: Inspection) -> [Register] {
        folder.files(in: "registers").compactMap { file in
            folder.sheet(file, inspection).map { sheet in
                let id = String(file.dropFirst(10).dropLast(5))
                if id == documents.id { sheet.note("«documents» are those that the portal issues: call it otherwise") }
                return read(sheet, id: id)
            }
        }
    }

    private static func read(_ sheet: Sheet, id: String) -> Register {
        _ = sheet.flag("demo")
        var fields: [String: FieldKind] = [:]
        if let kinds = sheet.optionalSheet("fields") {
            for name in kinds.keys { fields[name] = kinds.choice(name, default: .text) }
        } else {
            sheet.note("«fields» is missing: write the kind of every field")
        }
        let register = Register(
            id: id, name: sheet.bilingual("name"), entity: sheet.text("entity"), fields: fields,
            isPublic: sheet.flag("public"), searched: sheet.texts("search"),
            records: sheet.sheets("records").map { entry($0, fields) })
        sheet.finish()
        for name in register.searched where ![.text, .bilingual].contains(fields[name]) {
            sheet.note("«search» names fields that are text or bilingual; «\(name)» is none", at: "search")
        }
        return register
    }

    private static func entry(_ sheet: Sheet, _ kinds: [String: FieldKind]) -> Entry {
        var fields: [String: PackValue] = [:]
        for (name, kind) in kinds where sheet.has(name) { fields[name] = value(sheet, name, kind) }
        let entry = Entry(id: sheet.text("id"), holder: sheet.text("holder"), fields: fields)
        sheet.finish()
        return entry
    }

    /// Whose records somebody may choose from.
    package func holder(for holder: String) -> String { isPublic ? "public" : holder }

    private static func value(_ sheet: Sheet, _ name: String, _ kind: FieldKind) -> PackValue {
        switch kind {
        case .text: return .fixed(Value(sheet.text(name)))
        case .flag: return .fixed(Value(sheet.flag(name)))
        case .bilingual:
            let text = sheet.bilingual(name)
            return .fixed(["ar": Value(text.ar), "en": Value(text.en)])
        case .number: return .fixed((try? Expression(sheet.text(name)))?.value(in: Scope()) ?? .null)
        case .date:
            let text = sheet.text(name)
            if text.hasPrefix("today"), let days = text == "today" ? 0 : Int(text.dropFirst(5)) {
                return .daysFromToday(days)
            }
            return .fixed(Value(sheet.day(name)))
        }
    }
}

/// Remembers what the stored text of records means: the same text is read again and again while a form is filled in.
final class RecordMemory: Sendable {
    private let known = Mutex<[String: Entries]>([:])
    private static let most = 10_000

    func fields(_ text: String, _ read: () throws -> Entries) rethrows -> Entries {
        if let fields = known.withLock({ $0[text] }) { return fields }
        let fields = try read()
        known.withLock { known in
            if known.count >= RecordMemory.most { known.removeAll() }
            known[text] = fields
        }
        return fields
    }
}
