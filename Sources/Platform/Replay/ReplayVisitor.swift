import Kit
import NIOHTTP1

/// A browser of somebody who signs in: his cookies and the token of his forms. Several connections may use it.
struct ReplayVisitor: Sendable {
    let language: Language
    private var jar: [String: String] = [:]
    private(set) var token = ""

    init(_ language: Language) { self.language = language }

    var cookie: String { jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    var root: String { "/\(language.rawValue)" }

    /// Keeps the cookies and the form token that came back.
    mutating func learn(_ reply: ReplayReply) {
        for line in reply.cookies {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { jar[String(pair[0])] = String(pair[1]) }
        }
        if let token = reply.texts(from: "name=\"csrf\" value=\"", to: "\"").first { self.token = token }
    }

    /// A form that is sent with this visitor's token.
    func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(TourForm.encoded(fields.map { ($0.0, $0.1) } + [("csrf", token)]).utf8)
    }
}

/// One line of work: goes on with one person after the other, on connections of its own.
struct ReplayWorker {
    let world: ReplayWorld
    var times = ReplayTimes()
    private let links: ReplayLinks

    init(_ world: ReplayWorld) {
        self.world = world
        links = ReplayLinks(world)
    }

    mutating func get(_ path: String, as visitor: ReplayVisitor, _ step: ReplayStep) async throws -> ReplayReply {
        let start = ContinuousClock.now
        let reply = try await links.portal().send(.GET, path, cookie: visitor.cookie)
        times.note(step, since: start)
        guard reply.status == 200 || reply.status == 303 else { throw ReplayFault("\(reply.status) at \(path)") }
        return reply
    }

    /// Sends a form and answers where it leads.
    mutating func post(
        _ path: String, _ fields: [(String, String)], as visitor: ReplayVisitor, _ step: ReplayStep
    ) async throws -> (next: String, reply: ReplayReply) {
        try await post(path, visitor.form(fields), "application/x-www-form-urlencoded", as: visitor, step)
    }

    mutating func post(
        _ path: String, _ body: [UInt8], _ type: String, as visitor: ReplayVisitor, _ step: ReplayStep
    ) async throws -> (next: String, reply: ReplayReply) {
        let start = ContinuousClock.now
        let reply = try await links.portal().send(.POST, path, cookie: visitor.cookie, body: body, type: type)
        times.note(step, since: start)
        guard reply.status == 303, let next = reply.location else {
            let wrong = reply.texts(from: "class=\"error-message\"", to: "/").first ?? ""
            throw ReplayFault("\(reply.status) after sending to \(path) \(wrong)")
        }
        return (String(next.prefix { $0 != "?" }), reply)
    }

    // MARK: Signing in

    mutating func signIn(qid: String, phone: String, _ language: Language) async throws -> ReplayVisitor {
        var visitor = ReplayVisitor(language)
        let root = visitor.root
        visitor.learn(try await get("\(root)/sign-in", as: visitor, .signIn))
        let begun = try await post(
            "\(root)/sign-in", [("qid", qid), ("password", world.password)], as: visitor, .signIn)
        visitor.learn(begun.reply)
        visitor.learn(try await get("\(root)/sign-in/code", as: visitor, .signIn))
        let done = try await post("\(root)/sign-in/code", [("code", try await code(to: phone))], as: visitor, .signIn)
        visitor.learn(done.reply)
        visitor.learn(try await get("\(root)/account", as: visitor, .signIn))
        return visitor
    }

    private func code(to phone: String) async throws -> String {
        for _ in 0..<600 {
            let path = "/sent.json?to=\(TourForm.encoded(phone))"
            let sent = try await links.post().send(.GET, path, cookie: "")
            if let code = sent.texts(from: "\"text\":\"", to: "\"").lazy.compactMap({ Tour.code(in: $0) }).first {
                return code
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ReplayFault("no code came to \(phone)")
    }

    // MARK: The bank

    mutating func payAtBank(_ address: String) async throws {
        guard let path = address.dropPrefix(world.bank(of: address)) else { throw ReplayFault("no bank: \(address)") }
        var start = ContinuousClock.now
        _ = try await links.bank(address).send(.GET, path, cookie: "")
        times.note(.bankPage, since: start)
        start = .now
        let card = [("number", "4242424242424242"), ("expiry", "12/39"), ("cvc", "123"), ("action", "pay")]
        let body = Array(TourForm.encoded(card.map { ($0.0, $0.1) }).utf8)
        let reply = try await links.bank(address).send(
            .POST, path, cookie: "", body: body, type: "application/x-www-form-urlencoded")
        times.note(.card, since: start)
        guard reply.status == 303 else { throw ReplayFault("the bank answers \(reply.status)") }
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
