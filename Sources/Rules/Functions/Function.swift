/// A built-in function: its name, the ways it may be called, and what it does.
struct Function: Sendable {
    typealias Body = @Sendable (_ given: [Value], _ evaluation: inout Evaluation) -> Value

    /// A named place for an argument; one that is `repeated` takes all that follow.
    struct Parameter: Sendable {
        let name: String
        let isOptional: Bool
        let isRepeated: Bool
        /// What it takes where it is called by its name; two forms may differ in nothing else.
        let kind: Kind?
    }

    let name: String
    let forms: [[Parameter]]
    let body: Body
    /// Whether it depends on its arguments alone.
    var isPure: Bool { name != "now" && name != "today" }

    /// A form lists the parameters by comma: `string, start position, length?`, or `list...` for any number; with a type
    /// behind a colon where another form has the same number of them.
    init(_ name: String, _ forms: String..., body: @escaping Body) { self.init(name, forms: forms, body: body) }

    init(_ name: String, forms: [String], body: @escaping Body) {
        self.name = name
        self.body = body
        self.forms = forms.map { form in
            form.split(separator: ",").map { part in
                let halves = part.split(separator: ":")
                let label = (halves.first ?? "").drop { $0 == " " }
                return Parameter(
                    name: String(label.prefix { $0 != "?" && $0 != "." }),
                    isOptional: label.hasSuffix("?"), isRepeated: label.hasSuffix("..."),
                    kind: halves.count == 2 ? Kind(name: String(halves[1].drop { $0 == " " })) : nil)
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
            return zip(places, form).prefix(used).map { place, parameter in
                guard let node = place.map({ given[$0] }) else { return .constant(.null) }
                return parameter.kind.map { .only(node, $0) } ?? node
            }
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
        (conversions + times + texts + patterns + lists + changes + numbers + statistics + dates + ranges + contexts)
            .map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first })

    /// Names of several words by their first word, the longest first: functions, and members of ranges.
    static let compounds: [String: [(bytes: [UInt8], isMember: Bool)]] = {
        let names =
            table.keys.map { ($0, false) } + ["start included", "end included", "time offset"].map { ($0, true) }
        var compounds: [String: [(bytes: [UInt8], isMember: Bool)]] = [:]
        for (name, isMember) in names where name.contains(" ") {
            compounds[String(name.prefix { $0 != " " }), default: []].append((Array(name.utf8), isMember))
        }
        return compounds.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }()
}
