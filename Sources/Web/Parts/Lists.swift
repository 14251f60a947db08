/// One line of what is known: a label, its value, and where to change it.
package struct SummaryRow: Sendable {
    package var label: String
    package var value: HTML
    package var change: String?

    package init(_ label: String, _ value: HTML, change: String? = nil) {
        self.label = label
        self.value = value
        self.change = change
    }

    package init(_ label: String, text: String, change: String? = nil) {
        self.init(label, "\(text)", change: change)
    }
}

/// Answers that belong together, under their heading; with an empty one they need none.
package struct AnswerGroup: Sendable {
    package var title: String
    package var rows: [SummaryRow]

    package init(_ title: String, _ rows: [SummaryRow]) {
        self.title = title
        self.rows = rows
    }
}

/// One thing the reader does, in its order.
package struct NumberedStep: Sendable {
    package var title: String
    package var text: HTML

    package init(_ title: String, _ text: HTML = .empty) {
        self.title = title
        self.text = text
    }
}

/// One step of a case: what, by whom, and when or by when.
package struct TimelineStep: Sendable {
    /// Whether it is behind, here, or ahead.
    package enum State: Sendable { case done, now, next, refused }
    package var state: State
    package var title: String
    package var who: String?
    package var when: String?
    package var text: HTML

    package init(
        _ state: State, _ title: String, who: String? = nil, when: String? = nil, text: HTML = .empty
    ) {
        self.state = state
        self.title = title
        self.who = who
        self.when = when
        self.text = text
    }
}

extension Part {
    /// Labels and values; a row with an address can be changed there.
    package static func summaryList(_ t: Texts, _ rows: [SummaryRow]) -> HTML {
        """
        <dl class="summary-list">\
        \(each: rows, { row in
            """
            <div><dt>\(row.label)</dt><dd>\(row.value)</dd>\
            \(row.change.map { """
                <dd class="change"><a href="\($0)">\(t("web.summary.change"))\
                \(unseen(" " + row.label))</a></dd>
                """ } as HTML?)</div>
            """
        })\
        </dl>
        """
    }

    /// All answers before they are sent, each with the way back to its question.
    package static func checkAnswers(_ t: Texts, _ groups: [AnswerGroup]) -> HTML {
        """
        \(each: groups, { group in
            """
            <section class="check-answers">\(when: !group.title.isEmpty, "<h2>\(group.title)</h2>")\
            \(summaryList(t, group.rows))</section>
            """
        })
        """
    }

    /// What to do, in order.
    package static func numberedSteps(_ steps: [NumberedStep]) -> HTML {
        """
        <ol class="numbered-steps">\
        \(each: steps, { step in
            "<li><p class=\"step\">\(step.title)</p>\(when: !step.text.isEmpty, "<div>\(step.text)</div>")</li>"
        })\
        </ol>
        """
    }

    /// A case from its beginning to its end: done, now, next.
    package static func timeline(_ t: Texts, _ steps: [TimelineStep]) -> HTML {
        """
        <ol class="timeline">\
        \(each: steps, { step in
            """
            <li class="\(name(step.state))"\(when: step.state == .now, " aria-current=\"step\"")>\
            \(when: step.state == .done, icon(t, .check))\
            \(when: step.state == .refused, icon(t, .error))\
            <p class="step">\(step.title) \(tag(word(t, step.state), tone(step.state)))</p>\
            \(line(step))\(when: !step.text.isEmpty, "<div>\(step.text)</div>")</li>
            """
        })\
        </ol>
        """
    }

    private static func line(_ step: TimelineStep) -> HTML? {
        let parts = [step.who, step.when].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        return "<p class=\"by\">\(each: parts, { "<span>\(isolated($0))</span>" })</p>"
    }

    private static func name(_ state: TimelineStep.State) -> HTML {
        switch state {
        case .done: "done"
        case .refused: "done refused"
        case .now: "now"
        case .next: "next"
        }
    }

    private static func word(_ t: Texts, _ state: TimelineStep.State) -> String {
        switch state {
        case .done, .refused: t("web.timeline.done")
        case .now: t("web.timeline.now")
        case .next: t("web.timeline.next")
        }
    }

    private static func tone(_ state: TimelineStep.State) -> Tone {
        switch state {
        case .done, .refused: .done
        case .now: .info
        case .next: .plain
        }
    }
}
