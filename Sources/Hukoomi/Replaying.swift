import ArgumentParser
import Foundation
import Platform
import Store

/// Which month is replayed, and how much of it.
struct MonthShare: ParsableArguments {
    @Option(help: "A month of which the pack has published figures.") var month = "2015-09"
    @Option(help: "How much of it: 1 is all, 0.02 a fiftieth.") var share = 1.0

    func validate() throws {
        guard share > 0, share <= 1 else { throw ValidationError("--share is more than 0 and at most 1") }
    }
}

/// Fills the registers of a demonstration with invented people.
struct Populate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put the invented people, companies and records of a replay into the database of a demonstration.")
    @OptionGroup var options: Options
    @OptionGroup var month: MonthShare

    func run() async throws {
        let configuration = try options.configuration()
        guard try configuration.flag(.demo) else { throw ValidationError("only a demonstration can be populated") }
        let store = try Platform.open(configuration)
        let pack = try ContentPack.read(configuration[.content], texts: Platform.texts())
        let population = try Population(
            pack: pack, month: month.month, share: month.share, now: try configuration.clock()())
        let (people, records) = try await population.load(into: store)
        try store.close()
        Output.line("\(people) people and \(records) records are there.")
    }
}

/// Plays a month of a whole country over HTTP.
struct PlayMonth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play a published month over HTTP against a populated demonstration whose clock stands in that month."
    )
    @Option(help: "Where the portal is.") var url = "http://127.0.0.1:8080"
    @Option(help: "Where the demonstration's post office is.") var post = "http://127.0.0.1:8092"
    @Option(help: "Folder of the content pack, for the published figures.") var content = "Content/qatar"
    @Option(help: "People at the same time.") var workers = 32
    @Option(help: "A piece of it, such as 2/3, after those before it were played on the same instance.")
    var piece = "1/1"
    @OptionGroup var month: MonthShare

    func run() async throws {
        let pack = try ContentPack.read(content, texts: Platform.texts())
        guard let piece = ReplayPiece(piece) else { throw ValidationError("--piece is such as 2/3") }
        let replay = try Replay(
            pack: pack, month: month.month, share: month.share, piece: piece, portal: url, postOffice: post,
            workers: workers,
            today: "\(month.month)-01"
        ) { text in
            FileHandle.standardOutput.write(Data((text.hasPrefix("\r") ? text : text + "\n").utf8))
        }
        if !(try await replay.run()) { throw ExitCode(1) }
    }
}
