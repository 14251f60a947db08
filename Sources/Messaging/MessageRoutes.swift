import Kit
import Store
import Web

extension Messaging {
    func listMessages(_ context: Context) async throws -> Answer {
        let person = try context.signedIn().person
        let page = Int(Digits.compact(context.query["page"])) ?? 1
        let mailbox = try await store.read { try $0.mailbox(of: person, page: page) }
        let title = context.t("messaging.list.title")
        return context.page(title, trail: context.accountTrail(title), MessagePages.list(context, mailbox))
    }

    /// Opening a message is what marks it as read; opening it again changes nothing.
    func showMessage(_ context: Context) async throws -> Answer {
        let person = try context.signedIn().person
        let id = try context.parameter("message")
        let message = try await store.read { try $0.findMessage(id, seenBy: person) }
        if message.isUnread {
            let now = context.now
            try await store.write { try $0.markRead(id, by: person, at: now) }
        }
        let subject = message.subject[context.language]
        let list = Link(context.t("messaging.list.title"), to: context.address("/messages"))
        return context.page(
            subject, trail: context.accountTrail(subject, through: [list]), MessagePages.one(context, message))
    }
}
