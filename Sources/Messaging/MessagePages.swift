import Kit
import Web

/// The mailbox as the person sees it.
enum MessagePages {
    static func list(_ context: Context, _ mailbox: MailboxPage) -> HTML {
        let t = context.t
        guard !mailbox.messages.isEmpty else {
            return """
                \(Part.headline(t("messaging.list.title")))
                \(Part.empty(t("messaging.list.empty.title"), t("messaging.list.empty.text")))
                """
        }
        let cards = mailbox.messages.map { message in
            Card(
                title: message.subject[t.language], address: context.address("/messages/\(message.id)"),
                note: t.moment(message.sentAt, context.site.calendar),
                tags: message.isUnread ? [Part.tag(t("messaging.list.new"), .info)] : [])
        }
        return """
            \(Part.headline(t("messaging.list.title"), lead: t("messaging.list.unread", count: mailbox.unread)))
            \(Part.cards(cards, level: 2, inRows: true))
            \(Part.pagination(t, page: mailbox.page, of: mailbox.pages) { context.address("/messages?page=\($0)") })
            """
    }

    static func one(_ context: Context, _ message: Message) -> HTML {
        let t = context.t
        let sent = t("messaging.message.sent", ["moment": t.moment(message.sentAt, context.site.calendar)])
        return """
            \(Part.headline(message.subject[t.language], over: sent))
            \(each: paragraphs(of: message.body[t.language]), { "<p dir=\"auto\">\(each: $0, line)</p>" })
            \(message.path.map { path in
                Part.actions([Part.buttonLink(t("messaging.message.about"), to: context.address(path))])
            })
            \(Part.backLink(t, to: context.address("/messages")))
            """
    }

    private static func line(_ index: Int, _ text: String) -> HTML {
        "\(when: index > 0, "<br>")\(Part.words(text))"
    }

    /// The lines of each paragraph, with their places in it.
    private static func paragraphs(of text: String) -> [[(Int, String)]] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split { $0.allSatisfy(\.isWhitespace) }.map { paragraph in
            paragraph.enumerated().map { ($0.offset, String($0.element)) }
        }
    }
}
