import Foundation
import Kit
import Testing

@testable import Web

@Suite("HTML") struct HTMLTests {
    @Test(
        "a text is escaped on its bytes: a quote with a combining mark or a joiner is still a quote",
        arguments: [
            "\"", "\"\u{301}", "\"\u{200D}", "'\u{308}", "<\u{338}", "\u{1F468}\u{200D}\"", "\"\u{FE0F}", "&\u{20E3}",
            "\r\n\"", "a\u{0}\"",
        ])
    func escaped(_ text: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        let inside = html.bytes.dropFirst(Array("<p title=\"".utf8).count)
        #expect(
            !html.bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)[1].contains(
                UInt8(ascii: "<")))
        #expect(inside.count { $0 == UInt8(ascii: "\"") } == 1, "\(html)")
        #expect(html.bytes.count { $0 == UInt8(ascii: "<") } == 2 && html.bytes.count { $0 == UInt8(ascii: "'") } == 0)
    }

    @Test("only HTML goes in as it is; numbers, lists, conditions and nothing")
    func pieces() {
        let bold: HTML = "<b>\("a&b")</b>"
        let none: HTML? = nil
        let html: HTML =
            "\(bold)\(none)\(3)\(when: false, "x")\(when: true, "y")\(each: ["<", ">"], { "[\($0)]" })\([bold, bold])"
        #expect(html.description == "<b>a&amp;b</b>3y[&lt;][&gt;]<b>a&amp;b</b><b>a&amp;b</b>")
        #expect(HTML.empty.isEmpty && HTML(text: "<").description == "&lt;")
    }
}

@Suite("Forms") struct FormTests {
    private func form(_ text: String) throws -> Form { try Form(urlEncoded: Array(text.utf8)) }

    @Test("fields are decoded, in order, with all of one name")
    func fields() throws {
        let form = try form("a=1&b=+x%20%D8%B3+&a=2&c&&=d&e=%26%3D%25")
        #expect(form.fields.map(\.name) == ["a", "b", "a", "c", "", "e"])
        #expect(form["b"] == "x س" && form.all("a") == ["1", "2"] && form.has("c") && form["c"].isEmpty)
        #expect(form["e"] == "&=%" && form["nothing"].isEmpty && !form.has("nothing"))
        #expect(try self.form("a=1%0D%0A2%0D3")["a"] == "1\n2\n3")
        #expect(try self.form("").fields.isEmpty)
    }

    @Test(
        "bytes that are no text, NUL, half characters and broken escapes are refused",
        arguments: [
            "a=%00", "%00=a", "a=%FF", "a=%C3%28", "a=%ED%A0%80", "a=%ED%BF%BF", "a=%F4%90%80%80", "a=%C0%80", "a=%",
            "a=%4", "a=%GG",
        ])
    func refused(_ text: String) { #expect(throws: MalformedForm.badEncoding) { try form(text) } }

    @Test("a thousand fields are the most")
    func most() throws {
        #expect(try form(Array(repeating: "a=1", count: Form.mostFields).joined(separator: "&")).fields.count == 1000)
        #expect(throws: MalformedForm.tooManyFields) {
            try form(Array(repeating: "a", count: Form.mostFields + 1).joined(separator: "&"))
        }
    }

    private func parts(_ text: String, boundary: String = "B") throws -> Form {
        try Form(multipart: Array(text.replacing("\n", with: "\r\n").utf8), boundary: boundary)
    }

    @Test("parts hold fields and files; a path before a file's name is dropped")
    func multipart() throws {
        let form = try parts(
            """
            --B
            Content-Disposition: form-data; name="name"

            سالم
            --B
            content-disposition: form-data; name="file"; filename="C:\\dir\\a.pdf"
            content-type: text/plain

            %PDF-1.7
            --
            --B
            content-disposition: form-data; name="none"; filename=""


            --B--

            """)
        #expect(form["name"] == "سالم")
        #expect(form.files.map(\.file.name) == ["a.pdf"])
        #expect(form.files("file").first?.bytes == Array("%PDF-1.7\r\n--".utf8))
        #expect(form.files("none").isEmpty)
    }

    @Test(
        "parts that are cut off, without a name or without their boundary are refused",
        arguments: [
            "", "--", "B", "--B", "--B\n", "--B\n\n", "--B\nx\n\ny", "--B\nx: y\n\nz\n--B--",
            "--C\ncontent-disposition: form-data; name=\"a\"\n\nz\n--C--",
            "--B\ncontent-disposition: form-data; name=\"a\"\n\nz",
            "--B\ncontent-disposition: form-data; name=\"a\"\n\nz\n--B",
        ])
    func brokenParts(_ text: String) { #expect(throws: (any Error).self) { try parts(text) } }

    @Test("a boundary is from 1 to 70 bytes")
    func boundary() {
        #expect(throws: (any Error).self) { try parts("----", boundary: "") }
        #expect(throws: (any Error).self) { try parts("--B--", boundary: String(repeating: "B", count: 71)) }
    }

    @Test("files keep every byte, and text in parts is checked like any other")
    func bytes() throws {
        let head = Array("--B\r\ncontent-disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n".utf8)
        let all = [UInt8](0...255) + Array("\r\n--".utf8) + [UInt8](0...255)
        let form = try Form(multipart: head + all + Array("\r\n--B--\r\n".utf8), boundary: "B")
        #expect(form.files("f").first?.bytes == all)
        let field =
            Array("--B\r\ncontent-disposition: form-data; name=\"f\"\r\n\r\n".utf8) + [0xFF] + Array("\r\n--B--".utf8)
        #expect(throws: MalformedForm.badEncoding) { try Form(multipart: field, boundary: "B") }
    }
}

@Suite("Answers of the web layer") struct SmallPieceTests {
    @Test(
        "the language that the browser prefers, Arabic where it is not clear",
        arguments: [
            ("", Language.arabic), ("en", .english), ("EN-us", .english), ("fr,en;q=0.5", .english),
            ("ar;q=0.5,en;q=0.9", .english),
            ("en;q=0", .arabic), ("de", .arabic), ("ar,en", .arabic), ("en;q=x", .english), (";;;,,", .arabic),
        ])
    func languages(_ header: String, _ language: Language) {
        #expect(AcceptLanguage.preferred(header) == language)
        #expect(AcceptLanguage.preferred(nil) == .arabic)
        #expect(AcceptLanguage.preferred(String(repeating: "en,", count: 400)) == .arabic)
    }

    @Test("a token is good in its own browser only, looks new each time, and one that is changed is not good")
    func seal() throws {
        let seal = Seal(key: [UInt8](repeating: 1, count: 32))
        let token = seal.token(for: "browser")
        #expect(seal.accepts(token, for: "browser") && seal.token(for: "browser") != token)
        #expect(
            !seal.accepts(token, for: "other") && !seal.accepts("", for: "browser")
                && !seal.accepts("é", for: "browser"))
        #expect(!Seal(key: [UInt8](repeating: 2, count: 32)).accepts(token, for: "browser"))
        var bytes = try #require(Base64.bytes(url: token))
        for index in bytes.indices {
            bytes[index] ^= 1
            #expect(!seal.accepts(Base64.url(bytes), for: "browser"))
            bytes[index] ^= 1
        }
        #expect(seal.digest("a") != seal.digest("b") && seal.digest("a") == seal.digest("a"))
    }

    @Test("what is packed is a gzip file, smaller where there is something to pack")
    func gzip() throws {
        let text = Array(String(repeating: "حكومي ", count: 1000).utf8)
        let packed = try #require(Gzip.packed(text))
        #expect(packed.starts(with: [0x1F, 0x8B, 8]) && packed.count < text.count / 10)
        let length = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == text.count, "ISIZE of RFC 1952")
        #expect(Gzip.packed([]) != nil)
    }

    @Test("a file's name cannot break out of its header")
    func download() {
        let answer = Answer.download([1], type: "application/pdf", name: "تصريح\"\r\nset-cookie: a=b;.pdf")
        let header = answer.headers.first { $0.name == "content-disposition" }?.value ?? ""
        #expect(!header.contains("\r") && !header.contains("\n") && header.count { $0 == "\"" } == 2)
        #expect(header.contains("filename*=UTF-8''%D8%AA"))
        #expect(answer.headers.contains { $0.name == "content-security-policy" && $0.value.contains("sandbox") })
    }

    @Test("cookies are read by name, and one that is too long counts as none")
    func cookies() {
        let cookies = Cookies("a=1; b=2=3;  session=x; long=\(String(repeating: "y", count: 101)); =z; c")
        #expect(cookies["a"] == "1" && cookies["b"] == "2=3" && cookies["session"] == "x")
        #expect(cookies["long"] == nil && cookies["c"] == nil && Cookies(nil)["a"] == nil)
    }
}
