extension Expression {
    /// What a rule asks where it only asks whether names have values, one or another of them, as in
    /// `way = "early" or way = "late"`; nil where it asks more. Such a rule can be said in words.
    package var alternatives: [Alternative]? { node.alternatives }
}

/// A name, or a path such as `applicant.kind`, that is to have a value.
package struct Alternative: Sendable, Hashable {
    package let name: String
    package let value: Value
}

extension Node {
    fileprivate var alternatives: [Alternative]? {
        switch self {
        case .disjunction(let nodes):
            let parts = nodes.compactMap(\.alternatives)
            return parts.count == nodes.count ? parts.flatMap { $0 } : nil
        case .compared(let asked, .equal, .constant(let value)):
            return asked.path.map { [Alternative(name: $0, value: value)] }
        default:
            return path.map { [Alternative(name: $0, value: true)] }
        }
    }

    private var path: String? {
        switch self {
        case .name(let name): return name
        case .access(.name(let name), let accesses):
            let members = accesses.compactMap { if case .member(let member) = $0 { member } else { nil } }
            return members.count == accesses.count ? ([name] + members).joined(separator: ".") : nil
        default: return nil
        }
    }
}
