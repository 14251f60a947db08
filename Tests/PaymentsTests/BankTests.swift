import Foundation
import Kit
import Logging
import Support
import Testing

@testable import Payments
@testable import Web

@Suite("What the bank may say")
struct BankTests {
    private static let fine = #"""
        {"payment_id":"p1","amount":500,"currency":"QAR","reference":"R","state":{"status":"created","finished":false},
        "_links":{"self":{"href":"x"},"next_url":{"href":"http://bank.test/secure/1","method":"GET"}},"unknown":[1]}
        """#

    private func provider(_ status: Int, _ body: String) -> BankProvider {
        let reply = Wire.Reply(status: status, body: Array(body.utf8))
        return BankProvider(
            base: "http://bank.test", pages: "http://bank.test", key: "key", wire: Wire { _ in reply },
            log: Logger(label: "test"))
    }

    @Test("a payment is read, with keys that nobody knows left aside")
    func reads() async throws {
        let payment = try await provider(200, Self.fine).status(of: "p1")
        #expect(payment.state == .open)
        #expect(payment.page == "http://bank.test/secure/1")
        #expect(payment.amount == Money(minor: 500, currency: "QAR"))
    }

    @Test(
        "states are understood as GOV.UK Pay means them",
        arguments: [
            ("success", true, nil, ProviderPayment.State.paid), ("failed", true, "P0010", .failed),
            ("failed", true, "P0020", .expired), ("failed", true, "P0030", .cancelled),
            ("cancelled", true, "P0040", .cancelled),
            ("error", true, "P0050", .failed), ("submitted", false, nil, .open), ("capturable", false, nil, .open),
        ] as [(String, Bool, String?, ProviderPayment.State)])
    func states(_ status: String, _ finished: Bool, _ code: String?, _ state: ProviderPayment.State) {
        let payment = BankPayment(
            id: "p1", amount: 1, currency: "QAR", reference: "R",
            state: BankPayment.State(status: status, finished: finished, code: code))
        #expect(payment.read(pages: "http://bank.test")?.state == state)
    }

    @Test(
        "an answer that cannot be is no answer",
        arguments: [
            "", "{}", "null", "<html>", fine.replacing("\"p1\"", with: "\"../p1\""),
            fine.replacing("500", with: "-500"),
            fine.replacing("500", with: "5e30"), fine.replacing("500", with: "\"500\""),
            fine.replacing("500", with: "0.5"),
            fine.replacing("\"QAR\"", with: "\"\""), fine.replacing("created", with: "success"),
            fine.replacing("created", with: "happy"), fine.replacing("http://bank.test", with: "http://evil.test"),
            fine.replacing("http://bank.test", with: "http://bank.test.evil"),
            fine.replacing("http://bank.test", with: "javascript:"), fine.replacing("\"p1\"", with: "\"p2\""),
        ])
    func hostile(_ body: String) async {
        await #expect(throws: Unavailable("bank")) { try await provider(200, body).status(of: "p1") }
    }

    @Test("a bank that refuses, fails or is silent is not available", arguments: [301, 400, 401, 404, 429, 500, 503])
    func failing(_ status: Int) async {
        await #expect(throws: Unavailable("bank")) { try await provider(status, Self.fine).status(of: "p1") }
    }

    @Test("a refund of another amount, or with an error, is not taken for done")
    func refunds() async {
        let amount = Money(minor: 500, currency: "QAR")
        for body in [
            "", #"{"refund_id":"r","amount":400,"status":"success"}"#,
            #"{"refund_id":"r","amount":500,"status":"error"}"#,
        ] {
            await #expect(throws: Unavailable("bank")) {
                try await provider(202, body).refund("p1", amount, of: amount, key: "k")
            }
        }
    }
}

@Suite("The sandbox bank")
struct SandboxBankTests {
    private static let order = #"""
        {"amount":50000,"currency":"QAR","reference":"R1","description":"<b>رسوم</b>","return_url":"http://portal.test/r",
        "language":"en","metadata":{"attempt":"a1"}}
        """#

    private func ask(
        _ till: Till, _ method: String, _ path: String, _ body: String = "", query: String = "", key: String? = nil,
        api: String = "key"
    ) async -> Answer {
        var headers = ["authorization": "Bearer \(api)"]
        headers["idempotency-key"] = key
        return await till.bank.respond(
            SandboxBank.Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8)))
    }

    private func payment(_ answer: Answer) throws -> BankPayment {
        try JSONDecoder().decode(BankPayment.self, from: Data(answer.body))
    }

    @Test("the same key is the same payment, and another order under it is refused")
    func key() async throws {
        let till = try Till()
        let first = await ask(till, "POST", "/v1/payments", Self.order, key: "k")
        let second = await ask(till, "POST", "/v1/payments", Self.order, key: "k")
        #expect(first.status == 201)
        #expect(second.status == 200)
        #expect(try payment(first).id == payment(second).id)
        let other = Self.order.replacing("50000", with: "1")
        #expect(await ask(till, "POST", "/v1/payments", other, key: "k").status == 409)
    }

    @Test("who has not the key is not served")
    func stranger() async throws {
        let till = try Till()
        #expect(await ask(till, "GET", "/v1/payments", api: "other").status == 401)
        #expect(await ask(till, "POST", "/v1/payments", Self.order, api: "").status == 401)
    }

    @Test("its page speaks the language asked for, escapes what it is given, and says that it is not real")
    func page() async throws {
        let till = try Till()
        let made = try payment(await ask(till, "POST", "/v1/payments", Self.order))
        let address = try #require(made.links?.next?.href)
        #expect(address.hasSuffix("?lang=en"))
        let path = String(address.dropFirst("http://bank.test".count).prefix { $0 != "?" })
        let english = String(decoding: await ask(till, "GET", path, query: "lang=en").body, as: UTF8.self)
        #expect(english.contains("lang=\"en\" dir=\"ltr\""))
        #expect(english.contains("&lt;b&gt;"))
        #expect(english.contains("DEMO BANK"))
        let arabic = String(decoding: await ask(till, "GET", path, query: "lang=ar").body, as: UTF8.self)
        #expect(arabic.contains("lang=\"ar\" dir=\"rtl\""))
        #expect(await ask(till, "GET", "/secure/none").status == 404)
    }

    @Test("a card that it does not know comes back with what was typed")
    func wrongCard() async throws {
        let till = try Till()
        let made = try payment(await ask(till, "POST", "/v1/payments", Self.order))
        let path = String(try #require(made.links?.next?.href).dropFirst("http://bank.test".count).prefix { $0 != "?" })
        let form = "action=pay&number=1234&expiry=01/20&cvc=1&lang=en"
        let answer = await ask(till, "POST", path, form)
        #expect(answer.status == 422)
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(page.contains("value=\"1234\""))
        #expect(page.contains("role=\"alert\""))
        let digits = "action=pay&number=٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢&expiry=١٢/٣٠&cvc=١٢٣&lang=ar"
        #expect(await ask(till, "POST", path, digits).status == 303)
        #expect(await ask(till, "POST", path, form).status == 303)
    }

    @Test("its books outlive a restart")
    func restart() async throws {
        let file = try TestFolder.make().appending(path: "bank.json").path
        let id = try payment(await ask(try Till(file: file), "POST", "/v1/payments", Self.order, key: "k")).id
        let later = try Till(file: file)
        #expect(try payment(await ask(later, "GET", "/v1/payments/\(id)")).id == id)
        #expect(try payment(await ask(later, "POST", "/v1/payments", Self.order, key: "k")).id == id)
    }

    @Test("how notices are sent can be set for payments that begin from then on")
    func switches() async throws {
        let till = try Till()
        #expect(await ask(till, "POST", "/sandbox/notices", #"{"notices":"never"}"#).status == 200)
        #expect(await ask(till, "POST", "/sandbox/notices", #"{"notices":"perhaps"}"#).status == 422)
        let charge = try await till.charge()
        await till.type(PayingTests.good, at: try await till.pay(charge))
        await till.bank.deliverDue()
        #expect(till.payments.meter.notices.value == 0)
        #expect(try await till.comeBack(charge) == "/ar\(charge.returnPath)")
    }
}
