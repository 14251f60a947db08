import Kit

/// One transaction with all its requests: start, questions, check, sending, paying, the officer's decision, the document.
extension ReplayWorker {
    mutating func run(_ errand: ReplayPlan.Errand, of person: ReplayPerson, as visitor: ReplayVisitor) async throws {
        let script = errand.script
        let start = "\(visitor.root)/services/\(script.service)/apply"
        _ = try await get(start, as: visitor, .start)
        var next = try await post(start, [("party", person.holder)], as: visitor, .start).next
        while let page = ReplayWorker.page(of: next) {
            guard let answers = script.answers(page, person, errand.turn, world.today) else {
                throw ReplayFault("\(script.service): no answer to the page «\(page)»")
            }
            next = try await answer(next, answers, errand.turn &+ person.number, visitor)
        }
        _ = try await get(next, as: visitor, .check)
        let draft = String(next.dropLast("/check".count))
        let path = try await post("\(draft)/submission", [], as: visitor, .send).next
        guard path.contains("/cases/") else { throw ReplayFault("\(script.service): sent, but led to \(path)") }
        var page = try await get(path, as: visitor, .followCase)
        if script.isPaid { page = try await pay(page, path, visitor) }
        if let decision = script.decision {
            try await decide(String(path.split(separator: "/").last ?? ""), decision, of: script.service)
            page = try await get(path, as: visitor, .followCase)
        }
        try await openDocument(of: path, page, visitor)
    }

    /// `…/pages/employee`: `employee`.
    private static func page(of path: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.dropLast().last == "pages" ? parts.last.map(String.init) : nil
    }

    /// Reads a page of questions, answers it, and says where that leads.
    private mutating func answer(
        _ path: String, _ answers: ReplayScript.Answers, _ turn: Int, _ visitor: ReplayVisitor
    ) async throws -> String {
        let page = try await get(path, as: visitor, .readPage)
        switch answers {
        case .fields(let fields): return try await post(path, fields, as: visitor, .answerPage).next
        case .files(let names):
            let body = ReplayWorker.pictures(names, token: visitor.token)
            return try await post(
                path, body, "multipart/form-data; boundary=replay", as: visitor, .answerPage
            ).next
        case .time(let name):
            let days = page.texts(from: "name=\"\(name)-day\" value=\"", to: "\"")
            guard !days.isEmpty else { throw ReplayFault("no day is free at \(path)") }
            let day = days[turn % days.count]
            let next = try await post(path, [("\(name)-day", day)], as: visitor, .answerPage).next
            let times = try await get(next, as: visitor, .readPage).texts(from: "name=\"\(name)\" value=\"", to: "\"")
            guard !times.isEmpty else { throw ReplayFault("no time is free on \(day)") }
            let fields = [("\(name)-shown", day), (name, times[turn / days.count % times.count])]
            return try await post(next, fields, as: visitor, .answerPage).next
        }
    }

    private static func pictures(_ names: [String], token: String) -> [UInt8] {
        var bytes = Array("--replay\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n".utf8)
        for name in names {
            let head = "content-disposition: form-data; name=\"\(name)\"; filename=\"\(name).png\"\r\n\r\n"
            bytes += Array("--replay\r\n\(head)".utf8) + TourForm.picture + Array("\r\n".utf8)
        }
        return bytes + Array("--replay--\r\n".utf8)
    }

    // MARK: After sending

    /// Pays at the bank and comes back; answers the case's page, on which the payment has arrived.
    private mutating func pay(_ page: ReplayReply, _ path: String, _ visitor: ReplayVisitor) async throws -> ReplayReply
    {
        guard let charge = page.texts(from: "\(visitor.root)/payments/", to: "\"").first else {
            throw ReplayFault("nothing to pay at \(path)")
        }
        let address = "\(visitor.root)/payments/\(charge)"
        _ = try await get(address, as: visitor, .pay)
        try await payAtBank(try await post("\(address)/attempt", [], as: visitor, .pay).next)
        _ = try await get("\(address)/return", as: visitor, .comeBack)
        return try await eventually("the payment to arrive at \(path)") { worker in
            let page = try await worker.get(path, as: visitor, .followCase)
            return page.texts(from: "\(address)\"", to: ">").isEmpty ? page : nil
        }
    }

    private mutating func decide(_ reference: String, _ action: String, of service: String) async throws {
        guard let officer = world.officers[service] else { throw ReplayFault("nobody decides \(service)") }
        let path = "\(officer.root)/queue/\(reference)"
        let revision = try await eventually("the case at \(path)") { worker in
            let page = try await worker.get(path, as: officer, .officerOpens)
            return page.texts(from: "name=\"revision\" value=\"", to: "\"").first
        }
        let fields = [("action", action), ("reason", "تبيّن ذلك من السجل."), ("revision", revision)]
        _ = try await post("\(path)/decision", fields, as: officer, .officerDecides)
    }

    private mutating func openDocument(
        of path: String, _ page: ReplayReply, _ visitor: ReplayVisitor
    ) async throws {
        var page = page
        let reference = try await eventually("the document of \(path)") { worker in
            let found = page.texts(from: "\(visitor.root)/documents/", to: "\"").first
            if found == nil { page = try await worker.get(path, as: visitor, .followCase) }
            return found
        }
        _ = try await get("\(visitor.root)/documents/\(reference)", as: visitor, .openDocument)
    }

    /// Looks again until it is there: what other parties and jobs do takes a moment.
    private mutating func eventually<Value>(
        _ what: String, _ look: (inout ReplayWorker) async throws -> Value?
    ) async throws -> Value {
        for turn in 0..<600 {
            if turn > 0 { try await Task.sleep(for: .milliseconds(min(20 * turn, 200))) }
            if let value = try await look(&self) { return value }
        }
        throw ReplayFault("waited in vain for \(what)")
    }
}
