import ArgumentParser
import Foundation
import Kit
import Platform
import Store

/// Takes what is old out of the database.
struct Archive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Move what is old out of the database into an archive, a file of its own.",
        discussion: """
            What leaves: events, looks at people's data, and the histories of cases that ended, but for how they ended. \
            The portal may be running. If it is interrupted, call it again with the same archive.
            """)
    @OptionGroup var options: Options
    @Option(help: "Everything from before this day, at least a year ago, such as 2020-01-01.") var before: String
    @Argument(help: "The archive, an SQLite file; it is made where there is none.") var file: String

    func run() async throws {
        let configuration = try options.configuration()
        let calendar = try ContentPack.read(configuration[.content], texts: Platform.texts()).calendar
        let today = calendar.day(of: try configuration.clock()())
        guard let day = Day(iso: before), day <= today.adding(months: -12) else {
            throw ValidationError("--before is a day at least a year ago, as 2020-01-01")
        }
        let (store, archive) = (try await ArchiveFile.live(configuration), try ArchiveFile.open(file, isNew: true))
        let count = try ArchiveFile.counting { report in
            try Archiving.take(
                Platform.oldRows, before: calendar.start(of: day), from: store, into: archive, report: report)
        }
        Output.line("\(count) rows from before \(day) are in \(file), and no longer in the database.")
        try store.close()
        try archive.close()
    }
}

/// Brings back what an archive holds.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring what an archive holds back into the database; the archive stays as it is.")
    @OptionGroup var options: Options
    @Argument(help: "The archive, as hukoomi archive wrote it.") var file: String

    func run() async throws {
        let configuration = try options.configuration()
        let (store, archive) = (try await ArchiveFile.live(configuration), try ArchiveFile.open(file, isNew: false))
        let count = try ArchiveFile.counting { report in
            try Archiving.restore(Platform.oldRows, from: archive, into: store, report: report)
        }
        Output.line("\(count) rows of \(file) are in the database.")
        try store.close()
        try archive.close()
    }
}

private enum ArchiveFile {
    /// The database as it is: a portal of an older build may be running on it.
    static func live(_ configuration: Configuration) async throws -> Store {
        let store = try Store(configuration[.data])
        guard try await store.pending(Platform.migrations).isEmpty else {
            throw ValidationError("the database is of an older build; run hukoomi migrate first")
        }
        return store
    }

    static func open(_ file: String, isNew: Bool) throws -> Store {
        guard !Store.isRemote(file) else { throw ValidationError("an archive is a file") }
        guard isNew || FileManager.default.fileExists(atPath: file) else {
            throw ValidationError("\(file) is not there")
        }
        do {
            return try Archiving.open(file, Platform.migrations)
        } catch let fault as Archiving.Fault {
            throw ValidationError("\(file): \(fault)")
        }
    }

    /// Prints each table, and answers the sum of the rows.
    static func counting(_ body: ((_ table: String, _ rows: Int) -> Void) throws -> Void) throws -> Int {
        var all = 0
        do {
            try body { table, rows in
                all += rows
                Output.line("\(table): \(rows)")
            }
        } catch let fault as Archiving.Fault {
            Output.error(fault.description)
            throw ExitCode(1)
        }
        return all
    }
}
