/// A built-in function: its name, the ways it may be called, and what it does.
struct Function: Sendable {
    typealias Body = @Sendable (_ given: [Value], _ evaluation: inout Evaluation) -> Value

    /// A named place for an argument; one that is `repeated` takes all that follow.
    struct Parameter: Sendable {
        let name: String
        let isOptional: Bool
        let isRepeated: Bool
    }

    let name: String
    let forms: [[Parameter]]
    let body: Body

    /// A form lists the parameters by comma: `string, start position, length?`, or `list...` for any number.
    init(_ name: String, _ forms: String..., body: @escaping Body) {
        self.name = name
        self.body = body
        self.forms = forms.map { form in
            form.split(separator: ",").map { part in
                let label = part.drop { $0 == " " }
                return Parameter(
                    name: String(label.prefix { $0 != "?" && $0 != "." }),
                    isOptional: label.hasSuffix("?"), isRepeated: label.hasSuffix("..."))
            }
        }
    }

    /// The arguments in the order of a form that takes them, or nil; what is left out before another is null.
    func placed(_ given: [Node], labels: [String]) -> [Node]? {
        labels.isEmpty ? positional(given) : named(given, labels)
    }

    private func positional(_ given: [Node]) -> [Node]? {
        let fits = forms.contains { form in
            let needed = form.count { !$0.isOptional }
            return given.count >= needed && (given.count <= form.count || form.last?.isRepeated == true)
        }
        return fits ? given : nil
    }

    private func named(_ given: [Node], _ labels: [String]) -> [Node]? {
        guard Set(labels).count == labels.count else { return nil }
        for form in forms {
            guard labels.allSatisfy({ label in form.contains { $0.name == label } }) else { continue }
            guard form.allSatisfy({ $0.isOptional || labels.contains($0.name) }) else { continue }
            let places = form.map { labels.firstIndex(of: $0.name) }
            let used = (places.lastIndex { $0 != nil } ?? -1) + 1
            return places.prefix(used).map { place in place.map { given[$0] } ?? .constant(.null) }
        }
        return nil
    }

    /// How it is called: `date(from) or date(year, month, day)`.
    var usage: String {
        let texts = forms.map { form in
            form.map { $0.name + ($0.isOptional ? "?" : $0.isRepeated ? "..." : "") }.joined(separator: ", ")
        }
        return texts.map { "\(name)(\($0))" }.joined(separator: " or ")
    }
}

/// All built-in functions by name. A new one is a line in the list of its subject.
enum Functions {
    static let table = Dictionary(
        (conversions + texts + lists + numbers + dates).map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first })

    /// Names of several words by their first word, the longest first: functions, and members of ranges.
    static let compounds: [String: [(bytes: [UInt8], isMember: Bool)]] = {
        let names = table.keys.map { ($0, false) } + ["start included", "end included"].map { ($0, true) }
        var compounds: [String: [(bytes: [UInt8], isMember: Bool)]] = [:]
        for (name, isMember) in names where name.contains(" ") {
            compounds[String(name.prefix { $0 != " " }), default: []].append((Array(name.utf8), isMember))
        }
        return compounds.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }()
}
