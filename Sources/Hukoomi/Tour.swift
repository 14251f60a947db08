import ArgumentParser
import AsyncHTTPClient
import Content
import Foundation
import Platform

/// Plays the main job against an instance.
struct PlayTour: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tour",
        abstract: "Play the main job over HTTP against a demonstration: find, apply, pay, decide, verify, count.")
    @Option(help: "Where the portal is.") var url = "http://127.0.0.1:8080"
    @Option(help: "Where the demonstration's post office is.") var post = "http://127.0.0.1:8092"
    @Option(help: "Folder of the content pack, for its invented people.") var content = "Content/qatar"

    func run() async throws {
        let client = TourWire.client()
        let isWell: Bool
        do {
            isWell = try await Tour(
                portal: url, post: post, content: content, wire: .http(client), now: Date(), report: Output.line
            ).run()
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
        if !isWell { throw ExitCode(1) }
    }
}
