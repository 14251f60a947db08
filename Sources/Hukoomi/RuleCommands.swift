import ArgumentParser
import Content
import Decisions
import Definitions
import Foundation
import Platform
import Rules

/// Rules on their own, for who writes them.
struct RuleCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Try a rule, probe those of a pack, or run the compatibility kit of DMN.",
        subcommands: [Evaluate.self, Probing.self, Kit.self])

    /// What an expression comes to.
    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "eval", abstract: "Say what a FEEL expression comes to.")
        @Argument(help: "The expression.") var expression: String
        @Option(help: "A JSON file with the values that it may name.") var context: String?
        @Option(name: .customLong("repeat"), help: "Evaluate it so often, and say how many times a second.")
        var count: Int?

        func run() async throws {
            var facts: [String: Value] = [:]
            if let context {
                guard let data = FileManager.default.contents(atPath: context) else {
                    throw ValidationError("\(context) cannot be read")
                }
                guard case .context(let entries)? = Value(json: data) else {
                    throw ValidationError("\(context) is no JSON object")
                }
                for (key, value) in zip(entries.keys, entries.values) { facts[key] = value }
            }
            do {
                let rule = try Expression(expression, names: Set(facts.keys))
                Output.line(rule.value(in: Scope(facts)).text ?? "null")
                if let count { measure(rule, in: Scope(facts), max(1, count)) }
            } catch {
                Output.error(expression)
                Output.error(String(repeating: " ", count: max(0, error.column - 1)) + "^ " + error.description)
                throw ExitCode(1)
            }
        }

        private func measure(_ rule: Rules.Expression, in scope: Scope, _ count: Int) {
            let clock = ContinuousClock()
            let time = clock.measure { for _ in 0..<count { _ = rule.value(in: scope) } }
            let seconds = time / .seconds(1)
            Output.line("\(Int(Double(count) / seconds)) a second")
        }
    }

    /// Which rules no example tests.
    struct Probing: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "probe",
            abstract: "Break every rule of a pack a little, one at a time, and say which slips no example notices.")
        @Argument(help: "Folder of the content pack.") var folder = "Content/qatar"
        @Option(help: "Only this service; can be given several times.") var service: [String] = []

        func run() async throws {
            let probes: [Probe]
            do {
                probes = try await ContentPack.probe(
                    folder, services: service.isEmpty ? nil : service, texts: Platform.texts())
            } catch {
                for mistake in error.mistakes { Output.line(mistake.description) }
                throw ExitCode(1)
            }
            let gaps = probes.flatMap(\.gaps)
            for gap in gaps { Output.line(gap.description) }
            let slips = probes.reduce(0) { $0 + $1.slips }
            Output.line(
                "\(slips) slips tried, \(gaps.count) that no example notices.")
            if !gaps.isEmpty { throw ExitCode(1) }
        }
    }

    /// The DMN Technology Compatibility Kit.
    struct Kit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tck", abstract: "Run the cases of the DMN Technology Compatibility Kit that lie in a folder.")
        @Argument(help: "Folder of the kit.") var folder: String

        func run() async throws {
            let results = try Conformance.run(URL(fileURLWithPath: folder))
            guard !results.isEmpty else { throw ValidationError("\(folder) holds no test cases") }
            var failed = 0
            for result in results {
                guard case .failed(let expected, let found) = result.outcome else { continue }
                failed += 1
                Output.line("\(result.name): expected \(expected), found \(found)")
            }
            for level in Set(results.map(\.level)).sorted() {
                let some = results.filter { $0.level == level }
                let passed = some.count { $0.outcome == .passed }
                let unsupported = some.count { $0.outcome == .unsupported }
                Output.line(
                    "\(level): \(passed) passed, \(some.count - passed - unsupported) failed, \(unsupported) unsupported"
                )
            }
            if failed > 0 { throw ExitCode(1) }
        }
    }
}
