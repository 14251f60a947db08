package import Foundation
import Kit
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

    /// The answers in words, page by page. A page of one question has nothing to say above it.
    ///
    /// - Parameter change: the address at which the answers of a page can be changed; nil where none can.
    package static func answers(
        _ pages: [(page: FormPage, questions: [Question])], _ answers: Answers, _ setting: Setting, _ t: Texts,
        change: ((String) -> String)? = nil
    ) -> [AnswerGroup] {
        var groups: [AnswerGroup] = []
        for (page, questions) in pages {
            let rows = questions.map { question in
                let words =
                    answers[question.id].flatMap { $0.isNone ? nil : question.kind.words($0, setting, t) }
                    ?? t("forms.answer.none")
                return SummaryRow(question.label[t.language], Part.lines(words), change: change?(page.id))
            }
            if rows.count == 1, let last = groups.indices.last, groups[last].title.isEmpty {
                groups[last].rows += rows
            } else {
                groups.append(AnswerGroup(rows.count == 1 ? "" : page.title[t.language], rows))
            }
        }
        return groups
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
