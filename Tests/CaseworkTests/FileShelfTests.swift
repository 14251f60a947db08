import Foundation
import Forms
import Kit
import Support
import Testing
import Web

@testable import Casework

@Suite("The folder of files that people send") struct FileShelfTests {
    @Test("a file is found and removed by its identifier, and nothing else is, whatever a browser sends")
    func removed() async throws {
        let folder = try TestFolder.make()
        let shelf = FileShelf(folder: folder.appending(path: "files").path)
        let beside = folder.appending(path: "beside.txt")
        try Data("kept".utf8).write(to: beside)
        let sent = SentFile(name: "a.pdf", bytes: Array("%PDF-1.7 x".utf8))
        let (first, _) = try await shelf.store(sent, question: "q")
        let (second, _) = try await shelf.store(sent, question: "q")
        for id in ["", ".", "..", "../..", "/", "..//../beside.txt", String(first.id.suffix(2)), first.id + "/.."] {
            try await shelf.remove(id)
            #expect(throws: NotFound.self) { try shelf.bytes(of: id) }
        }
        #expect(FileManager.default.fileExists(atPath: beside.path))
        #expect(try shelf.bytes(of: first.id).count == 10)
        try await shelf.remove(first.id)
        try await shelf.remove(first.id)
        #expect(throws: NotFound.self) { try shelf.bytes(of: first.id) }
        #expect(try shelf.bytes(of: second.id).count == 10)
    }
}
