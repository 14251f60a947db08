import Kit
import Store
import Web

extension Identity {
    func showAccount(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let (person, canAct) = try await store.read { transaction in
            (
                try transaction.person(visitor.person).one,
                try !transaction.organisations(representedBy: visitor.person).isEmpty
            )
        }
        guard let person else { throw NotFound() }
        let links = links.filter { $0.isFor(visitor, duties: person.duties) }
        return context.accountPage(visitor, person, links: links, canAct: canAct)
    }

    // MARK: Acting for an organisation

    func showActing(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let organisations = try await store.read { try $0.organisations(representedBy: visitor.person) }
        return context.actingPage(visitor, organisations, next: LocalPath(context.query["next"]))
    }

    func changeActing(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let picked = context.form["organisation"]
        try await store.write { transaction in
            try transaction.act(visitor.session, of: visitor.person, for: picked.isEmpty ? nil : picked)
        }
        return context.redirect(to: (LocalPath(context.form["next"]) ?? .account).description)
    }

    // MARK: Sessions

    func showSessions(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let (now, idle) = (context.now, lifetime.idle)
        let lines = try await store.read { try $0.sessions(of: visitor.person, idle: idle, at: now) }
        return context.sessionsPage(lines, this: visitor.session)
    }

    /// Ends one session, or with `others` all but this one.
    func endSession(_ context: Context) async throws -> Answer {
        let visitor = try context.signedIn()
        let picked = context.form["session"]
        try await store.write { transaction in
            if picked == "others" {
                try transaction.endOthers(than: visitor.session, of: visitor.person)
            } else {
                try transaction.end(picked, of: visitor.person)
            }
        }
        return context.redirect(to: "/account/sessions")
    }
}
