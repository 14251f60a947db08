import ArgumentParser
import NIOCore
import NIOPosix

/// The command line.
@main
struct Hukoomi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hukoomi", abstract: "The platform a government runs its public services on.",
        subcommands: [
            Serve.self, Migrate.self, Check.self, PlayTour.self, Populate.self, PlayMonth.self, Backup.self, Move.self,
            Archive.self, Restore.self,
            Jobs.self, SigningKeys.self, RuleCommands.self,
            SandboxBank.self, SandboxPost.self, SandboxRegisters.self,
        ])

    static func main() async {
        // Requests are answered on the threads that read them: no hop to another pool and back for each.
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        await main(nil)
    }
}
