package import Content
package import Kit
package import Rules
package import Web

/// A way of asking: a text, a day, a file. One file each; `Kinds.all` is the register of them.
package protocol QuestionKind: Sendable {
    /// As packs write it: `long-text`.
    static var name: String { get }

    /// Reads the keys that only this kind has.
    init(_ sheet: Sheet)

    /// How it is asked, with what was typed.
    func input(_ typed: Typed, _ setting: Setting) -> Field.Input

    /// How it is asked on paper, where nobody is known yet: every option, whatever it depends on.
    func blank(_ t: Texts, currency: String) -> Field.Input

    /// What was typed, checked; nil where nothing was typed.
    func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer?

    /// What is said below every question of the kind, after its own hint: how large a file may be.
    func limits(_ t: Texts) -> String?

    /// What was chosen so far, where a kind asks in two steps: it is kept, and the page comes back with the second.
    func part(_ typed: Typed, _ setting: Setting) -> Answer?

    /// What is said where nothing was answered, and at which part of the field; `{question}` is filled in.
    func nothing(_ typed: Typed) -> (part: String, key: String)

    /// What would have to be typed for that answer.
    func typed(_ answer: Answer) -> Typed

    /// The answer as rules see it.
    func value(_ answer: Answer, _ setting: Setting) -> Value

    /// The answer with records in the place of what was named by hand, as far as their register says which they are.
    func settled(_ answer: Answer, _ setting: Setting) -> Answer

    /// The type of the answer as rules see it; `record` is what a record of a register looks like to them.
    func kind(_ record: (_ register: String) -> Kind) -> Kind

    /// The answer in words.
    func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String

    /// The whole field; most kinds leave this to their input.
    func html(_ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool) -> HTML

    /// The values of its options; none where anything can be answered.
    var values: [String] { get }

    /// Whether files are sent with it.
    var takesFiles: Bool { get }

    /// The register it chooses from.
    var register: String? { get }

    /// Whether its register is searched by words, and not shown whole.
    var searches: Bool { get }

    /// The calendar of appointments it chooses from.
    var calendar: String? { get }

    /// The question whose answer is the centre of such an appointment.
    var place: String? { get }

    /// Questions inside it.
    var questions: [Question] { get }

    /// The expressions that it evaluates, to be checked when the pack is read.
    var expressions: [PlacedExpression] { get }
}

extension QuestionKind {
    package func blank(_ t: Texts, currency: String) -> Field.Input { .text("") }
    package func limits(_ t: Texts) -> String? { nil }
    package func part(_ typed: Typed, _ setting: Setting) -> Answer? { nil }
    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.text") }
    package func typed(_ answer: Answer) -> Typed { Typed(["": answer.texts]) }
    package func value(_ answer: Answer, _ setting: Setting) -> Value { Value(answer.text) }
    package func settled(_ answer: Answer, _ setting: Setting) -> Answer { answer }
    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .string }
    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String { answer.text }
    package var values: [String] { [] }
    package var takesFiles: Bool { false }
    package var register: String? { nil }
    package var searches: Bool { false }
    package var calendar: String? { nil }
    package var place: String? { nil }
    package var questions: [Question] { [] }
    package var expressions: [PlacedExpression] { [] }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let hints = [question.hint?[setting.t.language], limits(setting.t)].compactMap { $0 }
        let field = Field(
            question.id, question.label[setting.t.language], input(typed, setting),
            hint: hints.isEmpty ? nil : hints.joined(separator: " "), error: wrong?.text(at: "", setting.t),
            isOptional: question.isOptional, isHeading: isHeading)
        return Part.field(setting.t, field)
    }
}

/// What is wrong with an answer, by the rest of the field's name.
package struct Wrong: Error, Sendable, Hashable {
    package enum Words: Sendable, Hashable {
        case key(TextKey)
        case written(Bilingual)
    }

    package var fields: [String: Words]

    package init(_ key: String, _ values: [String: String] = [:]) { fields = ["": .key(TextKey(key, values))] }
    package init(_ text: Bilingual) { fields = ["": .written(text)] }
    package init(fields: [String: Words]) { self.fields = fields }

    /// What is wrong in the fields whose names go on with the prefix; nil where nothing is.
    func under(_ prefix: String) -> Wrong? {
        var inner: [String: Words] = [:]
        for (part, words) in fields where part.hasPrefix(prefix) { inner[String(part.dropFirst(prefix.count))] = words }
        return inner.isEmpty ? nil : Wrong(fields: inner)
    }

    package func text(at part: String, _ t: Texts) -> String? {
        switch fields[part] {
        case .key(let key): t(key)
        case .written(let text): text[t.language]
        case nil: nil
        }
    }
}

/// A rule of the pack, with where it stands.
package struct PlacedExpression: Sendable {
    package let expression: Expression
    package let place: Place
    /// Questions whose answers it sees as well: those of its row.
    package private(set) var row: [Question] = []
    /// The register of whose records it sees the fields.
    package let register: String?

    package init(_ expression: Expression, at place: Place, register: String? = nil) {
        self.expression = expression
        self.place = place
        self.register = register
    }

    /// The same in a row of these questions.
    func beside(_ questions: [Question]) -> PlacedExpression {
        var placed = self
        placed.row += questions
        return placed
    }
}

/// Something that an answer must fulfil beyond its kind, with what is said where it does not.
package struct Check: Sendable {
    package let that: Expression
    package let otherwise: Bilingual
    package let place: Place
}

/// One question of a form.
package struct Question: Sendable {
    /// A name that rules use: `entry_date`.
    package private(set) var id: String
    package let label: Bilingual
    package let hint: Bilingual?
    package let isOptional: Bool
    package let when: Expression?
    /// What the state already knows, to be filled in beforehand.
    package let prefill: Expression?
    package let checks: [Check]
    package let kind: any QuestionKind
    package let place: Place

    /// Reads one question of a pack.
    package init?(_ sheet: Sheet) {
        id = sheet.text("id")
        if !Question.isName(id) {
            sheet.note("«id» is a name for rules: small Latin letters, digits and _ only", at: "id")
        }
        label = sheet.bilingual("label")
        hint = sheet.optionalBilingual("hint")
        isOptional = sheet.flag("optional")
        when = sheet.optionalExpression("when")
        prefill = sheet.optionalExpression("prefill")
        checks = sheet.sheets("checks").compactMap { Check($0) }
        place = sheet.place
        let name = sheet.text("kind")
        guard let kind = Kinds.all[name] else {
            sheet.note(
                "«\(name)» is no kind of question; known are: \(Kinds.all.keys.sorted().joined(separator: ", "))",
                at: "kind")
            return nil
        }
        self.kind = kind.init(sheet)
        sheet.finish()
    }

    /// Whether rules can speak of it by that name.
    static func isName(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// The same question in a field of another name: in a row of a group.
    func named(_ name: String) -> Question {
        var question = self
        question.id = name
        return question
    }

    /// What the browser sent for this question.
    package func typed(_ form: Form) -> Typed {
        var values: [String: [String]] = [:]
        for (name, value) in form.fields where name.hasPrefix(id) {
            let rest = name.dropFirst(id.count)
            guard rest.isEmpty || rest.hasPrefix("-") || rest.hasPrefix(".") else { continue }
            values[String(rest), default: []].append(value)
        }
        return Typed(values)
    }

    /// The checked answer; throws what is wrong. Nil where it was left empty and may be.
    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        if isOptional, typed.values.values.allSatisfy({ $0.allSatisfy(\.isEmpty) }) { return nil }
        guard let answer = try kind.answer(typed, setting) else {
            if isOptional { return nil }
            let nothing = kind.nothing(typed)
            let key = TextKey(nothing.key, ["question": label[setting.t.language]])
            throw Wrong(fields: [nothing.part: .key(key)])
        }
        return answer
    }

    /// Every expression of the question, to be checked when the pack is read.
    package var expressions: [PlacedExpression] {
        [when, prefill].compactMap { $0.map { PlacedExpression($0, at: place) } }
            + checks.map { PlacedExpression($0.that, at: $0.place) } + kind.expressions
    }
}

extension Check {
    /// `{ that: years <= 3, otherwise: { ar: …, en: … } }`
    package init?(_ sheet: Sheet) {
        let expression = sheet.expression("that")
        otherwise = sheet.bilingual("otherwise")
        place = sheet.place(of: "that")
        sheet.finish()
        guard let expression else { return nil }
        that = expression
    }
}

extension Sheet {
    /// A rule in FEEL; one that cannot be read is noted with its column.
    package func optionalExpression(_ key: String) -> Expression? {
        guard let text = optionalText(key) else { return nil }
        do {
            return try Expression(inspection.rule(text, at: place(of: key)))
        } catch {
            note("«\(key)» is not a rule that can be read: \(error)", at: key)
            return nil
        }
    }

    package func expression(_ key: String) -> Expression? {
        if !has(key) { note("«\(key)» is missing: write a rule such as `years <= 3`") }
        return optionalExpression(key)
    }
}
