import Crypto
import Foundation
package import Forms
package import Kit
package import Web

/// The folder of files that people send, outside of everything that is served. A file lies under its identifier, never
/// under the name it came with.
package struct FileShelf: Sendable {
    let folder: String
    /// The disk takes its time: nobody else waits for it.
    private let threads = BoundedPool(name: "files", threads: 4, waiting: 256, full: Unavailable("files"))

    init(folder: String) { self.folder = folder }

    /// Stores a file under a new identifier, on disk before this returns; answers it with its digest.
    package func store(_ file: SentFile, question: String) async throws -> (attachment: Attachment, digest: String) {
        guard file.bytes.count <= FileKind.largest else {
            throw Wrong("forms.wrong.file-size", ["name": file.name, "most": String(FileKind.largest / 1_000_000)])
        }
        guard let type = FileType(content: file.bytes) else {
            throw Wrong("forms.wrong.file-type", ["name": file.name])
        }
        let id = Identifier.make()
        let digest: String
        do {
            digest = try await threads.run { [self] in
                try write(file.bytes, to: id)
                return Hexadecimal.text(SHA256.hash(data: file.bytes))
            }
        } catch let full as Unavailable {
            throw full
        } catch {
            if let path = path(id) { try? FileManager.default.removeItem(atPath: path) }
            throw Wrong("casework.wrong.file-kept")
        }
        let name = String(
            file.name.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init).prefix(
                120))
        let attachment = Attachment(
            id: id, question: question, name: name.isEmpty ? "file" : name, type: type.rawValue, size: file.bytes.count)
        return (attachment, digest)
    }

    package func bytes(of id: String) throws(NotFound) -> [UInt8] {
        guard let data = path(id).flatMap({ FileManager.default.contents(atPath: $0) }) else { throw NotFound() }
        return [UInt8](data)
    }

    /// Removes a file; what is not there any more is removed.
    package func remove(_ id: String) async throws {
        guard let path = path(id) else { return }
        try await threads.run {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
    }

    /// Nil for what is no identifier: nothing that a browser sends becomes a path.
    private func path(_ id: String) -> String? {
        UUID(uuidString: id) == nil ? nil : "\(folder)/\(id.suffix(2))/\(id)"
    }

    private func write(_ bytes: [UInt8], to id: String) throws {
        guard let path = path(id) else { throw CocoaError(.fileWriteInvalidFileName) }
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
    }
}
