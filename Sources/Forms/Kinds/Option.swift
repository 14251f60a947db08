import Content
import Kit
import Rules
import Web

/// An answer that can be picked.
struct Option: Sendable {
    let value: String
    let label: Bilingual
    let hint: Bilingual?
    let when: Expression?
    let place: Place

    static func read(_ sheet: Sheet) -> [Option] {
        let options = sheet.sheets("options").map { option in
            let read = Option(
                value: option.text("value"), label: option.bilingual("label"), hint: option.optionalBilingual("hint"),
                when: option.optionalExpression("when"), place: option.place)
            option.finish()
            return read
        }
        if options.count < 2 { sheet.note("«options» must list at least two answers", at: "options") }
        if Set(options.map(\.value)).count < options.count {
            sheet.note("two options have the same value", at: "options")
        }
        return options
    }

    static func open(_ options: [Option], _ setting: Setting) -> [Option] {
        options.filter { $0.when?.value(in: setting.scope).holds ?? true }
    }

    static func all(_ options: [Option], _ t: Texts) -> [Choice] {
        options.map { Choice($0.value, $0.label[t.language], hint: $0.hint?[t.language]) }
    }

    static func choices(_ options: [Option], _ setting: Setting) -> [Choice] {
        let language = setting.t.language
        return open(options, setting).map { Choice($0.value, $0.label[language], hint: $0.hint?[language]) }
    }

    static func words(_ value: String, _ options: [Option], _ t: Texts) -> String {
        options.first { $0.value == value }?.label[t.language] ?? value
    }

    static func expressions(_ options: [Option]) -> [PlacedExpression] {
        options.compactMap { option in option.when.map { PlacedExpression($0, at: option.place) } }
    }
}
