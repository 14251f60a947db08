import ArgumentParser

/// The command line.
@main
struct Hukoomi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hukoomi", abstract: "The platform a government runs its public services on.",
        subcommands: [
            Serve.self, Migrate.self, Check.self, PlayTour.self, Backup.self, Jobs.self, SandboxBank.self,
            SandboxPost.self,
        ])
}
