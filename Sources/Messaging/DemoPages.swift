import Kit
import Web

/// The developer's view of what the demonstration sent.
enum DemoPages {
    static func list(_ context: Context, _ lines: [SentLine], to: String) -> HTML {
        let t = context.t
        return """
            \(Part.headline(t("messaging.demo.title"), lead: t("messaging.demo.lead")))
            \(search(context, to))
            \(when: lines.isEmpty, empty(context, to))
            \(each: lines, { line in
                """
                <section><h2>\(Part.code(line.to))</h2>\(Part.summaryList(t, rows(t, line)))</section>
                """
            })
            """
    }

    /// The post office does not answer.
    static func silent(_ t: Texts) -> HTML {
        """
        \(Part.headline(t("messaging.demo.title")))
        \(Part.notice(t, .error, t("messaging.demo.silent.title"), "<p>\(t("messaging.demo.silent.text"))</p>"))
        """
    }

    private static func rows(_ t: Texts, _ line: SentLine) -> [SummaryRow] {
        let subject = line.subject.map { SummaryRow(t("messaging.demo.subject"), Part.isolated($0)) }
        let text: HTML = "\(each: line.text.split(separator: "\n"), { "<p dir=\"auto\">\(String($0))</p>" })"
        return [subject, SummaryRow(t("messaging.demo.text"), text)].compactMap { $0 } + [
            SummaryRow(t("messaging.demo.moment"), text: line.moment),
            SummaryRow(t("messaging.demo.way"), text: line.way),
        ]
    }

    /// Only reads, so it is a GET and its address can be kept.
    private static func search(_ context: Context, _ to: String) -> HTML {
        let t = context.t
        let field = Field("to", t("messaging.demo.to"), .code(to), hint: t("messaging.demo.to.hint"))
        return """
            <form class="form" method="get" action="\(context.address("/demo/messages"))">\
            \(Part.field(t, field))\(Part.button(t("messaging.demo.find"), .secondary))</form>
            """
    }

    private static func empty(_ context: Context, _ to: String) -> HTML {
        let t = context.t
        if to.isEmpty { return Part.empty(t("messaging.demo.empty.title"), t("messaging.demo.empty.text")) }
        let all = Part.buttonLink(t("messaging.demo.all"), to: context.address("/demo/messages"), .secondary)
        return Part.empty(t("messaging.demo.none.title"), t("messaging.demo.none.text"), action: all)
    }
}
