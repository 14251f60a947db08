package import Kit
package import Rules

/// One of the opinions that a step asks for at the same time: of another entity, of a second pair of eyes, of a committee.
package struct OpinionPlan: Sendable {
    /// A name that rules use: `civil_defence`.
    package let id: String
    package let name: Bilingual
    /// Whose officers give it; those of the service's own entity where it is nil.
    package let entity: String?
    /// How many officers give theirs: 1, or the members of a committee who vote.
    package let votes: Int
    package let term: Term?
    /// The action that counts once the term has passed in silence; without it, the opinion is only overdue.
    package let late: String?
    /// What an officer can say. Where the case goes is said by the rules after all have spoken.
    package let actions: [Action]
}

/// What was said so far at a step that asks for several opinions.
package struct Opinions: Sendable, Hashable {
    /// By the ids of the opinions, the actions in the order in which they were given.
    package private(set) var given: [String: [String]] = [:]

    package init() {}

    package mutating func add(_ action: String, to plan: String) { given[plan, default: []].append(action) }

    /// Whether as many have spoken as the plan asks for.
    package func isComplete(_ plan: OpinionPlan) -> Bool { (given[plan.id]?.count ?? 0) >= plan.votes }

    package func isComplete(_ plans: [OpinionPlan]) -> Bool { plans.allSatisfy { isComplete($0) } }

    /// As rules see it: under the id of each opinion what was said, null before that; for several votes, how many there
    /// are for each action.
    package func value(_ plans: [OpinionPlan]) -> Value {
        var entries = Entries()
        for plan in plans {
            let said = given[plan.id] ?? []
            guard plan.votes > 1 else {
                entries[plan.id] = said.first.map { Value($0) } ?? .null
                continue
            }
            var counts = Entries()
            for action in plan.actions { counts[action.id] = Value(said.count { $0 == action.id }) }
            entries[plan.id] = .context(counts)
        }
        return .context(entries)
    }

    /// What such a value looks like to rules.
    static func kind(_ plans: [OpinionPlan]) -> Kind {
        var members: [String: Kind] = [:]
        for plan in plans {
            members[plan.id] =
                plan.votes > 1
                ? .context(Dictionary(plan.actions.map { ($0.id, Kind.number) }, uniquingKeysWith: { $1 })) : .string
        }
        return .context(members)
    }
}
