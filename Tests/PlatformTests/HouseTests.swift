import Foundation
import Kit
import Platform
import Store
import Support
import Testing
import Web

/// What every module keeps to, so that a reader finds his way.
@Suite("The house") struct HouseTests {
    @Test("every address stands once and is made of plain words")
    func addresses() async throws {
        let routes = try await Shared.world().platform.routes
        let lines = routes.map { "\($0.method.rawValue) \($0.isBare ? "" : "/:language")\($0.path)" }
        #expect(
            Set(lines).count == lines.count, "\(Dictionary(grouping: lines) { $0 }.filter { $0.value.count > 1 }.keys)")
        let word = /[a-z0-9]+(-[a-z0-9]+)*/
        for route in routes where route.path != "/.well-known/did.json" && !route.path.hasPrefix("/V/") {
            for part in route.path.split(separator: "/") {
                let bare = part.hasPrefix(":") ? part.dropFirst() : part
                let pieces = part.contains(".") ? bare.split(separator: ".") : [bare]
                #expect(pieces.allSatisfy { $0.wholeMatch(of: word) != nil }, "\(route.path)")
            }
        }
    }

    @Test("what is named after a thing of many is plural")
    func plurals() async throws {
        // Places of which there is one, and the words by which services are grouped.
        let single = ["verify", "queue", "status", "V", "audience", "category", "counter"]
        for route in try await Shared.world().platform.routes {
            let parts = route.path.split(separator: "/").map(String.init)
            for (name, next) in zip(parts, parts.dropFirst()) where next.hasPrefix(":") && !name.hasPrefix(":") {
                #expect(name.hasSuffix("s") || single.contains(name), "\(route.path)")
            }
        }
    }

    @Test("migrations have names of their own, ordered by day and number within a module")
    func migrations() {
        let names = Platform.migrations.map(\.name)
        #expect(Set(names).count == names.count)
        let form = /(\d{4}-\d{2}-\d{2})-([a-z]+)-(\d+)/
        var last: [Substring: (Substring, Int)] = [:]
        for name in names {
            guard let match = name.wholeMatch(of: form), let number = Int(match.3) else {
                Issue.record("\(name) is not day-module-number")
                continue
            }
            if let before = last[match.2] { #expect((match.1, number) > before, "\(name)") }
            last[match.2] = (match.1, number)
        }
    }

    @Test("a database that is up to date stays as it is")
    func migratedTwice() async throws {
        let store = try TestStore.make(Platform.migrations)
        #expect(try await store.pending(Platform.migrations).isEmpty)
        #expect(try store.migrate(Platform.migrations).isEmpty)
    }

    @Test("every setting has its row in docs/configuration.md, and no row is left over")
    func settings() throws {
        let text = try String(contentsOfFile: "\(World.root)/docs/configuration.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count == Setting.allCases.count)
        for setting in Setting.allCases {
            let standard = setting.standard.isEmpty ? "none" : "`\(setting.standard)`"
            let start = "| `\(setting.option)` | `\(setting.variable)` | \(standard) | "
            #expect(rows.contains { $0.hasPrefix(start) && $0.count > start.count + 10 }, "\(start)")
        }
    }

    @Test("the command line goes before the environment, and that before what is standard")
    func precedence() throws {
        let environment = ["HUKOOMI_PORT": "9000", "HUKOOMI_HOST": "10.0.0.1"]
        let configuration = Configuration(options: [.port: "9001"], environment: environment)
        #expect(configuration[.port] == "9001")
        #expect(configuration[.host] == "10.0.0.1")
        #expect(configuration[.readers] == "6")
        #expect(throws: Configuration.Fault.self) { try Configuration(environment: [:]).secret(.bankKey) }
        #expect(throws: Configuration.Fault.self) {
            try Configuration(options: [.port: "many"], environment: [:]).number(.port)
        }
    }
}

/// One portal for all tests that leave no trace that others could see.
enum Shared {
    private static let task = Task { try await World() }
    static func world() async throws -> World { try await task.value }
}
