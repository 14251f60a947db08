package import Foundation
import Kit

extension Value {
    /// Reads JSON (RFC 8259): texts stay texts, whatever they look like. Nil for what is none.
    package init?(json data: Data) {
        guard let read = try? JSONDecoder().decode(Plain.self, from: data) else { return nil }
        self = read.value
    }

    /// Reads a value as XML Schema (part 2) writes one of its types, named without its prefix; null for what is none, a
    /// text for a type that FEEL does not have.
    package init(_ text: String, schemaType: String) {
        let value: Value? =
            switch schemaType {
            case "decimal", "double", "integer", "int", "float", "long": Decimal(feel: text).map { .number($0) }
            case "boolean": .boolean(text == "true")
            case "date": Day(feel: text).map(Value.date)
            case "time": ClockTime(text[...]).map(Value.time)
            case "dateTime": Moment(text).map(Value.dateTime)
            case "duration": Value(duration: text)
            default: .string(text)
            }
        self = value ?? .null
    }

    private struct Plain: Decodable {
        let value: Value

        private struct Name: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            if let keyed = try? decoder.container(keyedBy: Name.self) {
                var entries = Entries()
                for key in keyed.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
                    entries[key.stringValue] = try keyed.decode(Plain.self, forKey: key).value
                }
                value = .context(entries)
            } else if var list = try? decoder.unkeyedContainer() {
                var elements: [Value] = []
                while !list.isAtEnd { elements.append(try list.decode(Plain.self).value) }
                value = .list(elements)
            } else {
                let single = try decoder.singleValueContainer()
                if single.decodeNil() {
                    value = .null
                } else if let boolean = try? single.decode(Bool.self) {
                    value = .boolean(boolean)
                } else if let number = try? single.decode(Decimal.self) {
                    value = Value(number)
                } else {
                    value = .string(try single.decode(String.self))
                }
            }
        }
    }
}
