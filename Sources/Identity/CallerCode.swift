package import Foundation
package import Kit
import Messaging
package import Store
package import Web

/// What became of the code that a caller read out to an officer.
package enum CallerCheck: Sendable, Hashable {
    case right
    /// Not six digits.
    case malformed
    /// It was the wrong one; so many tries are left.
    case wrong(left: Int)
    /// None is out: it ran out, was used up, or was typed wrongly too often.
    case spent
}

/// A code sent to the telephone in the register: whoever reads it out to an officer has that telephone in his hand.
///
/// It is a code as at signing in, with the same term and tries, but of an allowance of its own: calls never keep anybody
/// from signing in. It is good for the one call that it was sent for.
extension Transaction {
    /// Sends the code; false where the person was sent so many of late, by whomever.
    ///
    /// - Parameter entity: whose officer speaks with him.
    package func sendCallerCode(
        to person: Person, about call: Reference, from entity: Bilingual, _ site: Site, at now: Date
    ) throws -> Bool {
        guard let phone = person.phone, try takeCode(of: person.id, from: "calls", at: now) else { return false }
        let code = SignInCode.random()
        try run("delete from caller_code where expires_at <= \(now)")
        try run(
            """
            insert into caller_code (call, code, expires_at, attempts_left)
            values (\(call), \(code.digest(in: "call:\(call.symbols)", site.seal)),
                \(now.addingTimeInterval(SignInCode.lifetime)), \(SignInCode.attempts))
            on conflict (call) do update set code = excluded.code, expires_at = excluded.expires_at,
                attempts_left = excluded.attempts_left
            """)
        let text = site.texts(person.language)(
            "identity.caller.sms", count: Int(SignInCode.lifetime) / 60,
            ["code": code.digits, "entity": entity[person.language]])
        try sendSMS(to: phone, text: text, key: "identity.caller:\(Identifier.make(at: now))", at: now)
        return true
    }

    /// Checks what the caller read out. The right code is used up; a wrong one costs a try.
    package func checkCallerCode(
        _ typed: String, about call: Reference, _ site: Site, at now: Date
    ) throws -> CallerCheck {
        guard let code = SignInCode(typed) else { return .malformed }
        let digest = code.digest(in: "call:\(call.symbols)", site.seal)
        let isRight = try changed(
            by: """
                delete from caller_code
                where call = \(call) and code = \(digest) and expires_at > \(now) and attempts_left > 0
                """)
        if isRight == 1 { return .right }
        let left =
            try one(
                """
                update caller_code set attempts_left = attempts_left - 1
                where call = \(call) and expires_at > \(now) and attempts_left > 0
                returning attempts_left
                """
            ) { try $0.integer(0) } ?? 0
        return left > 0 ? .wrong(left: left) : .spent
    }
}
