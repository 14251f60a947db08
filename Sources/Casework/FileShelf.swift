import Crypto
import Foundation
import Forms
import Kit
import Web

/// The folder of files that people send, outside of everything that is served. A file lies under its identifier, never
/// under the name it came with.
struct FileShelf: Sendable {
    let folder: String

    /// Stores a file under a new identifier, on disk before this returns; answers it with its digest.
    func store(_ file: SentFile, question: String) throws(Wrong) -> (attachment: Attachment, digest: String) {
        guard file.bytes.count <= FileKind.largest else {
            throw Wrong("forms.wrong.file-size", ["name": file.name, "most": String(FileKind.largest / 1_000_000)])
        }
        guard let type = FileType(content: file.bytes) else {
            throw Wrong("forms.wrong.file-type", ["name": file.name])
        }
        let id = Identifier.make()
        do {
            try write(file.bytes, to: id)
        } catch {
            throw Wrong("casework.wrong.file-kept")
        }
        let digest = Hexadecimal.text(SHA256.hash(data: file.bytes))
        let name = String(
            file.name.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init).prefix(
                120))
        let attachment = Attachment(
            id: id, question: question, name: name.isEmpty ? "file" : name, type: type.rawValue, size: file.bytes.count)
        return (attachment, digest)
    }

    func bytes(of id: String) throws(NotFound) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(id)) else { throw NotFound() }
        return [UInt8](data)
    }

    private func path(_ id: String) -> String { "\(folder)/\(id.suffix(2))/\(id)" }

    private func write(_ bytes: [UInt8], to id: String) throws {
        let url = URL(fileURLWithPath: path(id))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url, options: .withoutOverwriting)
        let handle = try FileHandle(forWritingTo: url)
        defer { try? handle.close() }
        try handle.synchronize()
    }
}
