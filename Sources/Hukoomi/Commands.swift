import ArgumentParser
import Content
import Foundation
import Logging
import Platform
import Store

/// Brings the schema up to date and says what was done.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database up to date.")
    @OptionGroup var options: Options

    func run() async throws {
        let configuration = try options.configuration()
        let store = try Platform.open(configuration) { steps in
            for step in steps { Output.line(step) }
            Output.line("\(configuration[.data]) is up to date, \(steps.count) steps taken.")
        }
        try store.extend(Platform.partitionings, at: try configuration.clock()())
        try store.close()
    }
}

/// Looks for every mistake of a content pack.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a content pack: every mistake at once, as file:line: what and how to mend.")
    @Argument(help: "Folder of the content pack.") var folder = "Content/qatar"

    func run() async throws {
        do {
            let pack = try ContentPack.read(folder, texts: Platform.texts())
            Output.line("\(folder) is sound: \(pack.summary).")
        } catch {
            for mistake in error.mistakes { Output.line(mistake.description) }
            Output.error("\(error.mistakes.count) mistakes")
            throw ExitCode(1)
        }
    }
}

/// Copies the database while others use it.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a consistent copy of the database while it is served.")
    @OptionGroup var options: Options
    @Argument(help: "The new file.") var file: String

    func run() async throws {
        let configuration = try options.configuration()
        guard !FileManager.default.fileExists(atPath: file) else { throw ValidationError("\(file) is already there") }
        let store = try Store(configuration[.data])
        try store.backup(to: file)
        try store.close()
        Output.line("Copied \(configuration[.data]) to \(file).")
    }
}

/// Copies one database into another, of either engine.
struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything from one database into another, empty one, and compare the two.",
        discussion: """
            Either is an SQLite file or postgres://user@host/name. Stop the nodes of the old one first: what is written \
            to it while it is copied is not in the copy.
            """)
    @Option(help: "The database to copy.") var from: String
    @Option(help: "The new database; its tables are made, and must be empty.") var to: String

    func run() async throws {
        let (source, target) = (try Store(from), try Store(to))
        try source.migrate(Platform.migrations)
        try target.migrate(Platform.migrations)
        var all = 0
        do {
            try Moving.move(from: source, to: target) { table, rows in
                all += rows
                Output.line("\(table): \(rows)")
            }
        } catch let fault as Moving.Fault {
            Output.error(fault.description)
            throw ExitCode(1)
        }
        Output.line("\(all) rows copied, and the same in both.")
        try source.close()
        try target.close()
    }
}

/// Shows jobs that were given up, and sends them round again.
struct Jobs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List jobs that were given up, or send them round again.")
    @OptionGroup var options: Options
    @Option(help: "The job to send round again, or `all`.") var redrive: String?

    func run() async throws {
        let configuration = try options.configuration()
        let store = try Store(configuration[.data])
        if let redrive {
            let now = try configuration.clock()()
            let count = try await store.redrive(job: redrive == "all" ? nil : redrive, at: now)
            Output.line("\(count) sent round again.")
        } else {
            let jobs = try await store.deadJobs()
            for job in jobs {
                Output.line("\(job.id)  \(job.kind)  \(job.attempts) attempts  \(job.fault)  \(job.diedAt)")
            }
            Output.line("\(jobs.count) jobs given up.")
        }
        try store.close()
    }
}

/// The bank of demonstrations.
struct SandboxBank: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox-bank", abstract: "Run the demonstration's bank, a party of its own over HTTP.")
    @Option(help: "Port to listen on.") var port = 8091
    @Option(help: "Where the portal is.") var portal = "http://127.0.0.1:8080"
    @Option(help: "File of its books.") var file: String?
    @Option(help: "Moment at which its clock starts, as the portal's.") var clock = ""

    func run() async throws {
        let configuration = Configuration(options: [.demo: "true", .clock: clock])
        let log = Logger(label: "sandbox-bank") { _ in LogLines() }
        try await SandboxServer.bank(
            port: port, portal: portal, secret: try configuration.secret(.bankSecret),
            key: try configuration.secret(.bankKey), file: file, clock: try configuration.clock(), log: log)
    }
}

/// The post office of demonstrations.
struct SandboxPost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox-post", abstract: "Run the demonstration's post office: SMS over HTTP, e-mail over SMTP.")
    @Option(help: "Port of the SMS gateway.") var port = 8092
    @Option(help: "Port of the mail server.") var smtpPort = 8025

    func run() async throws { try await SandboxServer.post(port: port, smtpPort: smtpPort) }
}

/// The office of demonstrations that keeps registers.
struct SandboxRegisters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox-registers",
        abstract: "Run the demonstration's keeper of registers, a party of its own over HTTP.")
    @Option(help: "Port to listen on.") var port = 8093
    @Option(help: "Folder of the content pack whose registers it keeps.") var content = "Content/qatar"
    @Option(help: "File of what it was told.") var file: String?
    @Option(help: "Moment at which its clock starts, as the portal's.") var clock = ""

    func run() async throws {
        let configuration = Configuration(options: [.demo: "true", .clock: clock])
        try await SandboxServer.registers(
            port: port, content: content, key: try configuration.secret(.registersKey), file: file,
            clock: try configuration.clock())
    }
}
