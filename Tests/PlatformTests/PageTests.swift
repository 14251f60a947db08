import Catalogue
import Foundation
import Kit
import Platform
import Support
import Testing
import Web

/// Pages that anybody may open.
@Suite("Public pages", .serialized) struct PageTests {
    /// Pages that lead back where nothing was begun.
    private static let later = ["/sign-in/code", "/account/new/code", "/account/new/details"]

    /// Every public page, with a real thing for each part of its address.
    private func addresses(_ world: World) -> [String] {
        let pack = world.platform.pack.catalogue
        let values: [String: [String]] = [
            ":service": pack.services.map(\.id), ":entity": pack.entities.map(\.id),
            ":audience": pack.pack.audiences.map(\.id), ":category": pack.pack.categories.map(\.id),
            ":month": ["2015-08", "2015-09", "2026-11"], ":reference": [Reference.random().symbols],
            ":statement": ["AAAA"],
        ]
        var all: [String] = []
        for route in world.platform.routes where route.method == .get && route.access == .anyone && !route.isBare {
            if route.path.contains(":draft") || PageTests.later.contains(route.path) { continue }
            if route.path.hasSuffix("/apply") || route.path.hasSuffix("/form") {
                all += pack.services.filter(\.isStartable).map { route.path.replacing(":service", with: $0.id) }
                continue
            }
            let parts = route.path.split(separator: "/").map(String.init)
            let variable = parts.filter { $0.hasPrefix(":") }
            let most = variable.compactMap { values[$0]?.count }.max() ?? 1
            for index in 0..<most {
                let filled = parts.map { part in values[part].map { $0[min(index, $0.count - 1)] } ?? part }
                all.append(filled.isEmpty ? "" : "/" + filled.joined(separator: "/"))
            }
        }
        return all + ["/search?q=visa", "/search?q=%D8%A5%D9%82%D8%A7%D9%85%D8%A9"]
    }

    @Test("every public page answers in both languages, within 40 KB with its style, and with its headers")
    func pages() async throws {
        let world = try await World([.limits: "false"])
        let style = try Data(contentsOf: URL(filePath: "\(World.root)/Public/hukoomi.css")).count
        let addresses = addresses(world)
        #expect(addresses.count > 200)
        for language in Language.allCases {
            let browser = world.browser(language)
            for address in addresses {
                let page = try await browser.look(at: "/\(language.rawValue)\(address)")
                #expect(page.status == 200, "\(page.summary)")
                #expect(
                    page.body.count + style <= 40_960,
                    "\(page.address) has \(page.body.count) bytes and \(style) of style")
                #expect(page.html.contains("<html lang=\"\(language.rawValue)\" dir=\"\(language.direction)\">"))
                #expect(!page.html.contains("⟦"), "a text is missing on \(page.address)")
                #expect(page.html.components(separatedBy: "<h1").count == 2, "one h1 on \(page.address)")
                secure(page)
            }
        }
    }

    private func secure(_ page: Page) {
        #expect(page.header("x-content-type-options") == "nosniff", "\(page.address)")
        #expect(page.header("referrer-policy") == "same-origin")
        #expect(page.header("cross-origin-opener-policy") == "same-origin")
        let policy = page.header("content-security-policy") ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(page.address)")
        #expect(!policy.contains("unsafe"))
        #expect(page.header("strict-transport-security") == nil)
    }

    @Test("the published figures of a month are there as CSV and as JSON, the same in both")
    func figures() async throws {
        let browser = try await World().browser()
        let table = try await browser.look(at: "/statistics/2015-09/data.csv")
        #expect(table.status == 200 && table.header("content-type") == "text/csv; charset=utf-8; header=present")
        #expect(table.header("content-disposition")?.contains("statistics-2015-09.csv") == true)
        let lines = table.html.split(separator: "\r\n").map(String.init)
        #expect(lines.contains("2015-09,published,total,,,,375580,100.0,-7.3"))
        #expect(lines.contains { $0.hasPrefix("2015-09,published,service,exit-permit,") && $0.hasSuffix(",24.7") })
        let document = try await browser.look(at: "/statistics/2015-09/data.json")
        let month = try #require(try JSONSerialization.jsonObject(with: Data(document.body)) as? [String: Any])
        let source = try #require((month["sources"] as? [[String: Any]])?.first)
        #expect(source["transactions"] as? Int == 375_580 && source["change_percent"] as? Double == -7.3)
        let services = try #require(source["services"] as? [[String: Any]])
        #expect(lines.count(where: { $0.contains(",service,") }) == services.count)
        #expect(try await browser.look(at: "/statistics/2015-13/data.csv").status == 404)
    }

    @Test(
        "answers for machines, files, errors and redirects carry the same headers",
        arguments: [
            "/health", "/ready", "/metrics", "/", "/.well-known/did.json", "/nowhere", "/ar/nowhere",
            "/static/none.css",
        ])
    func otherHeaders(_ address: String) async throws {
        secure(try await Shared.world().browser().look(at: address))
    }

    @Test("behind TLS cookies are secure and the browser is told to stay there")
    func behindTLS() async throws {
        let world = try await World([.base: "https://hukoomi.example"])
        let page = try await world.browser().look(at: "/ar/sign-in")
        let cookies = page.headers.filter { $0.name == "set-cookie" }.map(\.value)
        #expect(cookies.count == 1)
        for cookie in cookies {
            #expect(cookie.hasPrefix("__Host-browser=") && cookie.hasSuffix("; Secure"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/;"))
        }
        #expect(page.header("strict-transport-security")?.hasPrefix("max-age=") ?? false)
    }

    @Test("the home page is in the language that the browser prefers, else in Arabic")
    func languages() async throws {
        let browser = try await Shared.world().browser()
        for (header, home) in [("en-GB,ar;q=0.5", "/en"), ("fr", "/ar"), ("ar,en", "/ar"), ("", "/ar")] {
            browser.language = header
            #expect(try await browser.look(at: "/").header("location") == home)
        }
    }

    @Test("a page that the browser has already is not sent again, and a large one goes out packed")
    func conditional() async throws {
        let browser = try await Shared.world().browser()
        let first = try await browser.look(at: "/en/services")
        let tag = try #require(first.header("etag"))
        browser.headers.append(("if-none-match", tag))
        let again = try await browser.look(at: "/en/services")
        #expect(again.status == 304 && again.body.isEmpty)
        browser.headers.append(("accept-encoding", "gzip"))
        let packed = try await browser.look(at: "/en/entities")
        #expect(packed.header("content-encoding") == "gzip" && packed.body.starts(with: [0x1F, 0x8B]))
    }

    @Test("whoever is not signed in is asked to, and comes back afterwards")
    func signedOut() async throws {
        let world = try await Shared.world()
        for route in world.platform.routes where route.method == .get && route.access != .anyone {
            let path = route.path.replacing(/:[a-z]+/, with: Reference.random().symbols)
            let page = try await world.browser(.arabic).look(at: "/ar\(path)")
            #expect(page.status == 303 && page.header("location")?.hasPrefix("/ar/sign-in?next=/") ?? false, "\(path)")
        }
    }

    @Test(
        "an address that is written otherwise is answered, but not kept",
        arguments: ["/ar//services", "/ar/services/", "//en"])
    func written(_ address: String) async throws {
        let page = try await Shared.world().browser().look(at: address)
        #expect(page.header("etag") == nil && page.header("cache-control") == "no-store", "\(page.summary)")
    }

    @Test("an address that leads nowhere says so in its language")
    func nowhere() async throws {
        for language in Language.allCases {
            let page = try await Shared.world().browser(language).look(
                at: "/\(language.rawValue)/services/no-such-thing")
            #expect(page.status == 404 && page.html.contains("lang=\"\(language.rawValue)\""))
        }
    }
}
