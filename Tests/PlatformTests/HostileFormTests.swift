import Foundation
import Kit
import Platform
import Support
import Testing

/// What comes in that no honest browser sends, and what honest people type that looks hostile.
@Suite("Forms that are not as they should be", .serialized) struct HostileFormTests {
    /// A browser at the sign-in page, with its token.
    private func atSignIn() async throws -> (Browser, token: String) {
        let browser = try await Shared.world().browser()
        let page = try await browser.visit("/en/sign-in")
        return (browser, try #require(try page.form(to: "/sign-in")["csrf"]))
    }

    private func status(_ body: String, type: String? = nil) async throws -> Int {
        let (browser, token) = try await atSignIn()
        let bytes = Array("csrf=\(token)&\(body)".utf8)
        return try await browser.post("/en/sign-in", bytes, type: type ?? "application/x-www-form-urlencoded").status
    }

    @Test("without the token of this browser it is refused, and what was typed is kept")
    func token() async throws {
        let (browser, _) = try await atSignIn()
        for body in [
            "qid=29163400443&password=x", "csrf=&qid=1", "csrf=AAAA&qid=1", "csrf=\(String(repeating: "A", count: 43))",
        ] {
            #expect(try await browser.post("/en/sign-in", Array(body.utf8)).status == 403)
        }
        browser.headers.append(("sec-fetch-site", "same-origin"))
        let page = try await browser.post("/en/sign-in", Array("qid=29163400443&password=secret&csrf=old".utf8))
        #expect(page.status == 403)
        let form = try page.form(to: "/sign-in")
        #expect(form["qid"] == "29163400443")
        #expect(form["password"] == nil && !page.html.contains("secret"))
        #expect(try await browser.submit(form).status == 422, "sent again, it is taken: only the password is missing")
    }

    @Test("the token of another browser is worth nothing")
    func foreignToken() async throws {
        let (_, token) = try await atSignIn()
        let (browser, _) = try await atSignIn()
        #expect(try await browser.post("/en/sign-in", Array("csrf=\(token)&qid=1".utf8)).status == 403)
    }

    @Test("a form of another site gets no page that would send it on")
    func otherSite() async throws {
        let (browser, _) = try await atSignIn()
        browser.headers.append(("sec-fetch-site", "cross-site"))
        browser.headers.append(("origin", "https://evil.example"))
        let page = try await browser.post("/en/sign-in", Array("qid=29163400443".utf8))
        #expect(page.status == 403 && !page.html.contains("29163400443"))
    }

    @Test("ten megabytes are too large, announced or not")
    func large() async throws {
        #expect(try await status("qid=" + String(repeating: "1", count: 10 << 20)) == 413)
        let world = try await Shared.world()
        let browser = try await world.browser(of: "omar-abdelrahman")
        let page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["other"]], until: "person_name", today: today)
        let token = try #require(try page.form(to: "/pages/person_name")["csrf"])
        let body = Array("csrf=\(token)&person_name=\(String(repeating: "a", count: 10 << 20))".utf8)
        #expect(try await browser.post(page.address, body).status == 413)
    }

    @Test("ten thousand fields are too many")
    func manyFields() async throws {
        #expect(try await status((0..<10_000).map { "f\($0)=1" }.joined(separator: "&")) == 413)
        let boundary = "x"
        let part = "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        let body = String(repeating: part, count: 2000) + "--x--\r\n"
        let (browser, _) = try await atSignIn()
        let type = "multipart/form-data; boundary=\(boundary)"
        #expect(try await browser.post("/en/verify", Array(body.utf8), type: type).status == 413)
    }

    @Test(
        "NUL, bytes that are no UTF-8, half characters and broken escapes are refused",
        arguments: [
            "qid=%00", "qid=1\u{0}2", "qid=%FF%FE", "qid=%C3", "qid=%ED%A0%80", "qid=%ED%B0%80", "qid=%2", "qid=%zz",
            "q%00=1",
        ])
    func encodings(_ body: String) async throws { #expect(try await status(body) == 400) }

    @Test("parts that are not what they say are refused")
    func parts() async throws {
        for body in [
            "", "--", "--x", "--x\r\n\r\n", "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1", "hello",
        ] {
            let (browser, _) = try await atSignIn()
            let page = try await browser.post("/en/verify", Array(body.utf8), type: "multipart/form-data; boundary=x")
            #expect(page.status == 400 || page.status == 403, "«\(body)» gives \(page.status)")
        }
        let (browser, _) = try await atSignIn()
        #expect(try await browser.post("/en/verify", Array("a=b".utf8), type: "multipart/form-data").status == 400)
    }

    @Test("what turns text round is kept as it was typed, and shown apart from the words around it")
    func direction() async throws {
        let browser = try await Shared.world().browser(of: "omar-abdelrahman")
        let name = "Ali \u{202E}nimda\u{202C} \u{2066}x"
        var page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["other"]], until: "person_name", today: today)
        page = try await browser.submit(page, to: "/pages/person_name", ["person_name": name])
        let draft = page.address.replacing(/\/pages\/.*$/, with: "")
        page = try await browser.visit("\(draft)/pages/person_name")
        #expect(try page.form(to: "/pages/person_name")["person_name"] == name)
        page = try await answerAll(browser)
        #expect(page.html.contains("<bdi>\(name)</bdi>"))
    }

    @Test("what looks like markup is shown as it was typed")
    func markup() async throws {
        let browser = try await Shared.world().browser(of: "omar-abdelrahman")
        let name = "\"><script>alert(1)</script>'&\"\u{301} onfocus=\"x"
        var page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["other"]], until: "person_name", today: today)
        page = try await browser.submit(page, to: "/pages/person_name", ["person_name": name])
        let draft = page.address.replacing(/\/pages\/.*$/, with: "")
        page = try await browser.visit("\(draft)/pages/person_name")
        #expect(try page.form(to: "/pages/person_name")["person_name"] == name)
        #expect(!page.html.contains("<script"))
        page = try await answerAll(browser)
        #expect(!page.html.contains("<script") && page.words.contains("alert(1)"))
    }

    @Test("control characters in a name are refused with words")
    func control() async throws {
        let browser = try await Shared.world().browser(of: "omar-abdelrahman")
        let page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["other"]], until: "person_name", today: today)
        let answer = try await browser.submit(page, to: "/pages/person_name", ["person_name": "A\u{1B}[2J"])
        #expect(answer.status == 422 && !answer.mistakes.isEmpty)
    }

    @Test("numbers in Arabic-Indic and Persian digits are taken")
    func digits() async throws {
        let browser = try await Shared.world().browser(.arabic)
        let page = try await browser.fillIn("customs-income-calculation", until: "price", today: today)
        let after = try await browser.submit(page, to: "/pages/price", ["goods_value": "١٢٬٣٤٥٫٥٠", "freight": "۱۰۰"])
        #expect(after.status == 200 && after.address.hasSuffix("/check"), "\(after.summary)")
        #expect(after.html.contains("12,345.50"))
        #expect(after.html.contains("12,445.50"), "the value that the duty is taken from")
    }

    @Test("the 30th of February is refused with words, and stays in its fields")
    func february() async throws {
        let world = try await Shared.world()
        let browser = try await world.browser(of: "omar-abdelrahman")
        let page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["other"]], until: "birth_date", today: today)
        let typed = ["birth_date-day": "30", "birth_date-month": "2", "birth_date-year": "1990"]
        let answer = try await browser.submit(page, to: "/pages/birth_date", typed)
        #expect(answer.status == 422 && answer.mistakes.contains { $0.contains("no such day") }, "\(answer.summary)")
        let form = try answer.form(to: "/pages/birth_date")
        for (name, value) in typed { #expect(form[name] == value) }
        let arabic = ["birth_date-day": "٢٨", "birth_date-month": "٢", "birth_date-year": "١٩٩٠"]
        #expect(try await browser.submit(answer, to: "/pages/birth_date", arabic).status == 200)
    }

    @Test("a file that lies about what it is, or is too large, is refused with words; what was typed stays")
    func files() async throws {
        let browser = try await Shared.world().browser(of: "omar-abdelrahman")
        let page = try await browser.fillIn(
            "medical-commission-registration", ["who": ["me"]], until: "blood_group", today: today)
        for (name, bytes, words) in [
            ("blood.pdf", Array("MZ\u{90} a program".utf8), "as a PDF"),
            ("a.png", Array("<svg onload=x>".utf8), "as a PDF"),
            ("big.pdf", Array("%PDF-1.7".utf8) + [UInt8](repeating: 32, count: 5_000_001), "is larger"),
        ] {
            var form = try page.form(to: "/pages/blood_group")
            form.attach("blood_group", file: name, bytes: bytes)
            let answer = try await browser.submit(form)
            #expect(answer.status == 422 && answer.mistakes.contains { $0.contains(words) }, "\(answer.summary)")
        }
    }

    private var today: Day { Day(2026, 11, 22) ?? Day(number: 0) }

    private func answerAll(_ browser: Browser) async throws -> Page {
        for _ in 0..<20 {
            guard let form = browser.page.forms.first(where: { $0.action.contains("/pages/") }) else { break }
            let given = ["birth_date-year": ["1990"]].filter { form.has($0.key) }
            try await browser.submit(try form.answered(with: given, today: today))
            if browser.page.status != 200 { break }
            if browser.page.address.hasSuffix("/pages/person_name") {
                // Back at the first page: go on from what is still open.
                try await browser.visit(browser.page.address.replacing("/pages/person_name", with: "/check"))
            }
        }
        return browser.page
    }
}
