import ArgumentParser
import Platform

/// Plays the main job against an instance.
struct Tour: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play the main job over HTTP: find, apply, pay, decide, download, verify, count.")
    @Option(help: "Where the portal is.") var url = "http://127.0.0.1:8080"
    @Option(help: "Where the demonstration's post office is.") var post = "http://127.0.0.1:8092"

    func run() async throws { throw CleanExit.message("not yet") }
}
