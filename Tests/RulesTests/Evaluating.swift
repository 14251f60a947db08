import Kit
import Rules

/// The value of an expression; a mistake reads as a text that no test expects.
func evaluate(_ text: String, _ facts: [String: Value] = [:]) -> Value {
    do {
        return try Expression(text, names: Set(facts.keys)).value(in: Scope(facts))
    } catch {
        return .string("mistake: \(error)")
    }
}

/// What is wrong with a text, as it is shown; nil if nothing is.
func mistake(_ text: String, names: Set<String> = []) -> String? {
    do {
        _ = try Expression(text, names: names)
        return nil
    } catch {
        return error.description
    }
}

func day(_ text: String) -> Value { Day(iso: text).map(Value.date) ?? .null }
