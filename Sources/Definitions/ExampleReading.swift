import Content
import Forms
import Kit
import Rules

extension Example {
    /// Reads one example of a service.
    init(_ sheet: Sheet) {
        name = sheet.text("name")
        today = sheet.optionalDay("today") ?? sheet.day("today")
        applicant = sheet.plain("applicant").map(PlainValues.value) ?? ["kind": "person"]
        records = Example.fields(sheet, "records").compactMapValues { plain in
            if case .list(let rows) = plain { rows.map(PlainValues.value) } else { nil }
        }
        answers = Example.fields(sheet, "answers").compactMapValues(PlainValues.answer)
        acts = sheet.texts("then")
        fee = sheet.optionalMinorUnits("fee")
        refund = sheet.optionalMinorUnits("refund")
        route = sheet.texts("route")
        outcome = sheet.optionalChoice("outcome")
        results = Example.fields(sheet, "results").mapValues(PlainValues.value)
        claims = Example.fields(sheet, "claims").mapValues { plain in
            guard case .fields(let lines) = plain else { return [:] }
            return Dictionary(
                lines.compactMap { line in PlainValues.answer(line.value).map { (line.name, $0.text) } },
                uniquingKeysWith: { $1 })
        }
        validUntil = Example.fields(sheet, "valid_until").mapValues(PlainValues.value)
        amended = Example.fields(sheet, "amended").mapValues { plain in
            guard let entries = PlainValues.value(plain).context else { return [:] }
            return Dictionary(zip(entries.keys, entries.values), uniquingKeysWith: { $1 })
        }
        reasons = sheet.texts("reasons")
        refusedAt = sheet.optionalText("refused_at")
        place = sheet.place
        if route.isEmpty && refusedAt == nil {
            sheet.note("an example says where it leads: write «route» or «refused_at»")
        }
        sheet.finish()
    }

    /// What stands under a key, by the names there.
    private static func fields(_ sheet: Sheet, _ key: String) -> [String: Plain] {
        guard let given = sheet.optionalSheet(key) else { return [:] }
        return Dictionary(
            given.keys.map { ($0, given.plain($0) ?? .nothing) }, uniquingKeysWith: { $1 })
    }
}

/// Values of a YAML file as answers and as values of rules.
enum PlainValues {
    static func answer(_ plain: Plain) -> FormAnswer? {
        switch plain {
        case .nothing: nil
        case .flag(let flag): .one(flag ? "yes" : "no")
        case .number(let text), .text(let text): .one(text)
        case .list(let items):
            if case .fields? = items.first {
                .rows(items.map(row))
            } else {
                .many(items.compactMap { answer($0)?.text })
            }
        case .fields: nil
        }
    }

    private static func row(_ plain: Plain) -> Answers {
        guard case .fields(let fields) = plain else { return [:] }
        return Dictionary(
            fields.compactMap { field in answer(field.value).map { (field.name, $0) } }, uniquingKeysWith: { $1 })
    }

    static func value(_ plain: Plain) -> Value {
        switch plain {
        case .nothing: return .null
        case .flag(let flag): return Value(flag)
        case .number(let text): return (try? Expression(text))?.value(in: Scope()) ?? .null
        case .text(let text): return Day(iso: text).map { Value($0) } ?? Value(text)
        case .list(let items): return Value(items.map(value))
        case .fields(let fields):
            var entries = Entries()
            for field in fields { entries[field.name] = value(field.value) }
            return .context(entries)
        }
    }
}
