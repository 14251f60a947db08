import Catalogue
import Content
import Foundation
import Kit
import Store
import Support
import Testing
import Web

@testable import Editing

@Suite("What is kept of editions")
struct EditionStoreTests {
    private func store() throws -> Store { try TestStore.make(Catalogue.migrations + Editing.migrations) }

    private func publish(_ edition: Edition, in store: Store) async throws {
        try await store.write { transaction in
            let published = try edition.decided(
                .publish, by: Sample.colleague, for: Sample.service, "", over: transaction.currentText(Sample.service),
                at: Sample.now)
            try transaction.publish(published, among: Sample.services, at: Sample.now)
        }
    }

    @Test("an edition that is published is what people see, and the one before it is replaced")
    func published() async throws {
        let store = try store()
        let first = try Sample.proposal()
        try await store.write { try $0.add(first) }
        #expect(try await store.read { try $0.currentText(Sample.service) } == Sample.file)
        try await publish(first, in: store)
        let current = try await store.read { try $0.currentText(Sample.service) }
        #expect(current == CurrentText(edition: 1, text: first.text))
        let second = try Sample.draft("fee: 30\n", over: first.text).proposed(
            as: try await store.read { try $0.nextNumber(of: Sample.service) }, by: Sample.writer, for: Sample.service,
            "again", over: current, at: Sample.now)
        try await store.write { try $0.add(second) }
        try await publish(second, in: store)
        let lines = try await store.read { try $0.editions(of: Sample.service).all }
        #expect(lines.map(\.number) == [2, 1] && lines.map(\.status) == [.published, .superseded])
        #expect(lines.last?.decision?.person == "colleague" && lines.last?.proposal.words == "why")
        let kept = try await store.read { try $0.edition(withText: first.text.digest, of: Sample.service).one }
        #expect(kept?.text == first.text && kept?.base == Sample.service.file.digest)
    }

    @Test("the version that is published is the one that each node will read")
    func version() async throws {
        let store = try store()
        let folder = try TestFolder.make()
        try FileManager.default.createDirectory(
            at: folder.appending(path: "services"), withIntermediateDirectories: true)
        let file = folder.appending(path: "services/exit-permit.yaml")
        try Data(Sample.service.file.text.utf8).write(to: file)
        let plain = PackFolder(path: folder.path)
        let services = EditedServices([Sample.service], folder: plain.folderVersion())
        let edition = try Sample.proposal().decided(
            .publish, by: Sample.colleague, for: Sample.service, "", over: Sample.file, at: Sample.now)
        try await store.write { try $0.add(try Sample.proposal()) }
        try await store.write { try $0.publish(edition, among: services, at: Sample.now) }
        let (version, editions) = try await store.read {
            (try $0.publishedContent(), try $0.publishedEditions())
        }
        let overlay = Editing.overlay(editions, over: plain)
        #expect(overlay == ["services/exit-permit.yaml": "fee: 20\n"])
        #expect(PackFolder(path: folder.path, overlay: overlay).version() == version && version != plain.version())
        // A newer file was deployed: it counts.
        try Data("fee: 15\n".utf8).write(to: file)
        #expect(Editing.overlay(editions, over: PackFolder(path: folder.path)).isEmpty)
    }

    @Test("of two who decide, the second is told; nobody removes an edition or decides for himself, not even in SQL")
    func kept() async throws {
        let store = try store()
        let edition = try Sample.proposal()
        try await store.write { try $0.add(edition) }
        try await publish(edition, in: store)
        let refused = try edition.decided(
            .refuse, by: Sample.officer("third", .publish), for: Sample.service, "no", over: Sample.file, at: Sample.now
        )
        await #expect(throws: Refusal("editing.refusal.decided")) {
            try await store.write { try $0.settle(refused) }
        }
        await #expect(throws: (any Error).self) { try await store.write { try $0.run("delete from edition") } }
        await #expect(throws: (any Error).self) {
            try await store.write { try $0.run("update edition set decided_by = proposed_by") }
        }
    }

    @Test("a draft is one for each person, and nobody else's")
    func drafts() async throws {
        let store = try store()
        for text in ["fee: 20\n", "fee: 25\n"] {
            let draft = try Sample.draft(text)
            try await store.write { try $0.save(draft) }
        }
        let (mine, others) = try await store.read { transaction in
            (
                try transaction.draft(of: Sample.service, by: "writer").one,
                try transaction.draft(of: Sample.service, by: "colleague").one
            )
        }
        #expect(mine?.text.text == "fee: 25\n" && others == nil)
        try await store.write { try $0.removeDraft(of: Sample.service, by: "writer") }
        #expect(try await store.read { try $0.drafts(by: "writer", of: [Sample.service]).all }.isEmpty)
    }
}
