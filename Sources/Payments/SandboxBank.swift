import Crypto
package import Foundation
package import Kit
package import Logging
package import Web

/// A bank for demonstrations and tests: a real party over HTTP that speaks GOV.UK Pay's public API v1, with a page on
/// which payers type a card, signed notices, and refunds. It knows a few card numbers only and moves no money.
///
/// Whoever serves HTTP gives it each request by `respond`, and lets `run` deliver its notices.
package struct SandboxBank: Sendable {
    /// A request as it comes in; names of headers in lower case.
    package struct Request: Sendable {
        package var method: String
        package var path: String
        /// What stands behind the question mark, undecoded.
        package var query: String
        package var headers: [String: String]
        package var body: [UInt8]

        package init(method: String, path: String, query: String = "", headers: [String: String], body: [UInt8]) {
            self.method = method
            self.path = path
            self.query = query
            self.headers = headers
            self.body = body
        }
    }

    /// Where it is, who may use it, and where it sends its notices.
    package struct Settings: Sendable {
        /// Scheme and host by which browsers and the portal reach it.
        package var address: String
        package var apiKey: String
        package var webhookAddress: String
        package var webhookSecret: String
        package var merchant: Bilingual
        /// Where it keeps its books over a restart; nil for memory only.
        package var file: String?

        package init(
            address: String, apiKey: String, webhookAddress: String, webhookSecret: String, merchant: Bilingual,
            file: String? = nil
        ) {
            self.address = address
            self.apiKey = apiKey
            self.webhookAddress = webhookAddress
            self.webhookSecret = webhookSecret
            self.merchant = merchant
            self.file = file
        }
    }

    let settings: Settings
    let texts: TextLibrary
    let books: SandboxBooks
    let clock: @Sendable () -> Date
    private let wire: Wire
    private let log: Logger

    package init(
        _ settings: Settings, texts: TextLibrary, wire: Wire, clock: @escaping @Sendable () -> Date, log: Logger
    ) {
        self.settings = settings
        self.texts = texts
        self.wire = wire
        self.clock = clock
        self.log = log
        books = SandboxBooks(file: settings.file, address: settings.address)
    }

    /// Answers one request.
    package func respond(_ request: Request) async -> Answer {
        let parts = request.path.split(separator: "/").map(String.init)
        do {
            switch (request.method, parts.first ?? "") {
            case ("GET", "health"): return .text("alive\n")
            case ("GET", "bank.css"): return .text(SandboxPages.style, type: "text/css; charset=utf-8")
            case (_, "v1"), (_, "sandbox"): return try await api(request, parts)
            case (_, "secure"): return try await hosted(request, parts)
            default: throw SandboxBooks.Fault.unknown
            }
        } catch {
            return SandboxBank.answer(error)
        }
    }

    /// Delivers notices until it is cancelled.
    package func run() async throws {
        while !Task.isCancelled {
            await deliverDue()
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Delivers the notices that are due now, each once.
    package func deliverDue() async {
        let due = await books.takeDue(at: clock())
        await withTaskGroup(of: Void.self) { group in
            for delivery in due { group.addTask { await deliver(delivery) } }
        }
    }

    func deliver(_ delivery: SandboxDelivery) async {
        let (now, body) = (clock(), Array(delivery.body.utf8))
        let signature = NoticeSignature.header(for: body, secret: settings.webhookSecret, at: now)
        let question = Wire.Question(
            method: "POST", address: settings.webhookAddress,
            headers: [
                "content-type": "application/json", "accept": "application/json", NoticeSignature.header: signature,
            ],
            body: body)
        let status = try? await wire.send(question).status
        guard let status, status < 500, status != 404, status != 429 else {
            log.info("sandbox-bank.notice.again", metadata: ["try": "\(delivery.tries + 1)"])
            return await books.putBack(delivery, at: now)
        }
    }

    // MARK: The interface for programs

    private func api(_ request: Request, _ parts: [String]) async throws -> Answer {
        guard isKnown(request) else { return SandboxBank.fault("P0900", "The key is not known here", 401) }
        let (now, key) = (clock(), request.headers["idempotency-key"])
        let data = Data(request.body)
        switch (request.method, parts.count, parts.dropFirst().first, parts.last) {
        case ("POST", 2, "payments", _) where parts[0] == "v1":
            guard let order = try? JSONDecoder().decode(BankOrder.self, from: data), order.amount > 0 else {
                return SandboxBank.fault("P0102", "The payment is not complete", 422)
            }
            let (payment, isNew) = try await books.begin(order, key: key, at: now)
            return try .json(payment.shown(at: settings.address), status: isNew ? 201 : 200)
        case ("GET", 2, "payments", _):
            return try .json(["results": await books.all().map { $0.shown(at: settings.address) }])
        case ("GET", 3, "payments", _):
            return try .json(await books.payment(parts[2], at: now).shown(at: settings.address))
        case ("POST", 4, "payments", "refunds"):
            guard let order = try? JSONDecoder().decode(BankRefundOrder.self, from: data) else {
                return SandboxBank.fault("P0602", "The refund is not complete", 422)
            }
            return try .json(await books.refund(parts[2], order, key: key, at: now), status: 202)
        case ("POST", 2, "notices", _) where parts[0] == "sandbox":
            guard let notices = try? JSONDecoder().decode(Switch.self, from: data).notices else {
                return SandboxBank.fault("P0102", "plain, late, twice, first or never", 422)
            }
            await books.set(notices)
            return try .json(["notices": "set"])
        default: throw SandboxBooks.Fault.unknown
        }
    }

    /// `{"notices": "late", "seconds": 5}`: how notices of the payments that begin from now on are sent.
    private struct Switch: Decodable {
        let notices: SandboxNotices

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            switch try container.decode(String.self, forKey: .notices) {
            case "plain": notices = .plain
            case "late": notices = .late(seconds: try container.decode(Int.self, forKey: .seconds))
            case "twice": notices = .twice
            case "first": notices = .first
            case "never": notices = .never
            default: throw SandboxBooks.Fault.unknown
            }
        }

        private enum CodingKeys: String, CodingKey { case notices, seconds }
    }

    /// Compares digests, so that time tells nothing of the key.
    private func isKnown(_ request: Request) -> Bool {
        let given = SHA256.hash(data: Data((request.headers["authorization"] ?? "").utf8))
        return given == SHA256.hash(data: Data("Bearer \(settings.apiKey)".utf8))
    }

    private static func answer(_ error: any Error) -> Answer {
        switch error {
        case SandboxBooks.Fault.keyTaken: fault("P0191", "The Idempotency-Key was used for another payment", 409)
        case SandboxBooks.Fault.unknown: fault("P0200", "There is no such payment", 404)
        case SandboxBooks.Fault.amountMismatch: fault("P0604", "Another amount can be refunded", 412)
        case SandboxBooks.Fault.notRefundable: fault("P0603", "The payment cannot be refunded", 412)
        default: fault("P0198", "The bank has a fault", 500)
        }
    }

    private static func fault(_ code: String, _ description: String, _ status: Int) -> Answer {
        let body = ["code": code, "description": description]
        return (try? .json(body, status: status)) ?? Answer(status: status)
    }
}
