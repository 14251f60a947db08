import Foundation
import Kit
import Logging
import Store
import Web

extension Payments {
    /// What a program is told: one word.
    private struct Reply: Encodable {
        let outcome: String
    }

    /// A notice of the bank. It may come late, twice, or before the payer comes back.
    func hearNotice(_ context: Context) async throws -> Answer {
        meter.notices.add()
        let signature = context.header(NoticeSignature.header).flatMap(NoticeSignature.init(header:))
        guard let signature, signature.proves(context.body, secret: webhookSecret, at: context.now) else {
            meter.noticesRefused.add()
            log.warning("payments.notice.refused")
            return try reply("wrong-signature", 401)
        }
        guard let word = provider.payment(inNotice: context.body) else { return try reply("not-a-payment", 400) }
        let provider = provider.name
        do {
            let settlement = try await store.write { try $0.settle(word, from: provider, at: context.now) }
            count(settlement)
            return try reply(to: settlement)
        } catch {
            log.error("payments.notice.failed", metadata: ["error": "\(type(of: error))"])
            return try reply("try-again", 500)
        }
    }

    private func reply(to settlement: Settlement) throws -> Answer {
        switch settlement {
        case .unknown: try reply("unknown-charge", 404)
        case .open: try reply("open", 200)
        case .known(let charge), .settled(let charge): try reply(charge.status.rawValue, 200)
        case .discrepancy(let kind): try reply("discrepancy-\(kind.rawValue)", 409)
        }
    }

    private func reply(_ outcome: String, _ status: Int) throws -> Answer {
        try .json(Reply(outcome: outcome), status: status)
    }
}
