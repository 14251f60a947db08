import ArgumentParser
import AsyncHTTPClient
import Content
import Foundation
import Kit
import Platform
import Store
import Web

/// Serves the portal.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the portal. Brings the database up to date first.")
    @OptionGroup var options: Options

    func run() async throws {
        let configuration = try options.configuration()
        let log = options.log(configuration)
        do {
            let store = try Platform.open(configuration)
            try store.extend(Platform.partitionings, at: try configuration.clock()())
            let platform = try await Platform(configuration, store: store, client: .shared, log: log)
            if try configuration.flag(.demo) { Welcome.print(platform, configuration) }
            try await Server.run(platform, configuration, client: .shared, log: log)
        } catch let broken as BrokenPack {
            for mistake in broken.mistakes { Output.error(mistake.description) }
            throw ExitCode(1)
        }
    }
}

/// What a newcomer is told.
enum Welcome {
    static func print(_ platform: Platform, _ configuration: Configuration) {
        let people = platform.pack.demoPeople.map { "  \($0.account)  \($0.name.en): \($0.about.en)" }
        Output.line(
            """

            Hukoomi is at \(configuration.base)

            Sign in as one of these invented people, password «\(platform.pack.demoPassword ?? "")»:
            \(people.joined(separator: "\n"))

            Their codes, by SMS or e-mail, appear at \(configuration.base)/ar/demo/messages
            The bank of the demonstration takes card 4242 4242 4242 4242. Stop with Ctrl-C.

            """)
    }
}

/// Writes to the terminal.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
