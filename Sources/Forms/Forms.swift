package import Foundation
package import Web

/// Questions as data: their kinds, their pages, their checks. Modules that ask people something read their forms from
/// the pack and leave the asking to this one.
package enum Forms {
    package static var texts: Bundle { .module }

    /// The questions of a page, with what was typed and what is wrong.
    package static func fields(
        _ questions: [Question], typed: [String: Typed], wrong: [String: Wrong], _ setting: Setting
    ) -> HTML {
        let isHeading = questions.count == 1
        return """
            \(each: questions, { question in
                question.kind.html(
                    question, typed[question.id] ?? Typed(), wrong[question.id], setting, isHeading: isHeading)
            })
            """
    }

    /// The list of mistakes at the top of a page, each leading to its field.
    package static func errorSummary(_ questions: [Question], _ wrong: [String: Wrong], _ setting: Setting) -> HTML {
        let t = setting.t
        let errors = questions.flatMap { question -> [FieldError] in
            let mistakes = wrong[question.id]?.fields.keys.sorted() ?? []
            return mistakes.map { part in FieldError(question.id + part, wrong[question.id]?.text(at: part, t) ?? "") }
        }
        return Part.errorSummary(t, errors)
    }
}
