/// One of the answers that a person can pick.
package struct Choice: Sendable {
    package var value: String
    package var label: String
    package var hint: String?
    /// Shown but not to be picked: a full time slot.
    package var isClosed: Bool

    package init(_ value: String, _ label: String, hint: String? = nil, isClosed: Bool = false) {
        self.value = value
        self.label = label
        self.hint = hint
        self.isClosed = isClosed
    }
}

/// A file that was sent before and is kept.
package struct KeptFile: Sendable {
    package var id: String
    package var name: String
    package var size: String

    package init(id: String, name: String, size: String) {
        self.id = id
        self.name = name
        self.size = size
    }
}

/// One question: its words, what was typed, and what is wrong with it.
package struct Field: Sendable {
    /// How the answer is given. Text is what was typed, unchanged, so that it comes back with its mistakes.
    package enum Input: Sendable {
        /// `autocomplete` is HTML's name of what is asked ("name", "username"); `short` for a few characters.
        case text(String, autocomplete: String? = nil, short: Bool = false)
        case longText(String, rows: Int = 5)
        case number(String, unit: String? = nil)
        case money(String, currency: String)
        /// Three inputs: `<name>-day`, `<name>-month`, `<name>-year`.
        case date(day: String, month: String, year: String)
        /// Radio buttons; `inline` where all are one short word.
        case choice([Choice], selected: String?, inline: Bool = false)
        case severalChoices([Choice], selected: Set<String>)
        /// Sends "yes" or "no".
        case yesNo(Bool?)
        /// A list that opens, for more choices than a screen holds.
        case list([Choice], selected: String?)
        case telephone(String)
        case email(String)
        /// A number read left to right and grouped by the person: QID, IBAN, reference, licence plate.
        case code(String, autocomplete: String? = nil, numeric: Bool = false)
        case password(new: Bool = false)
        case oneTimeCode(String)
        /// `accept` as HTML has it (".pdf,.jpg"). A kept file's button sends `remove=<name>.<id>`.
        case file(accept: String, several: Bool = false, kept: [KeptFile] = [])
        /// Three inputs: `<name>-zone`, `<name>-street`, `<name>-building`.
        case address(zone: String, street: String, building: String)
        /// One box to tick, sends "yes"; the sentence that is agreed to.
        case declaration(String, ticked: Bool)
    }

    package var name: String
    package var label: String
    package var hint: String?
    package var error: String?
    package var isOptional: Bool
    /// The only question of its page: its label is the page's `h1`.
    package var isHeading: Bool
    package var input: Input

    package init(
        _ name: String, _ label: String, _ input: Input, hint: String? = nil, error: String? = nil,
        isOptional: Bool = false, isHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.input = input
        self.hint = hint
        self.error = error
        self.isOptional = isOptional
        self.isHeading = isHeading
    }
}

extension Part {
    /// A question with its label, hint, error and the place for the answer.
    package static func field(_ t: Texts, _ field: Field) -> HTML {
        """
        <div class="field\(when: field.error != nil, " wrong")">\(question(t, field))</div>
        """
    }

    private static func question(_ t: Texts, _ field: Field) -> HTML {
        let name = field.name
        switch field.input {
        case .text(let value, let autocomplete, let short):
            return labelled(t, field, input(
                field, value, type: "text", autocomplete: autocomplete, size: short ? "short" : "full"))
        case .longText(let value, let rows):
            return labelled(t, field, """
                <textarea id="f-\(name)" name="\(name)" rows="\(rows)"\(described(field))>
                \(value)</textarea>
                """)
        case .number(let value, let unit):
            let control = input(field, value, type: "text", mode: "numeric", size: "short", isCode: true)
            return labelled(t, field, unit.map { affixed(control, $0) } ?? control)
        case .money(let value, let currency):
            let control = input(field, value, type: "text", mode: "decimal", size: "short", isCode: true)
            return labelled(t, field, affixed(control, currency))
        case .telephone(let value):
            return labelled(t, field, input(
                field, value, type: "tel", mode: "tel", autocomplete: "tel", size: "medium", isCode: true))
        case .email(let value):
            return labelled(t, field, input(
                field, value, type: "email", mode: "email", autocomplete: "email", isCode: true))
        case .code(let value, let autocomplete, let numeric):
            return labelled(t, field, input(
                field, value, type: "text", mode: numeric ? "numeric" : nil, autocomplete: autocomplete ?? "off",
                size: "medium", isCode: true))
        case .password(let new):
            return labelled(t, field, input(
                field, "", type: "password", autocomplete: new ? "new-password" : "current-password",
                size: "medium", isCode: true))
        case .oneTimeCode(let value):
            return labelled(t, field, input(
                field, value, type: "text", mode: "numeric", autocomplete: "one-time-code", size: "short",
                isCode: true))
        case .list(let choices, let selected):
            return labelled(t, field, list(t, field, choices, selected))
        case .file(let accept, let several, let kept):
            return labelled(t, field, files(t, field, accept, several, kept))
        case .date(let day, let month, let year):
            return grouped(t, field, parts(field, [
                ("day", t("web.field.day"), day, "short"), ("month", t("web.field.month"), month, "short"),
                ("year", t("web.field.year"), year, "year"),
            ]))
        case .address(let zone, let street, let building):
            return grouped(t, field, parts(field, [
                ("zone", t("web.field.zone"), zone, "year"), ("street", t("web.field.street"), street, "year"),
                ("building", t("web.field.building"), building, "year"),
            ]))
        case .choice(let choices, let selected, let inline):
            return grouped(t, field, picks(field, choices, inline: inline, type: "radio") { $0 == selected })
        case .yesNo(let answer):
            let choices = [Choice("yes", t("web.field.yes")), Choice("no", t("web.field.no"))]
            let selected = answer.map { $0 ? "yes" : "no" }
            return grouped(t, field, picks(field, choices, inline: true, type: "radio") { $0 == selected })
        case .severalChoices(let choices, let selected):
            return grouped(t, field, picks(field, choices, inline: false, type: "checkbox", selected.contains))
        case .declaration(let sentence, let ticked):
            let choice = Choice("yes", sentence)
            return grouped(t, field, picks(field, [choice], inline: false, type: "checkbox") { _ in ticked })
        }
    }

    /// A question with one control.
    private static func labelled(_ t: Texts, _ field: Field, _ control: HTML) -> HTML {
        let label: HTML = "<label for=\"f-\(field.name)\">\(field.label)\(optional(t, field))</label>"
        return """
            \(when: field.isHeading, "<h1>\(label)</h1>")\(when: !field.isHeading, label)\
            \(about(t, field))\(control)
            """
    }

    /// A question with several controls.
    private static func grouped(_ t: Texts, _ field: Field, _ controls: HTML) -> HTML {
        let label: HTML = "\(field.label)\(optional(t, field))"
        return """
            <fieldset\(described(field, isGroup: true))><legend>\
            \(when: field.isHeading, "<h1>\(label)</h1>")\(when: !field.isHeading, label)\
            </legend>\(about(t, field))\(controls)</fieldset>
            """
    }

    private static func optional(_ t: Texts, _ field: Field) -> HTML {
        field.isOptional ? " <span class=\"optional\">\(t("web.field.optional"))</span>" : .empty
    }

    /// The hint and the error, each with the id that its control names.
    private static func about(_ t: Texts, _ field: Field) -> HTML {
        """
        \(field.hint.map { "<p class=\"hint\" id=\"h-\(field.name)\">\($0)</p>" } as HTML?)\
        \(field.error.map { """
            <p class="error" id="e-\(field.name)">\(icon(t, .warning))<span>\
            \(unseen(t("web.notice.error") + " "))\($0)</span></p>
            """ } as HTML?)
        """
    }

    private static func described(_ field: Field, isGroup: Bool = false) -> HTML {
        let ids = [field.hint.map { _ in "h-\(field.name)" }, field.error.map { _ in "e-\(field.name)" }]
        let list = ids.compactMap { $0 }.joined(separator: " ")
        return """
            \(attribute("aria-describedby", list.isEmpty ? nil : list))\
            \(when: field.error != nil && !isGroup, " aria-invalid=\"true\"")
            """
    }

    private static func input(
        _ field: Field, _ value: String, type: String, mode: String? = nil, autocomplete: String? = nil,
        size: String = "full", isCode: Bool = false
    ) -> HTML {
        """
        <input class="\(size)" id="f-\(field.name)" name="\(field.name)" type="\(type)"\
        \(attribute("value", type == "password" ? nil : value))\(attribute("inputmode", mode))\
        \(attribute("autocomplete", autocomplete))\
        \(when: isCode, " dir=\"ltr\" spellcheck=\"false\" autocapitalize=\"off\"")\(described(field))>
        """
    }

    private static func affixed(_ control: HTML, _ word: String) -> HTML {
        "<div class=\"affixed\">\(control)<span aria-hidden=\"true\">\(word)</span></div>"
    }

    private static func list(_ t: Texts, _ field: Field, _ choices: [Choice], _ selected: String?) -> HTML {
        """
        <select id="f-\(field.name)" name="\(field.name)"\(described(field))>\
        <option value="">\(t("web.field.pick"))</option>\
        \(each: choices, { choice in
            """
            <option value="\(choice.value)"\(when: choice.value == selected, " selected")\
            \(when: choice.isClosed, " disabled")>\(choice.label)</option>
            """
        })</select>
        """
    }

    private static func files(
        _ t: Texts, _ field: Field, _ accept: String, _ several: Bool, _ kept: [KeptFile]
    ) -> HTML {
        """
        \(when: !kept.isEmpty, """
            <ul class="kept">\(each: kept, { file in
                """
                <li>\(icon(t, .file))<span>\(isolated(file.name)) <small>\(code(file.size))</small></span>\
                <button type="submit" class="button secondary" name="remove" value="\(field.name).\(file.id)">\
                \(t("web.group.remove"))\(unseen(" " + file.name))</button></li>
                """
            })</ul>
            """)\
        <input type="file" id="f-\(field.name)" name="\(field.name)" accept="\(accept)"\
        \(when: several, " multiple")\(described(field))>
        """
    }

    /// Short inputs side by side under one question; the first carries the question's id, for the error summary.
    private static func parts(
        _ field: Field, _ parts: [(key: String, label: String, value: String, size: String)]
    ) -> HTML {
        """
        <div class="parts">\
        \(each: parts.enumerated(), { index, part in
            let id = index == 0 ? "f-\(field.name)" : "f-\(field.name)-\(part.key)"
            return """
                <div><label for="\(id)">\(part.label)</label><input class="\(part.size)" id="\(id)" \
                name="\(field.name)-\(part.key)" type="text" value="\(part.value)" inputmode="numeric" \
                dir="ltr" autocomplete="off"\(when: field.error != nil, " aria-invalid=\"true\"")></div>
                """
        })</div>
        """
    }

    private static func picks(
        _ field: Field, _ choices: [Choice], inline: Bool, type: String, _ isPicked: (String) -> Bool
    ) -> HTML {
        """
        <div class="picks\(when: inline, " inline")">\
        \(each: choices.enumerated(), { index, choice in
            let id = index == 0 ? "f-\(field.name)" : "f-\(field.name)-\(index + 1)"
            return """
                <div><input type="\(type)" id="\(id)" name="\(field.name)" value="\(choice.value)"\
                \(when: isPicked(choice.value), " checked")\(when: choice.isClosed, " disabled")\
                \(attribute("aria-describedby", choice.hint.map { _ in "\(id)-hint" }))>\
                <label for="\(id)">\(choice.label)</label>\
                \(choice.hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" } as HTML?)</div>
                """
        })</div>
        """
    }
}
