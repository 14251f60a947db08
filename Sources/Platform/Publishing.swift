package import AsyncHTTPClient
import Catalogue
import Content
import Editing
package import Foundation
package import Logging
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Publishes content. On SIGHUP this node reads the content pack again, serves it if it is sound, and tells the others
/// through the database; what is published from the portal is told in the same way. Nodes that are told read their copy
/// of the pack with the editions over it, and ask from time to time whether they missed something.
package struct Publishing: Sendable {
    /// What a node has come to.
    package struct Shown: Sendable {
        /// The version that it shows.
        var version: String
        /// The version that it read last; not the same where that could not be served whole.
        var read: String
        /// Whether others were told of it.
        var isTold = true

        package init(_ version: String) { (self.version, read) = (version, version) }
    }

    private enum Call: Sendable { case publish, follow }

    let stage: Stage
    let configuration: Configuration
    let store: Store
    let client: HTTPClient
    let crowd: Crowd
    let clock: @Sendable () -> Date
    let log: Logger
    /// What the stage showed when the program started.
    package let first: Shown

    package init(
        _ platform: Platform, on stage: Stage, _ configuration: Configuration, client: HTTPClient,
        clock: @escaping @Sendable () -> Date, log: Logger
    ) {
        (self.stage, self.configuration, self.client, self.clock, self.log) = (stage, configuration, client, clock, log)
        (store, crowd, first) = (platform.store, platform.crowd, Shown(platform.pack.catalogue.version))
    }

    private func answer(_ calls: AsyncStream<Call>) async {
        var shown = first
        for await call in calls {
            switch call {
            case .publish: shown = await publish(after: shown)
            case .follow: shown = await follow(after: shown)
            }
        }
    }

    private func publish(after shown: Shown) async -> Shown {
        do {
            return try await tell(of: try await show())
        } catch {
            refuse(error)
            return shown
        }
    }

    /// Tells the other nodes what is shown here. What was published from the portal while it was read is read as well, so that
    /// nobody is told of less than there is.
    private func tell(of first: Shown) async throws -> Shown {
        var shown = first
        for _ in 0..<3 {
            let (version, now) = (shown.version, clock())
            do {
                try await store.write { try $0.publish(content: version, at: now) }
                shown.isTold = true
            } catch {
                log.error("content.untold", metadata: ["error": "\(type(of: error))"])
                shown.isTold = false
                return shown
            }
            guard try await self.version() != shown.read else { break }
            shown = try await show()
        }
        return shown
    }

    /// Shows what is published, where it is something else than what is shown and can be read here.
    package func follow(after shown: Shown) async -> Shown {
        if !shown.isTold { return (try? await tell(of: shown)) ?? shown }
        guard let published = try? await store.glance({ try $0.publishedContent() }), published != shown.version,
            let here = try? await version(), here != shown.read
        else { return shown }
        do {
            return try await show()
        } catch {
            refuse(error)
            var same = shown
            // What has mistakes is not read again until it is another; a database that was away is asked again.
            if error is BrokenPack { same.read = here }
            return same
        }
    }

    /// The version that would be read now.
    private func version() async throws -> String {
        let editions = try await store.glance { try $0.publishedEditions() }
        let path = configuration[.content]
        return PackFolder(path: path, overlay: Editing.overlay(editions, over: PackFolder(path: path))).version()
    }

    /// Serves what can be read now.
    private func show() async throws -> Shown {
        var shown = Shown(try await version())
        let platform = try await Platform(
            configuration, store: store, client: client, clock: clock, crowd: crowd, log: log)
        stage.show(platform.front)
        shown.version = platform.pack.catalogue.version
        log.notice("content.published", metadata: ["version": "\(shown.version)"])
        return shown
    }

    /// A pack with mistakes changes nothing but the log.
    private func refuse(_ error: any Error) {
        guard let broken = error as? BrokenPack else {
            return log.error("content.refused", metadata: ["error": "\(type(of: error))"])
        }
        for mistake in broken.mistakes { log.error("content.refused", metadata: ["mistake": "\(mistake)"]) }
    }
}

extension Publishing: Service {
    package func run() async throws {
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
}
