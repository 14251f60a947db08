import Crypto
import Foundation
import Kit
import NIOCore
import HTTPTypes
import Synchronization

/// The files of `Public`, read once: served under names that carry a digest, so that browsers may keep them for good.
package struct Assets: Sendable {
    struct File: Sendable {
        let plain: ByteBuffer
        let packed: ByteBuffer?
        let type: String
    }

    private var addresses: [String: String] = [:]
    /// By address.
    private(set) var files: [String: File] = [:]

    package init() {}

    /// Reads every file of the folder.
    package init(folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where !name.hasPrefix(".") {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            let digest = Hexadecimal.text(SHA256.hash(data: data).prefix(5))
            let parts = name.split(separator: ".", maxSplits: 1)
            let address = "/static/\(parts[0])-\(digest).\(parts.count > 1 ? parts[1] : "bin")"
            addresses[name] = address
            let bytes = [UInt8](data)
            let packed = bytes.count > 512 ? Gzip.packed(bytes, level: 9).map { ByteBuffer(bytes: $0) } : nil
            files[address] = File(plain: ByteBuffer(bytes: bytes), packed: packed, type: Assets.type(of: name))
        }
    }

    /// Where the browser finds a file: `/static/hukoomi-1f2e3d4c5b.css`.
    package func address(of name: String) -> String { addresses[name] ?? "/static/\(name)" }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "js": "text/javascript; charset=utf-8"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}

/// A page that is ready to be sent.
struct KeptPage: Sendable {
    let bytes: ReadyBytes
    let route: RouteMeter
}

/// Public pages kept as bytes, by address. A front keeps its own; publishing content means a new front, and with it
/// new pages.
final class KeptPages: Sendable {
    private let pages = Mutex<[String: KeptPage]>([:])
    private static let most = 20_000

    func page(at address: String) -> KeptPage? { pages.withLock { $0[address] } }

    func keep(_ page: KeptPage, at address: String) {
        pages.withLock { if $0.count < KeptPages.most { $0[address] = page } }
    }
}
