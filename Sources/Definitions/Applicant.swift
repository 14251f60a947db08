import Rules

/// Who applies, as rules see him.
package enum Applicant {
    package enum Kind: String, CaseIterable, Sendable {
        /// A citizen or resident.
        case person
        case organisation
        /// Somebody from abroad, without a QID.
        case visitor

        /// What rules can say of him beside his kind.
        var members: [String: Rules.Kind] {
            let all: [String: Rules.Kind] = [
                "id": .string, "name": .context(["ar": .string, "en": .string]), "phone": .string, "email": .string,
            ]
            let human: [String: Rules.Kind] = [
                "nationality": .string, "born": .date, "age": .number, "qid": .string, "passport": .string,
            ]
            let own: [String: Rules.Kind] =
                switch self {
                case .person:
                    [
                        "qatari": .boolean,
                        "address": .context(["zone": .number, "street": .number, "building": .number]),
                    ].merging(human) { $1 }
                case .visitor: human
                case .organisation: ["registration": .string]
                }
            return all.merging(own) { $1 }
        }
    }
}
