import ArgumentParser
import Content
import Foundation
import Platform
import Store

/// The keys that sign documents, for an operator.
struct SigningKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "See the keys that sign documents, replace the one that signs, or strike one.",
        subcommands: [List.self, Rotate.self, Compromise.self], defaultSubcommand: List.self)

    /// Shows every key.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys: id, term, documents signed, status.")
        @OptionGroup var options: Options

        func run() async throws { try await SigningKeys.tell(options) { desk, _ in try await desk.list() } }
    }

    /// Makes the next key.
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key, which signs from now on.",
            discussion: "What the old key signed stays valid. A portal that is running takes the new key at once.")
        @OptionGroup var options: Options

        func run() async throws { try await SigningKeys.tell(options) { try await $0.rotate(at: $1) } }
    }

    /// Strikes a key that somebody else may have.
    struct Compromise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mark a key that got into other hands.",
            discussion: """
                Every document that it signed from the beginning of that day on is revoked for good, with the reason on \
                the page that verifies it. What it signed before stays valid where the register of documents holds that \
                very signature. The key is not published any more, so that nothing it signed verifies offline. If it was \
                the key that signs, a new one takes over at once.
                """)
        @OptionGroup var options: Options
        @Argument(help: "The id of the key: 16 digits and letters, as `hukoomi keys` lists it.") var id: String
        @Option(help: "First day on which somebody else may have had it, such as 2026-11-20.") var since: String

        func run() async throws {
            try await SigningKeys.tell(options) { try await $0.compromise(id, since: since, at: $1) }
        }
    }

    private static func tell(
        _ options: Options, _ work: (_ desk: KeyDesk, _ now: Date) async throws -> [String]
    ) async throws {
        let configuration = try options.configuration()
        let store = try Store(configuration[.data])
        do {
            let desk = try await KeyDesk(configuration, store: store)
            for line in try await work(desk, configuration.clock()()) { Output.line(line) }
        } catch let broken as BrokenPack {
            for mistake in broken.mistakes { Output.error(mistake.description) }
            throw ExitCode(1)
        }
        try store.close()
    }
}
