import Foundation
import Kit
import Web

/// What the developer's page shows of one SMS or letter.
struct SentLine: Sendable {
    let to: String
    let subject: String?
    let text: String
    let moment: String
    let way: String

    init(_ item: SentItem, _ context: Context) {
        let t = context.t
        to = Phone(item.to)?.grouped ?? item.to
        subject = item.subject
        text = item.text
        moment = t.moment(Date(milliseconds: item.at), context.site.calendar)
        let sms = SMSText(item.text)
        way =
            item.kind == .mail
            ? t("messaging.demo.mail")
            : t("messaging.demo.sms", count: sms.parts, ["encoding": sms.encoding.rawValue])
    }
}

extension Messaging {
    static let shownLines = 50

    /// The SMS and letters of the demonstration, so that a developer can read the code he is asked for.
    func showSent(_ context: Context) async throws -> Answer {
        let title = context.t("messaging.demo.title")
        let to = context.query["to"]
        let wanted = Phone(to)?.description ?? to
        guard let items = try? await sandbox?.sent(to: wanted) else {
            return context.page(title, trail: context.trail(title), status: 503, DemoPages.silent(context.t))
        }
        let lines = items.prefix(Messaging.shownLines).map { SentLine($0, context) }
        return context.page(title, trail: context.trail(title), DemoPages.list(context, lines, to: to))
    }
}
