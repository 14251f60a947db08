import AsyncHTTPClient
import Catalogue
import Content
import Foundation
import Logging
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Publishes content. On SIGHUP this node reads the content pack again, serves it if it is sound, and tells the others
/// through the database; they read their copy of the pack, and ask from time to time whether they missed something.
struct Publishing: Service {
    let stage: Stage
    let configuration: Configuration
    let store: Store
    let client: HTTPClient
    let crowd: Crowd
    let clock: @Sendable () -> Date
    let log: Logger
    /// The version that the stage showed when the program started.
    let first: String

    private enum Call: Sendable { case publish, follow }

    func run() async throws {
        let (calls, line) = AsyncStream.makeStream(of: Call.self, bufferingPolicy: .bufferingNewest(8))
        let listening = store.listen(for: .content) { line.yield(.follow) }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in await UnixSignalsSequence(trapping: .sighup) { line.yield(.publish) } }
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(5))) != nil { line.yield(.follow) }
                }
                group.addTask { await answer(calls) }
                await group.next()
                group.cancelAll()
            }
        }
        withExtendedLifetime(listening) { line.finish() }
    }

    private func answer(_ calls: AsyncStream<Call>) async {
        var shown = first
        for await call in calls {
            switch call {
            case .publish:
                guard let version = await show() else { continue }
                shown = version
                let now = clock()
                _ = try? await store.write { try $0.publish(content: version, at: now) }
            case .follow:
                // Where the pack on this node is still the one that is shown, there is nothing to follow with.
                guard let published = try? await store.glance({ try $0.publishedContent() }), published != shown,
                    PackFolder(path: configuration[.content]).version() != shown, let version = await show()
                else { continue }
                shown = version
            }
        }
    }

    /// Serves the pack as it lies there now, and answers its version; a pack with mistakes changes nothing but the log.
    private func show() async -> String? {
        do {
            let platform = try await Platform(configuration, store: store, client: client, crowd: crowd, log: log)
            stage.show(platform.front)
            let version = platform.pack.catalogue.version
            log.notice("content.published", metadata: ["version": "\(version)"])
            return version
        } catch let broken as BrokenPack {
            for mistake in broken.mistakes { log.error("content.refused", metadata: ["mistake": "\(mistake)"]) }
        } catch {
            log.error("content.refused", metadata: ["error": "\(type(of: error))"])
        }
        return nil
    }
}
