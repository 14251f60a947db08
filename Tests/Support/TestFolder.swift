package import Foundation

/// Folders for the files of a test run, all gone when it ends.
package enum TestFolder {
    private static let root: URL = {
        let root = FileManager.default.temporaryDirectory.appending(path: "hukoomi-tests-\(getpid())")
        atexit { TestFolder.clear() }
        return root
    }()

    /// A new, empty folder.
    package static func make() throws -> URL {
        let folder = root.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Where an SQLite file of a test may lie.
    package static func file() throws -> String { try make().appending(path: "test.sqlite").path }

    private static func clear() { try? FileManager.default.removeItem(at: root) }
}
