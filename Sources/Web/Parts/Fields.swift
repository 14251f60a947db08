/// How a line to type in differs from plain text; HTML's own names.
private struct Box {
    var type = "text"
    var mode: String?
    var autocomplete: String?
    var size = "medium"
    var isCode = true
}

extension Part {
    /// A question with its label, hint, error and the place for the answer.
    package static func field(_ t: Texts, _ field: Field) -> HTML {
        let answer = answer(t, field)
        return """
            <div class="field\(when: field.error != nil, " wrong")">\
            \(when: field.input.isGroup, grouped(t, field, answer))\
            \(when: !field.input.isGroup, labelled(t, field, answer))</div>
            """
    }

    private static func answer(_ t: Texts, _ field: Field) -> HTML {
        switch field.input {
        case .text(let value, let autocomplete, let short):
            box(field, value, Box(autocomplete: autocomplete, size: short ? "short" : "full", isCode: false))
        case .longText(let value, let rows):
            area(field, value, rows: rows)
        case .source(let value):
            source(field, value)
        case .number(let value, let unit):
            affixed(box(field, value, Box(mode: "numeric", size: "short")), unit)
        case .money(let value, let currency):
            affixed(box(field, value, Box(mode: "decimal", size: "short")), currency)
        case .telephone(let value):
            box(field, value, Box(type: "tel", mode: "tel", autocomplete: "tel"))
        case .email(let value):
            box(field, value, Box(type: "email", mode: "email", autocomplete: "email", size: "full"))
        case .code(let value, let autocomplete, let numeric):
            box(field, value, Box(mode: numeric ? "numeric" : nil, autocomplete: autocomplete ?? "off"))
        case .password(let new):
            box(field, nil, Box(type: "password", autocomplete: new ? "new-password" : "current-password"))
        case .oneTimeCode(let value):
            box(field, value, Box(mode: "numeric", autocomplete: "one-time-code", size: "short"))
        case .list(let choices, let selected):
            list(t, field, choices, selected)
        case .file(let accept, let several, let kept):
            files(t, field, accept, several, kept)
        case .date, .address:
            parts(field, parts(t, field.input))
        case .point(_, _, let map):
            "\(map)\(parts(field, parts(t, field.input), mode: "decimal"))"
        case .choice(let choices, let selected, let inline):
            picks(field, choices, inline: inline, type: "radio") { $0 == selected }
        case .folded(let choices, let selected, let shown, let more):
            folded(field, choices, selected, shown: choices.count > shown + 2 ? shown : choices.count, more)
        case .yesNo(let answer):
            picks(field, yesAndNo(t), inline: true, type: "radio") { ($0 == "yes") == answer }
        case .severalChoices(let choices, let selected):
            picks(field, choices, inline: false, type: "checkbox", selected.contains)
        case .declaration(let sentence, let ticked):
            picks(field, [Choice("yes", sentence)], inline: false, type: "checkbox") { _ in ticked }
        }
    }

    private static func yesAndNo(_ t: Texts) -> [Choice] {
        [Choice("yes", t("web.field.yes")), Choice("no", t("web.field.no"))]
    }

    /// A question with one control.
    private static func labelled(_ t: Texts, _ field: Field, _ control: HTML) -> HTML {
        let kind: HTML = "\(when: field.isLabelUnseen, " class=\"unseen\"")"
        let label: HTML = "<label for=\"f-\(field.name)\"\(kind)>\(field.label)\(optional(t, field))</label>"
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

    private static func box(_ field: Field, _ value: String?, _ box: Box) -> HTML {
        """
        <input class="\(box.size)" id="f-\(field.name)" name="\(field.name)" type="\(box.type)"\
        \(attribute("value", value))\(attribute("inputmode", box.mode))\
        \(attribute("autocomplete", box.autocomplete))\
        \(when: box.isCode, " dir=\"ltr\" spellcheck=\"false\" autocapitalize=\"off\"")\(described(field))>
        """
    }

    /// The browser drops the first line break in a textarea, so that one of ours keeps the person's.
    private static func area(_ field: Field, _ value: String, rows: Int) -> HTML {
        """
        <textarea id="f-\(field.name)" name="\(field.name)" rows="\(rows)"\(described(field))>
        \(value)</textarea>
        """
    }

    private static func source(_ field: Field, _ value: String) -> HTML {
        """
        <textarea class="source" id="f-\(field.name)" name="\(field.name)" rows="24" wrap="off" dir="ltr" spellcheck="false" \
        autocapitalize="off" autocomplete="off"\(described(field))>
        \(value)</textarea>
        """
    }

    private static func affixed(_ control: HTML, _ word: String?) -> HTML {
        guard let word else { return control }
        return "<div class=\"affixed\">\(control)<span aria-hidden=\"true\">\(word)</span></div>"
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
            \(enterKey)<ul class="kept">\(each: kept, { file in
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

    private static func parts(
        _ t: Texts, _ input: Field.Input
    ) -> [(key: String, label: String, value: String, size: String)] {
        switch input {
        case .date(let day, let month, let year):
            [
                ("day", t("web.field.day"), day, "day"), ("month", t("web.field.month"), month, "month"),
                ("year", t("web.field.year"), year, "year"),
            ]
        case .address(let zone, let street, let building):
            [
                ("zone", t("web.field.zone"), zone, "year"),
                ("street", t("web.field.street"), street, "year"),
                ("building", t("web.field.building"), building, "year"),
            ]
        case .point(let latitude, let longitude, _):
            [
                ("latitude", t("web.field.latitude"), latitude, "degrees"),
                ("longitude", t("web.field.longitude"), longitude, "degrees"),
            ]
        default: []
        }
    }

    /// Short inputs side by side under one question; the first has the question's id, for the error summary.
    private static func parts(
        _ field: Field, _ parts: [(key: String, label: String, value: String, size: String)], mode: String = "numeric"
    ) -> HTML {
        """
        <div class="parts">\
        \(each: parts.enumerated(), { index, part in
            let id = index == 0 ? "f-\(field.name)" : "f-\(field.name)-\(part.key)"
            return """
                <div><label for="\(id)">\(part.label)</label><input class="\(part.size)" id="\(id)" \
                name="\(field.name)-\(part.key)" type="text" value="\(part.value)" inputmode="\(mode)" \
                dir="ltr" autocomplete="off"\(when: field.error != nil, " aria-invalid=\"true\"")></div>
                """
        })</div>
        """
    }

    /// The first choices, and the others where they are asked for, or where one of them is picked.
    private static func folded(
        _ field: Field, _ choices: [Choice], _ selected: String?, shown: Int, _ more: String
    ) -> HTML {
        let first = picks(field, Array(choices.prefix(shown)), inline: false, type: "radio") { $0 == selected }
        let rest = Array(choices.dropFirst(shown))
        if rest.isEmpty { return first }
        let others = picks(field, rest, inline: false, type: "radio", from: shown) { $0 == selected }
        let isOpen = rest.contains { $0.value == selected }
        return """
            \(first)<details class="disclosure"\(when: isOpen, " open")><summary>\(more)</summary>\(others)</details>
            """
    }

    private static func picks(
        _ field: Field, _ choices: [Choice], inline: Bool, type: String, from start: Int = 0,
        _ isPicked: (String) -> Bool
    ) -> HTML {
        """
        <div class="picks\(when: inline, " inline")">\
        \(each: choices.enumerated(), { offset, choice in
            let index = start + offset
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
