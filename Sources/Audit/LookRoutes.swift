import Kit
import Store
import Web

extension Audit {
    /// The looks at the data of whom the visitor stands for: himself, or the organisation he acts for.
    func showOwnLooks(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let holder = visitor.actingFor.map { "organisation:\($0.id)" } ?? "person:\(visitor.person)"
        let page = try await store.read { try $0.looks(at: holder, page: context.pageNumber) }
        let title = context.t("audit.own.title")
        let lines = page.looks.map { LookLine($0, context, entityName) }
        return context.page(title, trail: context.accountTrail(title), LookPages.own(context, lines, page))
    }

    func listLooks(_ context: Context) async throws -> Answer {
        let typed = Digits.compact(context.query["reference"])
        let wanted = typed.isEmpty ? nil : Reference(typed)?.symbols ?? typed
        let page = try await store.read { try $0.allLooks(reference: wanted, page: context.pageNumber) }
        let title = context.t("audit.list.title")
        let lines = page.looks.map { LookLine($0, context, entityName) }
        let main = LookPages.list(context, lines, page, typed: context.query["reference"])
        return context.page(title, trail: context.accountTrail(title), main)
    }

    func checkChain(_ context: Context) async throws -> Answer {
        let state = try await store.read { try $0.verifyChain() }
        let title = context.t("audit.chain.title")
        let list = Link(context.t("audit.list.title"), to: context.address("/audit"))
        return context.page(
            title, trail: context.accountTrail(title, through: [list]), LookPages.chain(context.t, state))
    }
}

extension Context {
    fileprivate var pageNumber: Int { Int(Digits.compact(query["page"])) ?? 1 }
}
