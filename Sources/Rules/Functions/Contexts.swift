extension Functions {
    /// Functions of contexts (DMN 1.5, table 79).
    static let contexts: [Function] = [
        Function("get value", "m, key: string", "context, keys: list") { given, _ in
            guard case .context(let entries) = given[0] else { return .null }
            switch given[1] {
            case .string(let key): return entries[key] ?? .null
            case .list(let keys):
                guard !keys.isEmpty else { return .null }
                return keys.reduce(given[0]) { value, key in
                    key.string.flatMap { value.context?[$0] } ?? .null
                }
            default: return .null
            }
        },
        Function("get entries", "m") { given, evaluation in
            guard case .context(let entries) = given[0], evaluation.spend(entries.count) else { return .null }
            return .list(zip(entries.keys, entries.values).map { ["key": .string($0), "value": $1] })
        },
        Function("context", "entries") { given, evaluation in
            guard !given[0].isNull, evaluation.spend(given[0].elements.count) else { return .null }
            var result = Entries()
            for element in given[0].elements {
                guard case .context(let entry) = element, let key = entry["key"]?.string, let value = entry["value"],
                    result[key] == nil
                else { return .null }
                result[key] = value
            }
            return .context(result)
        },
        Function("context put", "context, key: string, value", "context, keys: list, value") { given, evaluation in
            guard case .context(let entries) = given[0], evaluation.spend(entries.count) else { return .null }
            switch given[1] {
            case .string(let key): return put(given[2], at: [.string(key)], in: entries)
            // By its name it takes a list, by the other a single one.
            case .list(let keys): return keys.isEmpty ? .null : put(given[2], at: keys[...], in: entries)
            default: return .null
            }
        },
        Function("context merge", "contexts") { given, evaluation in
            guard !given[0].isNull else { return .null }
            var result = Entries()
            for element in given[0].elements {
                guard case .context(let entries) = element, evaluation.spend(entries.count) else { return .null }
                for (key, value) in zip(entries.keys, entries.values) { result[key] = value }
            }
            return .context(result)
        },
    ]

    /// The context with a value at the end of a way through contexts, each but the last of which must be there.
    private static func put(_ value: Value, at keys: ArraySlice<Value>, in entries: Entries) -> Value {
        guard let key = keys.first?.string, keys.count <= 100 else { return .null }
        var result = entries
        guard keys.count > 1 else {
            result[key] = value
            return .context(result)
        }
        guard case .context(let inner)? = entries[key] else { return .null }
        let changed = put(value, at: keys.dropFirst(), in: inner)
        guard !changed.isNull else { return .null }
        result[key] = changed
        return .context(result)
    }
}
